"""Writing: item stores, augmented assignment, views that are written through, aliases, out=, ufunc.at."""

import numpy as np

from .case import Case, normal, positive


def fill_by_index(x):
    out = np.zeros(5)
    for i in range(5):
        out[i] = x[i] ** 2 * (i + 1)
    return out.sum() + out[2] * out[3]


def column_update(z, v):
    z = z.copy()
    for j in range(z.shape[1]):
        z[:, j] += v[j] * z[:, (j + 1) % 3]
    return np.sum(z**2)


def overwrite_then_read(x):
    y = x * 2
    y[0] = 5.0
    first = y[0] + y[1]
    y[1] = y[2] * first
    return y.sum() + first


def alias_of_slice(a):
    a = a + 0.0
    b = a[1:]
    b += np.array([1.0, 2.0, 3.0, 4.0]) * a[0]
    return np.prod(a) + b[0] ** 2


def view_seen_after_write(x):
    base = x * 1.0
    view = base[::2]
    base[0] = 3.0 * base[1]
    return np.sum(view**2) + view[0]


def write_through_two_views(x):
    m = np.array(x)
    row = m[1]
    cell = row[1:3]
    cell *= 10.0
    m.T[0] -= 1.0
    return np.sum(m * m)


def transpose_is_a_view(x):
    y = x.copy()
    t = y.T
    t[0, :] = t[1, :] * 2
    return (y**3).sum()


def reshape_is_a_view(x):
    y = 1.0 * x
    flat = y.reshape(-1)
    flat[3] = flat[4] ** 2
    y.ravel()[0] *= 4
    return np.sin(y).sum()


def slice_assign_broadcast(x, row):
    out = np.ones((4, 3))
    out[1:3] = row
    out[:, 0] = x
    out[-1] = 7
    return np.sum(out**2) * out[0, 0]


def augmented_everything(x, y):
    a = x.copy()
    a += y
    a -= 0.5
    a *= a
    a /= y
    a **= 2
    return a.mean()


def augmented_name_versus_alias(x):
    """For arrays += writes, for floats it binds anew."""
    a = x.copy()
    b = a
    a *= 2
    s = t = x[0]
    s += 1
    return np.sum(a * b) + s * t


def add_at_repeated(x, w):
    out = np.zeros(3)
    np.add.at(out, [0, 1, 1, 2, 0], x)
    return out @ w + out[1] ** 2


def scatter_other_at(x):
    out = np.ones((4, 2))
    np.multiply.at(out, (np.array([0, 2, 2]), np.array([1, 0, 0])), x[:3])
    np.subtract.at(out, [3, 3], x[3])
    return (out**2).sum()


def fancy_store(x):
    z = np.zeros((4, 3))
    z[[0, 2, 3], [1, 1, 0]] = x
    z[[1, 2]] += 1.5
    return (z**2).sum() + z[2, 1]


def out_argument(x, y):
    buffer = np.empty_like(x)
    np.multiply(x, y, out=buffer)
    np.exp(buffer, out=buffer)
    np.add(buffer, 1.0, buffer)
    result = np.log(buffer, out=buffer)
    return result.sum() + buffer[0, 0]


def matmul_into(x, w):
    h = np.zeros((5, 2))
    np.dot(x, w, out=h)
    total = np.zeros(2)
    np.sum(h, axis=0, out=total)
    np.maximum(h, 0, out=h)
    return total @ total + h.sum()


def fill_and_diagonal(x):
    a = np.empty((2, 3))
    a.fill(x[0])
    a[0, 2] = x[1]
    a[...] = a + x[2]
    np.fill_diagonal(a, x[1] * x[2])
    return np.sum(a**2)


def store_by_flat_position(x):
    a = np.zeros((2, 3))
    a.flat[2:5] = x * x
    return np.sum(a @ a.T)


def swap_rows(x):
    y = x.copy()
    y[[0, 2]] = y[[2, 0]]
    y[1], y[3] = y[3].copy(), y[1].copy()
    return np.sum(y * np.arange(12).reshape(4, 3)) ** 2


def tuple_swap_of_cells(x):
    a = x.copy()
    a[0], a[1] = a[1], a[0]
    a[2] -= a[0] * a[1]
    return a @ np.array([1.0, -2.0, 3.0, 0.5, -1.0])


def sort_in_place(x):
    y = x.copy()
    y.sort()
    return y @ np.arange(1.0, 6.0)


def argument_is_written(x, y):
    x[0] = y[0] * x[1]
    x += 1
    y *= 2.0
    return np.sum(x * y)


def same_array_twice(x):
    def write_and_read(a, b):
        a[0] = 2.0 * a[1]
        return np.sum(a * b)

    z = x.copy()
    return write_and_read(z, z)


def list_of_rows(x):
    rows = [r for r in x.copy()]  # noqa: C416
    rows[1] += rows[0]
    rows[0] = rows[2] * rows[1]
    return np.sum(np.stack(rows) ** 2)


