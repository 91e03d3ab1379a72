"""Vector-valued functions for Jacobians, forward mode and pull-backs; and smooth scalar ones for second derivatives."""

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from .case import Case, fractions, normal, positive


def polar(v):
    return np.array([v[0] * np.cos(v[1]), v[0] * np.sin(v[1])])


def dense_row(x, W):
    return np.tanh(x @ W)


def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()


def matrix_in_matrix_out(A):
    return A[:, :2].T @ A * 0.5


def written_output(x):
    out = np.zeros((2, 3))
    out[0] = x[:3] ** 2
    out[1, 1] = x[3] * x[0]
    return out


def sorted_cumulative(x):
    return np.cumsum(np.sort(x)[::-1] ** 2)


def scalar_to_vector(t):
    return np.array([1.0, 2.0, 3.0]) * np.exp(-t)


def solve_for(b):
    return np.linalg.solve(np.array([[4.0, 1.0, 0.5], [0.3, 3.0, 1.0], [0.1, -1.0, 5.0]]), b * b)


def convolved(x):
    return np.convolve(x, np.array([1.0, -2.0, 0.5]), mode="full")


VECTORS = [
    Case(polar, (np.array([2.0, 0.7]),)),
    Case(dense_row, (normal(1, 3), normal(2, 3, 4)), wrt=(0,)),
    Case(dense_row, (normal(1, 3), normal(2, 3, 4)), wrt=(1,), id="dense_row by the weights"),
    Case(softmax, (normal(1, 5),)),
    Case(matrix_in_matrix_out, (normal(1, 4, 3),)),
    Case(written_output, (normal(1, 5),)),
    Case(sorted_cumulative, (normal(1, 5),)),
    Case(scalar_to_vector, (0.4,)),
    Case(solve_for, (normal(1, 3),)),
    Case(convolved, (normal(1, 4),)),
]


def log_sum_exp(x):
    top = x.max()
    return top + np.log(np.sum(np.exp(x - top)))


def rosenbrock(x):
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def cubic_form(x):
    return np.einsum("i,j,k,ijk->", x, x, x, np.arange(27.0).reshape(3, 3, 3) / 27)


def logistic(w):
    X = np.array([[0.5, 1.0, -0.3], [1.5, -0.2, 0.4], [-0.7, 0.3, 0.9], [0.2, 2.0, -1.0], [0.1, 0.1, 0.3]])
    y = np.array([1, 0, 1, 1, 0])
    p = 1 / (1 + np.exp(-X @ w))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def small_network(W):
    x = np.array([[0.1, 0.9], [0.4, -0.2], [1.0, 0.3]])
    return np.mean((np.tanh(x @ W[:, :2]) @ W[:, 2] - np.array([0.2, -0.4, 0.6])) ** 2)


def scalar_only(x):
    return math.exp(-x * x) * math.sin(3 * x)


def entropy(p):
    q = p / np.sum(p)
    return -(q * np.log(q)).sum()


def quotients(x):
    return np.prod(1 / (1 + x**2)) + np.sqrt(x @ x + 1) * np.log(2 + x[0] ** 2)


def written(x):
    z = x.copy()
    z[0] = x[1] * x[2]
    z[1:] += np.sin(z[:-1])
    return (z**3).sum()


def determinant_of(x):
    A = np.diag(x) + np.outer(x, x) + 2 * np.eye(3)
    return np.linalg.slogdet(A)[1] + x @ np.linalg.inv(A) @ x


def normalised(x):
    return np.sum(((x - x.mean()) / np.sqrt(x.var() + 0.1)) ** 3)


def recurrence(x):
    h = 0.0
    for v in x:
        h = np.tanh(0.7 * h + v)
    return h * h


def windows(x):
    return np.sum(sliding_window_view(x, 2).prod(axis=1) ** 2)


def trigonometric(x):
    return np.sum(np.sin(x) * np.cos(x[::-1])) + np.arctan2(x[0], x[1]) + np.hypot(x[1], x[2])


def piecewise_but_smooth_here(x):
    return np.sum(np.where(x > 0, x**3, x**2)) + np.maximum(x, 0.0) @ np.abs(x)


SCALARS = [
    Case(log_sum_exp, (normal(1, 4),)),
    Case(rosenbrock, (0.5 * normal(1, 4),)),
    Case(cubic_form, (normal(1, 3),)),
    Case(logistic, (normal(1, 3),)),
    Case(small_network, (normal(1, 2, 3),)),
    Case(scalar_only, (0.6,)),
    Case(entropy, (positive(1, 4),)),
    Case(quotients, (normal(1, 3),)),
    Case(written, (normal(1, 4),)),
    Case(determinant_of, (fractions(1, 3),)),
    Case(normalised, (normal(1, 5),)),
    Case(recurrence, (normal(1, 4),)),
    Case(windows, (normal(1, 4),)),
    Case(trigonometric, (positive(1, 3),)),
    Case(piecewise_but_smooth_here, (normal(1, 5),)),
    Case(lambda x: x @ x, (normal(1, 3),), id="quadratic"),
    Case(lambda x: np.sum(x) * 2.0, (normal(1, 3),), id="linear"),
]
