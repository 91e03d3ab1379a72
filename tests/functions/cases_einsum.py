"""Products: einsum, tensordot, dot and matmul of every mix of dimensions, outer, inner, kron."""

import numpy as np

from .case import Case, normal


def einsum_matrix(A, B):
    return np.einsum("ij,jk->ik", A, B).sum() + np.einsum("ij,jk->", A, B) ** 2


def einsum_letters(A, v):
    return np.einsum("ij,j", A, v) @ np.arange(5) + np.einsum("ij->j", A) @ v


def einsum_trace_diagonal(S):
    return np.einsum("ii", S) * np.einsum("ii->i", S).prod() + np.einsum("ij->ji", S)[0, 1]


def einsum_batch(Q, K):
    scores = np.einsum("bqd,bkd->bqk", Q, K)
    return np.tanh(scores).sum()


def einsum_ellipsis(x, W):
    return np.einsum("...i,io->...o", x, W).var()


def einsum_three(a, M, b):
    return np.einsum("i,ij,j->", a, M, b) + np.einsum("i,ij,j->ij", a, M, b, optimize=True).max()


def einsum_outer_hadamard(u, v, A):
    return np.einsum("i,j->ij", u, v).sum() * np.einsum("ij,ij->", A, A) + np.einsum("ij,ij->i", A, A) @ u


def bilinear_form(x, W, y):
    return np.sum(np.einsum("bi,oij,bj->bo", x, W, y) ** 2)


def tensordot_axes(T, M):
    return np.tensordot(T, M, axes=([1, 2], [1, 0])).sum() + np.tensordot(T, T, axes=3) * np.tensordot(M, M)


def tensordot_one(T, M):
    return np.sum(np.tensordot(T, M, axes=1) ** 2)


def tensordot_zero(u, v):
    return np.sin(np.tensordot(u, v, axes=0)).sum()


def dot_mixes(v, A, T):
    return (
        np.dot(v, v)
        + np.dot(A, v).sum()
        + np.dot(v, T).prod()
        + np.dot(T, A.T).sum() ** 2
        + v.dot(v) * np.dot(2.0, v)[0]
    )


def dot_nd_with_nd(T, U):
    return np.cos(np.dot(T, U)).sum()


def matmul_mixes(v, A, T):
    return v @ v + (A @ v).prod() + (v @ T).sum() ** 2 + np.matmul(T, A.T).mean() + (T @ v).max()


def matmul_broadcast(T, M):
    """(2, 1, 4, 3) @ (5, 3, 2)"""
    return np.tanh(T[:, None] @ M).sum()


def inner_vdot(A, B, v):
    return np.inner(A, B).sum() + np.vdot(A, A) + np.inner(v, v) + np.inner(A, v).prod()


def outer_kinds(u, v):
    return (
        np.sum(np.outer(u, v) ** 2)
        + np.multiply.outer(u, v)[1, 2]
        + np.add.outer(u, v).prod()
        + np.subtract.outer(u, v).std()
    )


def kronecker(A, B):
    return np.sum(np.kron(A, B) ** 3)


def chain_of_matrices(A, B, C):
    return np.linalg.multi_dot([A, B, C]).sum() + (A @ B @ C).prod()


def quadratic_forms(X, S):
    return (
        np.sum((X @ S) * X, axis=1).mean() + np.trace(X @ S @ X.T) + np.diag(X.T @ X).sum() + (X**2).sum(axis=0) @ S[0]
    )


def gram_and_distances(X, Y):
    d2 = (X**2).sum(1)[:, None] + (Y**2).sum(1)[None, :] - 2 * X @ Y.T
    return np.exp(-d2 / 2).sum()


def matrix_powers(A):
    return np.trace(A @ A @ A) + np.linalg.matrix_power(A, 4).sum()


def vector_times_vector_columns(c, r):
    return (c @ r).sum() + (r @ c).item() ** 2


def attention_einsum(x, Wq, Wk):
    q = np.einsum("td,dhk->htk", x, Wq)
    k = np.einsum("td,dhk->htk", x, Wk)
    s = np.einsum("htk,hsk->hts", q, k) / np.sqrt(q.shape[-1])
    w = np.exp(s - s.max(-1, keepdims=True))
    w /= w.sum(-1, keepdims=True)
    return np.einsum("hts,sd->htd", w, x).std()


def gaussian_kernel_regression(x, y, at, width):
    K = np.exp(-0.5 * ((at[:, None] - x[None, :]) / width) ** 2)
    return np.sum((K @ y / K.sum(axis=1)) ** 2)


CASES = [
    Case(einsum_matrix, (normal(1, 5, 3), normal(2, 3, 4))),
    Case(einsum_letters, (normal(1, 5, 3), normal(2, 3))),
    Case(einsum_trace_diagonal, (normal(1, 3, 3),)),
    Case(einsum_batch, (normal(1, 2, 3, 4), normal(2, 2, 5, 4))),
    Case(einsum_ellipsis, (normal(1, 2, 5, 3), normal(2, 3, 4))),
    Case(einsum_three, (normal(1, 4), normal(2, 4, 3), normal(3, 3))),
    Case(einsum_outer_hadamard, (normal(1, 4), normal(2, 3), normal(3, 4, 2))),
    Case(bilinear_form, (normal(1, 5, 3), normal(2, 2, 3, 4), normal(3, 5, 4))),
    Case(tensordot_axes, (normal(1, 2, 3, 4), normal(2, 4, 3))),
    Case(tensordot_one, (normal(1, 2, 3, 4), normal(2, 4, 5))),
    Case(tensordot_zero, (normal(1, 3), normal(2, 2, 4))),
    Case(dot_mixes, (normal(1, 3), normal(2, 4, 3), normal(3, 2, 3, 3))),
    Case(dot_nd_with_nd, (normal(1, 2, 3, 4), normal(2, 2, 4, 3))),
    Case(matmul_mixes, (normal(1, 3), normal(2, 4, 3), normal(3, 2, 3, 3))),
    Case(matmul_broadcast, (normal(1, 2, 4, 3), normal(2, 5, 3, 2))),
    Case(inner_vdot, (normal(1, 4, 3), normal(2, 4, 3), normal(3, 3))),
    Case(outer_kinds, (normal(1, 3), normal(2, 4))),
    Case(kronecker, (normal(1, 2, 3), normal(2, 3, 2))),
    Case(chain_of_matrices, (normal(1, 2, 4), normal(2, 4, 3), normal(3, 3, 5))),
    Case(quadratic_forms, (normal(1, 5, 3), normal(2, 3, 3))),
    Case(gram_and_distances, (normal(1, 5, 3), normal(2, 4, 3))),
    Case(matrix_powers, (normal(1, 3, 3),)),
    Case(vector_times_vector_columns, (normal(1, 4, 1), normal(2, 1, 4))),
    Case(attention_einsum, (normal(1, 5, 3), normal(2, 3, 2, 4), normal(3, 3, 2, 4))),
    Case(gaussian_kernel_regression, (normal(1, 5), normal(2, 5), normal(3, 4), 0.8)),
]
