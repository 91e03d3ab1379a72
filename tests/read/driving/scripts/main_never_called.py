import numpy as np


def main():
    X = np.array([[0.0, 1.0], [1.0, 0.5], [0.2, 0.2]])
    y = np.array([1.0, 0.0, 1.0])
    w = np.zeros(2)
    for _ in range(20):
        w -= 0.1 * X.T @ (X @ w - y)
    return w
