"""Linear algebra: solve, inv, det, slogdet, norms, traces, Gaussian likelihoods, least squares by normal equations."""

import numpy as np
from numpy.linalg import det, inv, norm, solve

from .case import Case, normal, positive


def solve_vector(A, b):
    return np.sum(np.linalg.solve(A, b) ** 2)


def solve_matrix(A, B):
    return np.tanh(solve(A, B)).sum()


def solve_stack(A, B):
    return np.linalg.solve(A, B).std()


def inverse_quadratic(A, v):
    return v @ inv(A) @ v + np.linalg.inv(A.T)[0, 1]


def inverse_stack(A):
    return np.sum(np.linalg.inv(A) ** 2)


def determinants(A, B):
    return det(A) * np.linalg.det(B) ** 2 + np.linalg.det(A @ A)


def log_determinant(A):
    sign, logdet = np.linalg.slogdet(A @ A.T + np.eye(3))
    return sign * logdet


def log_determinant_attribute(A):
    result = np.linalg.slogdet(A)
    return result.logabsdet**2 + result[1]


def gaussian_log_likelihood(X, mu, S):
    """Without a Cholesky factor."""
    n, d = X.shape
    centered = X - mu
    _, logdet = np.linalg.slogdet(S)
    mahalanobis = np.einsum("ni,ij,nj->n", centered, np.linalg.inv(S), centered)
    return -0.5 * (n * d * np.log(2 * np.pi) + n * logdet + mahalanobis.sum())


def gaussian_process_evidence(x, y, length, noise):
    K = np.exp(-0.5 * (x[:, None] - x[None, :]) ** 2 / length**2) + noise**2 * np.eye(len(x))
    return 0.5 * y @ np.linalg.solve(K, y) + 0.5 * np.linalg.slogdet(K)[1]


def vector_norms(v):
    return norm(v) + norm(v, 1) ** 2 + norm(v, ord=2) * 3 + np.linalg.norm(v, np.inf) + norm(v, 3)


def matrix_norms(A):
    return norm(A) * 2 + norm(A, "fro") ** 2 + np.linalg.norm(A.ravel(), ord=1)


def norms_along_axis(A):
    unit = A / np.linalg.norm(A, axis=1, keepdims=True)
    return unit.sum() ** 2 + norm(A, axis=0).prod() + np.linalg.norm(A, ord=1, axis=-1).max()


def cosine_similarity(u, v):
    return np.dot(u, v) / (np.linalg.norm(u) * np.linalg.norm(v))


def traces(A, T):
    return np.trace(A) * A.trace(offset=1) + np.trace(T, axis1=1, axis2=2).prod() + np.trace(A @ A.T, offset=-1)


def ridge_regression(X, y, penalty):
    n_features = X.shape[1]
    beta = np.linalg.solve(X.T @ X + penalty * np.eye(n_features), X.T @ y)
    return np.mean((y - X @ beta) ** 2)


def rotation(theta, points):
    R = np.array([[np.cos(theta), -np.sin(theta)], [np.sin(theta), np.cos(theta)]])
    return np.sum((points @ R.T) ** 3)


def determinant_by_hand(a, b, c, d):
    M = np.array([[a, b], [c, d]])
    return M[0, 0] * M[1, 1] - M[0, 1] * M[1, 0] + np.trace(M) ** 2


def gram_schmidt(A):
    basis = []
    for v in A:
        w = v - sum((np.dot(v, b) * b for b in basis), np.zeros_like(v))
        basis.append(w / np.linalg.norm(w))
    return np.array(basis)[:, 0].sum() + basis[-1] @ A[0] + basis[1][2]


def block_matrix(A, B):
    M = np.block([[A, B], [B.T, np.eye(2) * 5]])
    return np.linalg.det(M) + M.sum()


def cross_products(u, v):
    return np.sum(np.cross(u, v) ** 2) + np.cross(u[0], v[1])[2]


