import numpy as np


def start_with_zeros(dim):
    return np.zeros((dim, 1)), 0.0


def model(X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False):
    w, b = start_with_zeros(X_train.shape[0])
    m = X_train.shape[1]
    for _ in range(num_iterations):
        A = 1 / (1 + np.exp(-(w.T @ X_train + b)))
        dw = X_train @ (A - Y_train).T / m
        assert dw.shape == w.shape
        w = w - learning_rate * dw
        b = b - learning_rate * np.mean(A - Y_train)
    return w, b
