"""Shapes: reshape, transpose, stacking, splitting, padding, tiling, broadcasting in every form."""

import numpy as np

from .case import Case, normal, positive


def reshapes(x):
    a = x.reshape(3, 4)
    b = np.reshape(x, (2, -1))
    return (a[0] * b[1, :4]).sum() + x.reshape((4, 3)).prod(axis=0)[1] + x.reshape(-1, 6)[1].max()


def flattenings(T):
    return T.ravel()[3] * T.flatten()[5] + np.ravel(T)[1:3].prod() + T.reshape(-1)[::7].sum() ** 2


def transposes(A, T):
    return (
        (A.T @ A).sum()
        + np.transpose(T, (2, 0, 1))[1, 0, 2] ** 2
        + T.transpose(1, 0, 2)[0].prod()
        + T.T[3, 1, 0]
        + np.transpose(A)[0, 1] * A.transpose()[1, 2]
    )


def moves_and_swaps(T):
    a = np.moveaxis(T, 0, -1)
    b = np.swapaxes(T, 0, 2)
    c = np.rollaxis(T, 2) if hasattr(np, "rollaxis") else np.moveaxis(T, 2, 0)
    return (a[1, 2] ** 2).sum() + b[3].prod() + T.swapaxes(1, -1)[0, 0].sum() * c[0, 1, 2]


def squeeze_and_expand(x):
    col = np.expand_dims(x, 1)
    row = np.expand_dims(x, axis=0)
    both = np.expand_dims(x, (0, 2))
    return (col * row).sum() + np.squeeze(both).prod() + both.squeeze(axis=0)[2, 0] + np.atleast_2d(x)[0, 1] ** 2


def broadcast_add(col, row, T):
    return np.sum((col + row) ** 2) + (T * row).prod() + (T + col).std() + np.sum(2 - row / 3)


def broadcast_to_explicit(v, s):
    big = np.broadcast_to(v, (4, 3))
    a, b = np.broadcast_arrays(v[:, None], np.ones((1, 2)))
    return np.sum(big * np.arange(12).reshape(4, 3)) ** 2 + (a * b).sum() + np.broadcast_to(s, (2,)).prod()


def concatenations(a, b, A):
    one = np.concatenate([a, b, a])
    two = np.concatenate((A, b.reshape(1, 3)), axis=0)
    three = np.concatenate([A, A**2], axis=-1)
    return np.sum(one**2) * two[-1, 1] + three.prod(axis=1).sum() + np.append(a, b)[-1]


def stacks(a, b):
    s0 = np.stack([a, b])
    s1 = np.stack((a, b), axis=1)
    s2 = np.stack([a, b], axis=-1)
    return np.sum(s0 @ s1) + s2[1].prod() + np.dstack([a, b])[0, 1, 1] ** 2 + np.column_stack((a, b))[2, 0]


def rows_and_columns(a, b):
    return np.r_[a, 1.0, b] @ np.arange(7) + np.c_[a, b].prod()


def horizontal_vertical(A, B, v):
    h = np.hstack([A, B])
    w = np.vstack((A.T, np.ones(4), A[:, 0]))
    bias = np.hstack((v, 1.0))
    return h.sum(axis=0).prod() + w.std() + bias @ bias + np.vstack([v, v * 2])[1, 0]


def bias_column(X, w):
    """The old trick: a column of ones."""
    ones = np.ones((X.shape[0], 1))
    return np.sum(np.tanh(np.hstack([ones, X]) @ w))


def splits(x):
    a, b, c = np.split(x, 3)
    d, e = np.array_split(x, 2)
    f, g, h = np.split(x, [2, 5])
    left, right = np.hsplit(x.reshape(2, 3), [1])
    return (a * b * c).sum() + d @ e + f.sum() * g.prod() * h[0] + left.sum() * right.prod()


def tiles_and_repeats(x, A):
    return (
        np.tile(x, 2).prod()
        + np.sum(np.tile(A, (2, 3)) ** 2)
        + np.repeat(x, 3) @ np.arange(9)
        + np.repeat(A, 2, axis=1)[0].prod()
        + x.repeat([1, 0, 2]).sum() ** 2
    )


def rolls_and_flips(x, A):
    return (
        x @ np.roll(x, 1)
        + np.sum(np.roll(A, -1, axis=1) * A)
        + np.roll(A, 2)[0] @ np.array([1.0, 2.0, 3.0])
        + np.flip(x) @ np.arange(5)
        + np.flip(A, axis=0)[0, 1] ** 2
        + np.fliplr(A)[1, 0] * np.flipud(A)[0, 0]
        + np.rot90(A)[0, 2]
    )


def pads(x, A):
    return (
        np.pad(x, 2).sum() ** 2
        + np.pad(x, (1, 2), mode="edge") @ np.arange(8)
        + np.pad(x, 2, mode="reflect").prod()
        + np.pad(A, ((0, 1), (2, 0)), mode="constant", constant_values=1.5).std()
        + np.sum(np.pad(A, 1, "edge") ** 2)
    )


