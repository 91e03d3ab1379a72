import numpy as np

X = np.matrix([[0.5, -0.2, 0.9, -0.7, 0.1], [0.3, 0.8, -0.6, -0.4, 0.0]])
T = np.matrix([[0.9, 0.5, 0.4, -0.9, 0.2]])
n = X.shape[1]
np.random.seed(12)
W1 = np.matrix(np.random.rand(3, 2) - 0.5)
B1 = np.matrix(np.zeros((3, 1)))
W2 = np.matrix(np.random.rand(1, 3) - 0.5)
B2 = np.matrix(np.zeros((1, 1)))
ones = np.matrix(np.ones((n, 1)))

for k in range(20):
    Z1 = W1 * X + B1
    A1 = np.tanh(Z1)
    Y = W2 * A1 + B2
    R = Y - T
    E = float((R * R.T)[0, 0]) / (2 * n)
    D2 = R
    D1 = np.multiply(W2.T * D2, 1 - np.square(A1))
    step2 = D2 * A1.T / n
    step1 = D1 * X.T / n
    W2 = W2 - 0.3 * step2
    W1 = W1 - 0.3 * step1
    B2 = B2 - 0.3 * (D2 * ones) / n
    B1 = B1 - 0.3 * (D1 * ones) / n
    if k % 5 == 0:
        print(k, E)
