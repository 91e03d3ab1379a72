import numpy as np


def init_params(n_x, n_h, n_y):
    rng = np.random.default_rng(0)
    params = {
        "A": rng.normal(0, 0.4, (n_h, n_x)),
        "a": np.zeros((n_h, 1)),
        "B": rng.normal(0, 0.4, (n_y, n_h)),
        "b": np.zeros((n_y, 1)),
    }
    return params


def forward(X, params):
    H = np.tanh(params["A"] @ X + params["a"])
    P = 1 / (1 + np.exp(-(params["B"] @ H + params["b"])))
    assert P.shape == (1, X.shape[1])
    return P, H


def cross_entropy_cost(P, Y):
    return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))


def backward(params, P, H, X, Y):
    dz = (P - Y) / X.shape[1]
    dh = params["B"].T @ dz * (1 - H * H)
    grads = {"B": dz @ H.T, "b": dz.sum(1, keepdims=True), "A": dh @ X.T, "a": dh.sum(1, keepdims=True)}
    return grads


def update(params, grads, learning_rate=0.3):
    params = {name: params[name] - learning_rate * grads[name] for name in params}
    return params
