"""Single precision: dtypes stay, scalars do not promote, mixed precision does as NumPy's rules say."""

import numpy as np

from .case import Case, fractions, integers, normal, positive


def f32(array):
    return array.astype(np.float32)


def network32(W1, b1, W2, x):
    h = np.maximum(x @ W1 + b1, 0)
    return np.mean((h @ W2) ** 2)


def softmax32(z, labels):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(labels)), labels]).mean()


def python_scalars_do_not_promote(x):
    return (2.5 * x + 1 - x / 3 + x**2).sum()


def constant_arrays(x):
    return np.sum(x * np.arange(5, dtype=np.float32)) + np.dot(x, np.ones(5, dtype=x.dtype)) ** 2


def promoted_by_a_double(x, y):
    """float32 times float64 is float64."""
    return np.sum(x[:, None] * y)


def in_place_keeps_type(x, y):
    out = np.zeros_like(x)
    out += x * y
    out[0] = y[1] * 2
    return np.sum(out**2)


def standardise(x):
    return np.sum(((x - x.mean(axis=0)) / (x.std(axis=0) + 1e-3)) ** 3)


def cast_inside(x):
    y = x.astype(np.float32)
    return np.sum(y * y)


def cast_up(x):
    return np.sum(x.astype(np.float64) ** 2) + np.sum(np.asarray(x, dtype=float))


def scalar32(a, b):
    return np.float32(a) * b + np.sin(a)


def einsum32(x, W):
    return np.tanh(np.einsum("bi,oi->bo", x, W)).sum()


def loops32(x, w):
    total = np.float32(0)
    for i in range(x.shape[0]):
        total += np.dot(x[i], w) ** 2
    return total


def layer_norm32(x, g):
    m = x.mean(-1, keepdims=True)
    v = ((x - m) ** 2).mean(-1, keepdims=True)
    return np.sum(g * (x - m) / np.sqrt(v + np.float32(1e-5)) * np.arange(3))


def mean_and_log32(p, y):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def params32(params, x):
    return np.sum(1 / (1 + np.exp(-(x @ params["W"] + params["b"]))))


def solve32(A, b):
    return np.linalg.solve(A, b).sum()


CASES = [
    Case(network32, (f32(normal(1, 4, 3)), f32(normal(2, 3)), f32(normal(3, 3, 2)), f32(normal(4, 5, 4)))),
    Case(softmax32, (f32(normal(1, 5, 3)), integers(2, 3, 5))),
    Case(python_scalars_do_not_promote, (f32(normal(1, 4, 3)),)),
    Case(constant_arrays, (f32(normal(1, 5)),)),
    Case(promoted_by_a_double, (f32(normal(1, 4)), normal(2, 4, 3))),
    Case(in_place_keeps_type, (f32(normal(1, 4)), f32(normal(2, 4)))),
    Case(standardise, (f32(normal(1, 5, 3)),)),
    Case(cast_inside, (normal(1, 5),), step=1e-2, tolerance=1e-4),
    Case(cast_up, (f32(normal(1, 5)),)),
    Case(scalar32, (np.float32(0.7), f32(np.array(1.3))), step=1e-2, tolerance=1e-3),
    Case(einsum32, (f32(normal(1, 5, 3)), f32(normal(2, 4, 3)))),
    Case(loops32, (f32(normal(1, 5, 3)), f32(normal(2, 3)))),
    Case(layer_norm32, (f32(normal(1, 5, 3)), f32(positive(2, 3)))),
    Case(mean_and_log32, (f32(fractions(1, 5)), f32(integers(2, 2, 5)))),
    Case(params32, ({"W": f32(normal(1, 3, 2)), "b": f32(normal(2, 2))}, f32(normal(3, 5, 3)))),
    Case(solve32, (f32(normal(1, 3, 3) + 3 * np.eye(3)), f32(normal(2, 3)))),
]
CASES = [Case(c.function, c.arguments, tags={"float32"}, id=c.id, step=c.step, tolerance=c.tolerance) for c in CASES]