def pads_stretch(x):
    return np.pad(x, 2, mode="wrap").prod() + np.pad(x, 1, mode="symmetric") @ np.arange(7)


def triangles(A):
    return np.tril(A).prod(axis=0)[0] + np.sum(np.triu(A, 1) ** 2) + np.tril(A, k=-1).sum() ** 2 + np.triu(A)[1, 2]


def array_of_scalars(a, b):
    v = np.array([a, b, a * b])
    M = np.array([[a, 1.0], [np.sin(b), v[2]]])
    return v @ v + np.linalg.det(M) + np.asarray([a, 2])[0] + np.array((a, b)).prod()


def array_of_rows(x, y):
    M = np.array([x, y, x + y])
    N = np.asarray([[r[0], r[-1]] for r in M])
    return np.sum(M**2) * N[2, 1]


def zero_dimensional(s):
    a = np.array(s)
    b = np.asarray(a * 2)
    return b[()] * a.item() + a.reshape(1)[0] ** 2 + np.atleast_1d(a)[0] + float(b)


def sizes_as_numbers(A):
    n, m = A.shape
    return (
        A.sum() / n
        + (A**2).sum() / A.size
        + A[0].sum() * len(A) / A.ndim
        + np.size(A, 1) * A[0, 0]
        + np.shape(A)[0] * m
    )


def meshgrid_surface(x, y):
    X, Y = np.meshgrid(x, y)
    I, J = np.meshgrid(x, y, indexing="ij")
    return np.sum(np.sin(X) * Y) + (I * J**2).prod(axis=0).sum()


def linspace_of_parameters(a, b):
    grid = np.linspace(0.0, 1.0, 7)
    curve = a + (b - a) * grid
    return np.sum((curve[1:] ** 2 + curve[:-1] ** 2) / 2 * np.diff(grid))


def linspace_traced(a, b):
    return np.sum(np.linspace(a, b, 5) ** 2) + np.full(3, a).sum()


def vectors_as_rows_and_columns(x):
    col = x.reshape(-1, 1)
    row = x[np.newaxis]
    return ((col - row) ** 2).mean() + (row @ col).squeeze() + col.T[0, 0]


def unstacked_list(T):
    return sum((m @ m.T).trace() for m in T) + np.concatenate(list(T), axis=0)[-1].sum() ** 2


def view_with_swapped_names(A):
    B = A.T.reshape(2, 6)
    C = np.ascontiguousarray(B).T.copy()
    return (C[0] * C[-1]).sum() + C.ravel(order="C")[3] ** 2


def positional_encoding(x, scale):
    length, width = x.shape
    position = np.arange(length)[:, np.newaxis]
    rates = np.exp(-np.arange(0, width, 2) * scale)
    table = np.zeros((length, width))
    table[:, 0::2] = np.sin(position * rates)
    table[:, 1::2] = np.cos(position * rates)
    return ((x + table) ** 2).sum()


CASES = [
    Case(reshapes, (normal(1, 12),)),
    Case(flattenings, (normal(1, 2, 3, 4),)),
    Case(transposes, (normal(1, 4, 3), normal(2, 2, 3, 4))),
    Case(moves_and_swaps, (normal(1, 2, 3, 4),)),
    Case(squeeze_and_expand, (normal(1, 5),)),
    Case(broadcast_add, (normal(1, 4, 1), positive(2, 3), normal(3, 2, 4, 3))),
    Case(broadcast_to_explicit, (normal(1, 3), 0.7)),
    Case(concatenations, (normal(1, 2), normal(2, 3), normal(3, 4, 3))),
    Case(stacks, (normal(1, 3), normal(2, 3))),
    Case(rows_and_columns, (normal(1, 3), normal(2, 3))),
    Case(horizontal_vertical, (normal(1, 4, 3), normal(2, 4, 2), normal(3, 2))),
    Case(bias_column, (normal(1, 5, 3), normal(2, 4, 2))),
    Case(splits, (normal(1, 6),)),
    Case(tiles_and_repeats, (normal(1, 3), normal(2, 2, 3))),
    Case(rolls_and_flips, (normal(1, 5), normal(2, 4, 3))),
    Case(pads, (normal(1, 5), normal(2, 4, 3))),
    Case(pads_stretch, (normal(1, 5),)),
    Case(triangles, (normal(1, 4, 3),)),
    Case(array_of_scalars, (1.3, -0.6)),
    Case(array_of_rows, (normal(1, 4), normal(2, 4))),
    Case(zero_dimensional, (1.7,)),
    Case(zero_dimensional, (np.array(0.6),), id="zero_dimensional array argument"),
    Case(sizes_as_numbers, (normal(1, 4, 3),)),
    Case(meshgrid_surface, (normal(1, 3), normal(2, 4))),
    Case(linspace_of_parameters, (0.5, 2.0)),
    Case(linspace_traced, (0.5, 2.0)),
    Case(vectors_as_rows_and_columns, (normal(1, 5),)),
    Case(unstacked_list, (normal(1, 2, 3, 4),)),
    Case(view_with_swapped_names, (normal(1, 3, 4),)),
    Case(positional_encoding, (normal(1, 5, 4), 0.3)),
]
