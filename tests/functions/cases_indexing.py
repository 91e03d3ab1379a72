"""Reading by index: slices, negative steps, integers, arrays of integers, newaxis, Ellipsis, take, argmax as data."""

import numpy as np

from .case import Case, integers, normal

ORDER = np.array([2, 0, 1, 1])


def slices(x):
    return x[1:].sum() * x[:-1].prod() + x[::2].max() + x[-2] + x[1:4:2].mean()


def backwards(x):
    return x[::-1] @ np.arange(5) + x[-1:0:-2].sum() ** 2


def two_dimensions(A):
    return A[0].sum() + A[:, 1].prod() + A[1:3, ::2].sum() ** 2 + A[-1, -1] * A[2][0] + A[:, [0]].mean()


def ellipsis_and_newaxis(T, v):
    return (
        (T[..., 0] * T[..., -1]).sum() + (v[:, None] * v[None, :]).prod() + (T * v[..., np.newaxis, np.newaxis]).std()
    )


def integer_arrays(x):
    return x[ORDER].prod() + x[[0, 0, 1]].sum() ** 2 + x[np.array([[0, 1], [2, 3]])][1].sum()


def rows_and_labels(scores, labels):
    rows = np.arange(scores.shape[0])
    return -np.mean(scores[rows, labels]) + scores[rows[:, None], [[0, 1]]].prod()


def mixed_index(T):
    return T[:, [0, 2, 2], 1].sum() ** 2 + T[0, :, [1, 3]].prod() + T[1, ..., -1].max()


def np_ix(A):
    return A[np.ix_([0, 2, 3], [2, 0])].prod()


def take_and_compress(A):
    return (
        np.take(A, [3, 1, 1], axis=0).sum() ** 2
        + A.take([0, 5])[1] * 2
        + np.take_along_axis(A, np.argsort(A, axis=1), axis=1)[:, 0].sum()
    )


def argmax_as_data(A):
    best = np.argmax(A, axis=1)
    i = int(A[0].argmin())
    return np.sum(A[np.arange(len(A)), best] ** 2) + A[1, i]


def sort_and_median(x):
    s = np.sort(x)
    middle = s[len(s) // 2]
    return middle**2 + s[0] * s[-1] + np.sort(x)[::-1][1]


def argsort_reorder(x, y):
    order = np.argsort(-x)
    return np.cumsum(y[order]) @ x[order]


def top_k(x):
    return x[np.argsort(x)[-3:]].sum() ** 2 + np.sort(x)[:2].prod()


def index_from_loop(A):
    total = 0
    for i, j in [(0, 1), (3, 2), (1, 1)]:
        total = total + A[i, j] * A[i][j]
    return total


def tuple_and_slice_objects(A):
    key = (slice(1, None), slice(None, None, 2))
    return A[key].sum() ** 2 + A[(0, 1)] + A[np.s_[:2, -1]].prod()


def scalar_index_types(x):
    return x[np.int64(1)] * x[int(2.0)] + x[True and 3] ** 2 + x[x.size - 1] + x[len(x) // 2]


def iterate_rows(A):
    return sum(row[0] * row[-1] for row in A) + sum(float(v) ** 2 for v in A.flat)


def unpack_array(v):
    a, b, *rest = v
    (c, d) = rest[:2]
    return a * b - c / d + np.sum(rest)


def zip_and_enumerate(xs, ys):
    return sum(i * x * y for i, (x, y) in enumerate(zip(xs, ys, strict=True), start=1))


def windows_by_index(x):
    starts = np.arange(4)[:, None] + np.arange(2)[None, :]
    return np.sum(x[starts].prod(axis=1))


def diagonal_band(A):
    n = min(A.shape)
    return A[range(n), range(n)].sum() ** 2 + A[np.arange(n - 1), np.arange(1, n)].prod()


def upper_indices(A):
    i, j = np.triu_indices(3, k=1)
    return np.sum(A[i, j] * A[j, i])


def histogram_weights(x):
    which = np.digitize(x, [-1.0, 0.0, 1.0])
    return sum(x[which == k].sum() ** 2 for k in range(4))


def one_hot_by_eye(scores, labels):
    hot = np.eye(4)[labels]
    return np.sum(hot * scores) ** 2 + np.log(np.sum(np.exp(scores) * (1 - hot)))


def gather_columns(X, idx):
    return np.sum(X[:, idx] * np.array([1.0, -2.0, 0.5])) ** 2


def bool_of_index(x):
    return x[np.array([True, False, True, False, True])] @ x[[0, 1, 2]] + x[np.flatnonzero([0, 1, 1, 0, 0])].prod()


def string_keyed_columns(table):
    columns = {"width": 0, "height": 1, "price": 2}
    return np.mean(table[:, columns["width"]] * table[:, columns["height"]] - table[:, columns["price"]]) ** 2


def three_dimensional_slices(T):
    return (T[:, 1:, ::-1] * T[:, :-1, :]).sum() + T[::-1, 0, 2:].prod()


CASES = [
    Case(slices, (normal(1, 5),)),
    Case(backwards, (normal(1, 5),)),
    Case(two_dimensions, (normal(1, 4, 3),)),
    Case(ellipsis_and_newaxis, (normal(1, 3, 2, 4), normal(2, 3))),
    Case(integer_arrays, (normal(1, 4),)),
    Case(rows_and_labels, (normal(1, 5, 3), integers(2, 3, 5)), tags={"integer data"}),
    Case(mixed_index, (normal(1, 2, 3, 4),)),
    Case(np_ix, (normal(1, 4, 3),)),
    Case(take_and_compress, (normal(1, 4, 3),), tags={"masks"}),
    Case(argmax_as_data, (normal(1, 4, 3),), tags={"masks", "branches"}),
    Case(sort_and_median, (normal(1, 5),)),
    Case(argsort_reorder, (normal(1, 5), normal(2, 5)), tags={"masks"}),
    Case(top_k, (normal(1, 5),), tags={"masks"}),
    Case(index_from_loop, (normal(1, 4, 3),)),
    Case(tuple_and_slice_objects, (normal(1, 4, 3),)),
    Case(scalar_index_types, (normal(1, 5),)),
    Case(iterate_rows, (normal(1, 4, 3),)),
    Case(unpack_array, (normal(1, 5),)),
    Case(zip_and_enumerate, (normal(1, 4), [0.5, -1.0, 2.0, 0.1])),
    Case(windows_by_index, (normal(1, 5),)),
    Case(diagonal_band, (normal(1, 4, 3),)),
    Case(upper_indices, (normal(1, 3, 3),)),
    Case(histogram_weights, (normal(1, 5),), tags={"masks"}),
    Case(one_hot_by_eye, (normal(1, 5, 4), integers(2, 4, 5)), tags={"integer data"}),
    Case(gather_columns, (normal(1, 5, 4), [3, 0, 3]), tags={"integer data"}),
    Case(bool_of_index, (normal(1, 5),)),
    Case(string_keyed_columns, (normal(1, 5, 3),)),
    Case(three_dimensional_slices, (normal(1, 2, 3, 4),)),
]
