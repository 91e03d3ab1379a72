import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(2, 5))
Y = (X[0:1] > 0).astype(float)
params = {"W1": rng.standard_normal((3, 2)) * 0.5, "b1": np.zeros((3, 1)), "W2": rng.standard_normal((1, 3)), "b2": np.zeros((1, 1))}  # start
def sigmoid(z, derivative=False):
    if derivative:
        return z * (1 - z)
    return 1 / (1 + np.exp(-z))
for i in range(5):
    A1 = np.tanh(params["W1"] @ X + params["b1"])
    A2 = sigmoid(params["W2"] @ A1 + params["b2"])
    cost = -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / 5
    dZ2 = A2 - Y
    g = {"W2": dZ2 @ A1.T / 5, "b2": np.sum(dZ2, axis=1, keepdims=True) / 5}
    dZ1 = (params["W2"].T @ dZ2) * (1 - np.power(A1, 2))
    g.update(W1=np.dot(dZ1, X.T) / 5, b1=dZ1.sum(axis=1, keepdims=True) / 5)
    for name in params:
        params[name] = params[name] - 0.5 * g[name]
    print("cost %f" % np.squeeze(cost))
