import numpy as np


def initialise(n_x, n_h, n_y):
    np.random.seed(2)
    return {
        "W1": np.random.randn(n_h, n_x) * 0.5,
        "b1": np.zeros((n_h, 1)),
        "W2": np.random.randn(n_y, n_h) * 0.5,
        "b2": np.zeros((n_y, 1)),
    }


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def propagate(X, params):
    Z1 = np.dot(params["W1"], X) + params["b1"]
    A1 = np.tanh(Z1)
    Z2 = np.dot(params["W2"], A1) + params["b2"]
    A2 = sigmoid(Z2)
    return A2, (Z1, A1, Z2, A2)


def cost(A2, Y):
    m = Y.shape[1]
    each = Y * np.log(A2) + (1 - Y) * np.log(1 - A2)
    return -np.sum(each) / m


def gradients(X, Y, params, cache):
    m = X.shape[1]
    Z1, A1, Z2, A2 = cache
    dZ2 = A2 - Y
    dW2 = np.dot(dZ2, A1.T) / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dA1 = np.dot(params["W2"].T, dZ2)
    dZ1 = dA1 * (1 - np.power(A1, 2))
    dW1 = np.dot(dZ1, X.T) / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def apply(params, grads, rate):
    return {key: params[key] - rate * grads[key] for key in params}


np.random.seed(1)
X = np.random.randn(2, 30)
Y = (X[0:1] * X[1:2] > 0).astype(float)
params = initialise(2, 4, 1)
for i in range(20):
    A2, cache = propagate(X, params)
    value = cost(A2, Y)
    grads = gradients(X, Y, params, cache)
    params = apply(params, grads, 0.5)
    if i % 5 == 0:
        print(i, value)
