"""Masks and comparisons: where, boolean reads and writes, clip, maximum, comparisons times arrays."""

import numpy as np

from .case import Case, fractions, normal

OBSERVED = np.array([True, False, True, True, False])


def relu_by_mask_write(z):
    a = z.copy()
    a[a < 0] = 0
    return np.sum(a**2)


def relu_by_product(z):
    return np.sum(z * (z > 0) * np.array([1.0, 2.0, 3.0]))


def leaky_where(z, slope):
    return np.sum(np.where(z > 0, z, slope * z))


def elu(z, alpha):
    return np.where(z > 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1)).mean()


def huber(residual, delta):
    small = np.abs(residual) <= delta
    squared = 0.5 * residual**2
    linear = delta * (np.abs(residual) - 0.5 * delta)
    return np.mean(np.where(small, squared, linear))


def captured_mask_read(x):
    return np.prod(x[OBSERVED]) + x[~OBSERVED].sum() ** 2


def data_mask_read(x, w):
    picked = x[x > 0.1]
    return (picked**3).sum() * w / len(picked)


def mask_of_rows(X, y):
    keep = X.sum(axis=1) > 0
    return np.dot(X[keep].mean(axis=0), X[keep, 0][0] * y)


def masked_add(x, y):
    out = np.zeros_like(x)
    positive = x > 0
    out[positive] = x[positive] * y
    out[~positive] += np.exp(x[~positive])
    return (out * np.arange(1, x.size + 1).reshape(x.shape)).sum()


def row_mask_write(x, b):
    x = np.array(x)
    x[OBSERVED] = b
    x[~OBSERVED, 1] *= 3.0
    return np.sin(x).sum()