def triangular_solve_by_hand(L, b):
    n = len(b)
    y = np.zeros(n)
    for i in range(n):
        y[i] = (b[i] - L[i, :i] @ y[:i]) / L[i, i]
    return y @ y


def cholesky_by_hand(A):
    n = A.shape[0]
    L = np.zeros_like(A)
    for i in range(n):
        for j in range(i + 1):
            s = sum(L[i, k] * L[j, k] for k in range(j))
            if i == j:
                L[i, i] = np.sqrt(A[i, i] - s)
            else:
                L[i, j] = (A[i, j] - s) / L[j, j]
    return np.log(np.diag(L)).sum() + L[2, 0]


def gauss_elimination(A, b):
    A, b = A.copy(), b.copy()
    n = len(b)
    for i in range(n):
        for j in range(i + 1, n):
            factor = A[j, i] / A[i, i]
            A[j, i:] -= factor * A[i, i:]
            b[j] -= factor * b[i]
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        x[i] = (b[i] - np.dot(A[i, i + 1 :], x[i + 1 :])) / A[i, i]
    return np.sum(x**2)


def gradient_buffers(W, x):
    """Accumulate as a training loop does."""
    grads = np.zeros_like(W)
    for row in x:
        grads += np.outer(row, np.tanh(row @ W))
    grads /= len(x)
    W = W - 0.5 * grads
    return np.abs(W).sum()


def history_table(x, rate):
    history = np.zeros((4, x.size))
    history[0] = x
    for t in range(3):
        history[t + 1] = history[t] - rate * np.cos(history[t])
    return history[-1].sum() + history.mean() ** 2


def written_from_itself(x):
    a = x.copy()
    a[1:] = a[:-1] + a[1:]
    a[:-1] *= a[1:]
    a[::-1][0] += 1
    return np.sum(a**2)


def ones_like_times_scalar(x, s):
    a = np.full((2, 3), s)
    b = np.full_like(a, x[0])
    c = np.ones_like(a) * s
    c[0] = b[0] * a[1]
    return (a * b * c).sum()


def copy_is_not_a_view(x):
    y = x * 1.5
    kept = y[1:3].copy()
    y[1:3] = 0
    fancy = y[[0, 1]]
    fancy += 100.0
    return kept.prod() + y.sum() + fancy[0]


CASES = [
    Case(fill_by_index, (normal(1, 5),)),
    Case(column_update, (normal(1, 4, 3), normal(2, 3))),
    Case(overwrite_then_read, (normal(1, 4),)),
    Case(alias_of_slice, (normal(1, 5),), tags={"aliasing"}),
    Case(view_seen_after_write, (normal(1, 5),), tags={"aliasing"}),
    Case(write_through_two_views, (normal(1, 3, 4),), tags={"aliasing"}),
    Case(transpose_is_a_view, (normal(1, 4, 3),), tags={"aliasing"}),
    Case(reshape_is_a_view, (normal(1, 2, 3),), tags={"aliasing"}),
    Case(slice_assign_broadcast, (normal(1, 4), normal(2, 3))),
    Case(augmented_everything, (normal(1, 4, 3), positive(2, 3))),
    Case(augmented_name_versus_alias, (normal(1, 4),), tags={"aliasing"}),
    Case(add_at_repeated, (normal(1, 5), normal(2, 3))),
    Case(scatter_other_at, (normal(1, 4),), tags={"stretch"}),
    Case(fancy_store, (normal(1, 3),)),
    Case(out_argument, (normal(1, 4, 3), normal(2, 4, 3))),
    Case(matmul_into, (normal(1, 5, 3), normal(2, 3, 2))),
    Case(fill_and_diagonal, (normal(1, 3),)),
    Case(store_by_flat_position, (normal(1, 3),)),
    Case(swap_rows, (normal(1, 4, 3),)),
    Case(tuple_swap_of_cells, (normal(1, 5),)),
    Case(sort_in_place, (normal(1, 5),), tags={"masks"}),
    Case(argument_is_written, (normal(1, 4), normal(2, 4)), tags={"mutates its argument"}),
    Case(same_array_twice, (normal(1, 4),), tags={"aliasing"}),
    Case(list_of_rows, (normal(1, 3, 4),), tags={"aliasing"}),
    Case(triangular_solve_by_hand, (normal(1, 4, 4) + 3 * np.eye(4), normal(2, 4))),
    Case(cholesky_by_hand, (np.cov(normal(1, 3, 8)) + np.eye(3),)),
    Case(gauss_elimination, (normal(1, 4, 4) + 4 * np.eye(4), normal(2, 4))),
    Case(gradient_buffers, (normal(1, 3, 2), normal(2, 5, 3))),
    Case(history_table, (normal(1, 3), 0.1)),
    Case(written_from_itself, (normal(1, 5),), tags={"aliasing"}),
    Case(ones_like_times_scalar, (normal(1, 2), 0.7)),
    Case(copy_is_not_a_view, (normal(1, 4),), tags={"aliasing"}),
]
