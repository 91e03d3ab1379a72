import numpy as np


def descend(X, y, theta, alpha, num_iters):
    history = []
    for _ in range(num_iters):
        off = X.dot(theta) - y
        theta = theta - alpha / y.size * X.T.dot(off)
        history.append(off.dot(off) / (2 * y.size))
    return theta, history