def clip_in_log(p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    y = np.array([1, 0, 0, 1, 1])
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def clip_method_and_one_side(x):
    return (x.clip(-0.5, 0.5) * x).sum() + np.clip(x, None, 0.3).sum() ** 2 + np.clip(x, a_min=-0.2, a_max=None).prod()


def hinge(w, x):
    y = np.array([1, -1, 1, 1, -1])
    margin = y * (x @ w)
    return np.maximum(0, 1 - margin).mean() + 0.05 * (w**2).sum()


def hinge_backward_style(w, x):
    """Counts the violations, as the notes of a course do."""
    scores = x @ w
    correct = scores[np.arange(5), [0, 2, 1, 1, 0]].reshape(-1, 1)
    margins = np.maximum(0, scores - correct + 1.0)
    margins[np.arange(5), [0, 2, 1, 1, 0]] = 0
    return margins.sum() / 5


def nonzero_indices(x):
    rows, columns = np.nonzero(x > 0.2)
    (flat,) = np.where(x[0] < 0)
    return (x[rows, columns] ** 2).sum() + x[0, flat].sum() * 3


def where_safe_log(x):
    positive = x > 0
    return np.sum(np.where(positive, np.log(np.where(positive, x, 1.0)), 0.0) * x)


def where_keyword(x, y):
    out = np.zeros_like(x)
    np.divide(y, x, out=out, where=np.abs(x) > 0.5)
    return out.sum() + np.sum(x * y, where=x > 0) + np.mean(y, where=y < 1)


def select_and_choose(x):
    return np.select([x < -0.5, x < 0.5], [x**2, np.sin(x)], default=3 * x).sum()


def piecewise_parts(x):
    return np.piecewise(x, [x < 0, x >= 0], [lambda v: v**2, lambda v: 2 * v]).sum()


def logical_combinations(x, y):
    inside = np.logical_and(x > -1, x < 1) & ~(y > 0.5) | (y < -1)
    return np.where(inside, x * y, x - y).sum() + inside.sum()


def any_all_branch(x):
    if np.any(x > 3):
        return x.sum()
    if np.all(np.isfinite(x)) and (x > -10).all():
        return (x**2).sum()
    return x.mean()


def sign_and_abs(x):
    return np.sum(np.sign(x) * x**2) + np.abs(x).mean() + np.fabs(x).max() + np.heaviside(x, 0.5) @ x


def missing_values(w):
    data = np.array([[1.0, np.nan, 2.0], [0.5, 3.0, np.nan]])
    predicted = data + w
    return np.nansum(predicted * 0.5) + np.sum(np.where(np.isnan(data), 0.0, data + 2 * w))


def maximum_minimum(x, y):
    return np.maximum(x, y).sum() * np.minimum(x, 2 * y).sum() + np.fmax(x, 0.1).sum() + np.fmin(y, x).sum()


def putmask_copyto(x, y):
    a = x.copy()
    np.putmask(a, a > 0.5, 0.5)
    b = np.empty_like(x)
    b[...] = y
    np.copyto(b, a, where=a < 0)
    return (a * b).sum()


def masked_softmax(scores):
    mask = np.tril(np.ones((4, 4)))
    scores = scores * mask - 1e9 * (1 - mask)
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return np.sum(p * np.arange(16).reshape(4, 4))


def hard_sigmoid(x):
    return np.sum(np.maximum(0, np.minimum(1, 0.2 * x + 0.5)) * x) + np.sum(np.clip(x, -1, 1))


def empty_selection(x):
    nothing = x[x > 100]
    return nothing.sum() + nothing.size + x[0:0].sum() + (x**2).sum()


def count_and_mean_of_positive(x):
    positive = (x > 0).astype(float)
    return (x * positive).sum() / positive.sum() + np.count_nonzero(x < 0) * x[0]


def accuracy_like_weighting(p, labels):
    right = (np.argmax(p, axis=1) == labels).astype(p.dtype)
    return np.sum(right * np.log(p[:, 0])) + np.sum((1 - right) * p[:, 1])


CASES = [
    Case(relu_by_mask_write, (normal(1, 5, 3),), tags={"masks"}),
    Case(relu_by_product, (normal(1, 4, 3),)),
    Case(leaky_where, (normal(1, 5, 3), 0.1)),
    Case(elu, (normal(1, 4, 2), 1.3)),
    Case(huber, (2 * normal(1, 5), 0.9)),
    Case(captured_mask_read, (normal(1, 5),)),
    Case(data_mask_read, (normal(1, 5), 1.4), tags={"masks"}),
    Case(mask_of_rows, (normal(1, 5, 3), normal(2, 3)), tags={"masks"}),
    Case(masked_add, (normal(1, 4, 3), 0.7), tags={"masks"}),
    Case(row_mask_write, (normal(1, 5, 2), normal(2, 2))),
    Case(clip_in_log, (fractions(1, 5),)),
    Case(clip_method_and_one_side, (normal(1, 5),)),
    Case(hinge, (normal(1, 3), normal(2, 5, 3))),
    Case(hinge_backward_style, (normal(1, 4, 3), normal(2, 5, 4))),
    Case(nonzero_indices, (normal(1, 3, 4),), tags={"masks"}),
    Case(where_safe_log, (normal(1, 5),)),
    Case(where_keyword, (normal(1, 5), normal(2, 5)), tags={"masks"}),
    Case(select_and_choose, (normal(2, 5),)),
    Case(piecewise_parts, (normal(2, 5),), tags={"masks"}),
    Case(logical_combinations, (normal(1, 4, 3), normal(2, 4, 3))),
    Case(any_all_branch, (normal(1, 4, 3),), tags={"branches"}),
    Case(sign_and_abs, (normal(1, 5),)),
    Case(missing_values, (normal(1, 3),)),
    Case(maximum_minimum, (normal(1, 4, 3), normal(2, 3))),
    Case(putmask_copyto, (normal(1, 5), normal(2, 5)), tags={"masks"}),
    Case(masked_softmax, (normal(1, 4, 4),)),
    Case(hard_sigmoid, (2 * normal(1, 5),)),
    Case(empty_selection, (normal(1, 5),), tags={"masks"}),
    Case(count_and_mean_of_positive, (normal(1, 5),), tags={"masks"}),
    Case(accuracy_like_weighting, (fractions(1, 5, 3), np.array([0, 2, 1, 1, 0])), tags={"integer data"}),
]
