import numpy as np


def nonlin(x, deriv=False):
    if deriv:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))


def with_ones(values):
    return np.c_[values, np.ones(len(values))]


X = with_ones(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]))
Y = np.array([[0.0, 1.0, 1.0, 0.0]]).T
np.random.seed(6)
S1 = 2 * np.random.random((3, 4)) - 1
S2 = 2 * np.random.random((5, 1)) - 1
for j in range(40):
    hidden = nonlin(X.dot(S1))
    l1 = with_ones(hidden)
    l2 = nonlin(l1.dot(S2))
    l2_error = l2 - Y
    if j % 10 == 0:
        print("error", np.mean(np.abs(l2_error)), np.sum(l2_error ** 2))
    l2_delta = l2_error * nonlin(l2, deriv=True)
    l1_error = l2_delta.dot(S2[:-1].T)
    l1_delta = l1_error * nonlin(hidden, deriv=True)
    S2 -= 0.9 * l1.T.dot(l2_delta)
    S1 -= 0.9 * X.T.dot(l1_delta)
