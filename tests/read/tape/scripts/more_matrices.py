import numpy as np
np.random.seed(2)
X = np.mat(np.random.rand(4, 3)) if hasattr(np, "mat") else np.matrix(np.random.rand(4, 3))
y = np.asmatrix([0.0, 1.0, 1.0, 0.0]).T
w = np.matrix(np.zeros((3, 1)))  # start
V = np.matrix(np.random.rand(3, 2))  # start
for i in range(4):
    h = 1.0 / (1.0 + np.exp(-X * w))
    error = y - h
    w = w + 0.1 * X.transpose() * error
    w[0, 0] += 0.01
    V -= 0.01 * (X.T * (X * V))
    V[:, 0] = V[:, 1] * 0.5
    row = V[1, :] * 2
    m = V.mean(axis=0) + V.sum(0) + np.sum(V, axis=0) + V.max(0) + row
    V = V + 0.001 * np.multiply(m, V) - 0.001 * np.dot(V, V.T) * V
    a = np.asarray(V)[:, 0] + V.A[:, 1] + V[:, 0].A1 + np.array(V).ravel()[:3]
    V[:, 1] = V[:, 1] - 0.001 * np.mat(a).T if hasattr(np, "mat") else V[:, 1] - 0.001 * np.matrix(a).T
    print(w.T, V.getA1(), (V.T * V) ** 2, (error.T * error)[0, 0], V.tolist(), V.shape)