def matrix_sqrt_newton(A):
    Y, Z = A, np.eye(3)
    for _ in range(3):
        Y, Z = 0.5 * (Y + inv(Z)), 0.5 * (Z + inv(Y))
    return np.trace(Y)


def whitening_diag(X):
    mu = X.mean(axis=0)
    C = (X - mu).T @ (X - mu) / (X.shape[0] - 1)
    s = np.sqrt(np.diag(C))
    R = C / np.outer(s, s)
    return np.tril(R, -1).sum() ** 2 + np.triu(C).sum()


def diag_both_ways(v, A):
    return np.sum(np.diag(v) @ A) + np.diag(A).prod() + np.diag(A, k=1).sum() * np.diagonal(A)[0] + np.diag(v, -1).sum()


def exponential_series(A):
    term = total = np.eye(3)
    for k in range(1, 8):
        term = term @ A / k
        total = total + term
    return total.sum()


def quaternion_rotate(q, v):
    w, x, y, z = q / np.linalg.norm(q)
    R = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    return (R @ v)[0] ** 2 + (R @ v)[1]


def spectral_norm_estimate(W, u):
    v = W.T @ u
    v = v / (norm(v) + 1e-12)
    u = W @ v
    u = u / (norm(u) + 1e-12)
    return u @ W @ v


def cholesky_factor(A):
    return np.log(np.diag(np.linalg.cholesky(A @ A.T + np.eye(3)))).sum()


well_posed = normal(1, 4, 4) + 4 * np.eye(4)

CASES = [
    Case(solve_vector, (well_posed, normal(2, 4))),
    Case(solve_matrix, (well_posed, normal(2, 4, 3))),
    Case(solve_stack, (normal(1, 2, 3, 3) + 3 * np.eye(3), normal(2, 2, 3, 4))),
    Case(inverse_quadratic, (well_posed, normal(2, 4))),
    Case(inverse_stack, (normal(1, 2, 3, 3) + 3 * np.eye(3),)),
    Case(determinants, (normal(1, 3, 3), normal(2, 4, 4))),
    Case(log_determinant, (normal(1, 3, 5),)),
    Case(log_determinant_attribute, (well_posed,)),
    Case(gaussian_log_likelihood, (normal(1, 5, 3), normal(2, 3), np.cov(normal(3, 3, 9)) + np.eye(3))),
    Case(gaussian_process_evidence, (normal(1, 5), normal(2, 5), 0.8, 0.3)),
    Case(vector_norms, (normal(1, 5),)),
    Case(matrix_norms, (normal(1, 4, 3),)),
    Case(norms_along_axis, (normal(1, 4, 3),)),
    Case(cosine_similarity, (normal(1, 5), normal(2, 5))),
    Case(traces, (normal(1, 4, 3), normal(2, 2, 3, 3))),
    Case(ridge_regression, (normal(1, 5, 3), normal(2, 5), 0.4)),
    Case(rotation, (0.6, normal(1, 5, 2))),
    Case(determinant_by_hand, (1.5, -0.3, 0.8, 2.0)),
    Case(gram_schmidt, (normal(1, 3, 4),)),
    Case(block_matrix, (normal(1, 3, 3), normal(2, 3, 2)), tags={"stretch"}),
    Case(cross_products, (normal(1, 4, 3), normal(2, 4, 3))),
    Case(matrix_sqrt_newton, (np.cov(normal(1, 3, 9)) + np.eye(3),)),
    Case(whitening_diag, (normal(1, 5, 3),)),
    Case(diag_both_ways, (normal(1, 4), normal(2, 4, 4))),
    Case(exponential_series, (0.5 * normal(1, 3, 3),)),
    Case(quaternion_rotate, (positive(1, 4), normal(2, 3))),
    Case(spectral_norm_estimate, (normal(1, 4, 3), normal(2, 4))),
    Case(cholesky_factor, (normal(1, 3, 5),)),
]
