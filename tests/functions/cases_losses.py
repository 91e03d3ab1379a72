"""Losses, activations and likelihoods, spelled out by many hands."""

import math

import numpy as np

from .case import Case, fractions, integers, normal, positive


def half_squared_error(y_hat, y):
    return 0.5 * np.sum((y - y_hat) ** 2)


def root_mean_square(y_hat, y):
    return np.sqrt(np.mean((y_hat - y) ** 2))


def mean_absolute(y_hat, y):
    return np.mean(np.abs(y_hat - y))


def log_cosh(y_hat, y):
    return np.log(np.cosh(y_hat - y)).sum()


def binary_cross_entropy_epsilon(p, y):
    eps = 1e-9
    return -np.mean(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps))


def bce_with_logits(z, y):
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))


def cross_entropy_one_hot(z, y):
    """y: one-hot rows."""
    e = np.exp(z - z.max(axis=1)[:, None])
    p = e / e.sum(axis=1)[:, None]
    return -(y * np.log(p)).sum() / len(y)


def cross_entropy_labels(z, labels):
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean()


def label_smoothing(z, labels):
    n, k = z.shape
    target = np.full((n, k), 0.1 / k)
    target[np.arange(n), labels] += 0.9
    lse = np.log(np.exp(z).sum(1))
    return np.mean(lse - (target * z).sum(1))


def focal(p, y):
    pt = np.where(y == 1, p, 1 - p)
    return np.mean(-((1 - pt) ** 2) * np.log(pt))


def kl_divergence(p, q):
    p, q = p / p.sum(), q / q.sum()
    return np.sum(p * np.log(p / q))


def jensen_shannon(p, q):
    kl = lambda a, b: np.sum(a * (np.log(a) - np.log(b)))
    p, q = p / np.sum(p), q / np.sum(q)
    m = (p + q) / 2
    return 0.5 * kl(p, m) + 0.5 * kl(q, m)


def contrastive(x, y):
    x = x / np.linalg.norm(x, axis=1, keepdims=True)
    y = y / np.linalg.norm(y, axis=1, keepdims=True)
    logits = x @ y.T / 0.5
    rows = np.log(np.exp(logits).sum(axis=1)) - np.diag(logits)
    columns = np.log(np.exp(logits).sum(axis=0)) - np.diag(logits)
    return (rows.mean() + columns.mean()) / 2


def triplet(anchor, good, bad):
    d_good = np.sum((anchor - good) ** 2, axis=1)
    d_bad = np.sum((anchor - bad) ** 2, axis=1)
    return np.maximum(d_good - d_bad + 3.0, 0.0).sum()


def poisson_deviance(log_rate, counts):
    return np.mean(np.exp(log_rate) - counts * log_rate)


def gaussian_nll(mu, log_sigma, y):
    return 0.5 * np.sum(np.log(2 * np.pi) + 2 * log_sigma + (y - mu) ** 2 * np.exp(-2 * log_sigma))


def mixture_density(weights, means, sigmas):
    y = np.array([0.1, -0.4, 1.3, 2.0])
    w = np.exp(weights) / np.exp(weights).sum()
    densities = w * np.exp(-0.5 * ((y[:, None] - means) / sigmas) ** 2) / (sigmas * np.sqrt(2 * np.pi))
    return -np.log(densities.sum(axis=1)).sum()


def dice(p, y):
    return 1 - (2 * np.sum(p * y) + 1) / (np.sum(p) + np.sum(y) + 1)


def quantile_loss(q_hat, y, tau):
    e = y - q_hat
    return np.mean(np.maximum(tau * e, (tau - 1) * e))


def elastic_net(w, X, y, l1=0.1, l2=0.05):
    return np.mean((X @ w - y) ** 2) / 2 + l1 * np.abs(w).sum() + 0.5 * l2 * np.sum(w**2)


def activations_sum(z):
    gelu = 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))
    silu = z / (1 + np.exp(-z))
    softplus = np.log(1 + np.exp(z))
    mish = z * np.tanh(np.log1p(np.exp(z)))
    return (gelu + silu * softplus + mish).sum()


def selu(z):
    alpha, scale = 1.6732632423543772, 1.0507009873554805
    return np.sum(scale * np.where(z > 0, z, alpha * np.expm1(z)))


def gelu_with_math_erf(zs):
    return sum(0.5 * z * (1 + math.erf(z / math.sqrt(2))) for z in zs)


def policy_gradient(logits, actions, returns):
    z = logits - logits.max(axis=-1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(-1, keepdims=True))
    chosen = log_p[range(5), actions]
    entropy = -(np.exp(log_p) * log_p).sum(-1).mean()
    return -(chosen * (returns - returns.mean())).mean() - 0.01 * entropy


def clipped_surrogate(new, old, advantage):
    ratio = np.exp(new - old)
    return -np.mean(np.minimum(ratio * advantage, np.clip(ratio, 0.8, 1.2) * advantage))


def total_variation(image):
    dx = image[:, 1:] - image[:, :-1]
    dy = np.diff(image, axis=0)
    return np.sum(np.sqrt(dx[:-1] ** 2 + dy[:, :-1] ** 2 + 1e-3))


def cox_partial_likelihood(beta, X):
    risk = X @ beta
    order = [3, 0, 4, 1, 2]
    total = 0.0
    for k, i in enumerate(order):
        at_risk = risk[order[k:]]
        total += risk[i] - np.log(np.exp(at_risk).sum())
    return -total


def matrix_factorisation(U, V):
    ratings = {(0, 1): 4.0, (2, 3): 1.5, (1, 0): 3.0, (4, 2): 5.0}
    error = sum((r - U[i] @ V[j]) ** 2 for (i, j), r in ratings.items())
    return error + 0.1 * (np.sum(U**2) + np.sum(V**2))


def smooth_l1_loop(pred, target):
    total = 0.0
    for p, t in zip(pred, target, strict=True):
        d = abs(p - t)
        total += 0.5 * d**2 if d < 1 else d - 0.5
    return total / len(pred)


CASES = [
    Case(half_squared_error, (normal(1, 5, 2), normal(2, 5, 2))),
    Case(root_mean_square, (normal(1, 5), normal(2, 5))),
    Case(mean_absolute, (normal(1, 4, 3), normal(2, 4, 3))),
    Case(log_cosh, (normal(1, 5), normal(2, 5))),
    Case(binary_cross_entropy_epsilon, (fractions(1, 5, 1), integers(2, 2, 5, 1)), tags={"integer data"}),
    Case(bce_with_logits, (normal(1, 5), np.array([0, 1, 1, 0, 1])), tags={"integer data"}),
    Case(cross_entropy_one_hot, (normal(1, 5, 3), np.eye(3)[[0, 2, 1, 1, 0]])),
    Case(cross_entropy_labels, (normal(1, 5, 3), integers(2, 3, 5)), tags={"integer data"}),
    Case(label_smoothing, (normal(1, 5, 3), integers(2, 3, 5)), tags={"integer data"}),
    Case(focal, (fractions(1, 5), np.array([0, 1, 1, 0, 1])), tags={"integer data"}),
    Case(kl_divergence, (positive(1, 4), positive(2, 4))),
    Case(jensen_shannon, (positive(1, 4), positive(2, 4))),
    Case(contrastive, (normal(1, 4, 3), normal(2, 4, 3))),
    Case(triplet, (normal(1, 5, 3), normal(2, 5, 3), normal(3, 5, 3))),
    Case(poisson_deviance, (normal(1, 5), integers(2, 6, 5)), tags={"integer data"}),
    Case(gaussian_nll, (normal(1, 5), normal(2, 5), normal(3, 5))),
    Case(mixture_density, (normal(1, 3), normal(2, 3), positive(3, 3))),
    Case(dice, (fractions(1, 4, 3), integers(2, 2, 4, 3)), tags={"integer data"}),
    Case(quantile_loss, (normal(1, 5), normal(2, 5), 0.3)),
    Case(elastic_net, (normal(1, 3), normal(2, 5, 3), normal(3, 5)), tags={"defaults"}),
    Case(
        elastic_net,
        (normal(1, 3), normal(2, 5, 3), normal(3, 5)),
        named={"l2": 0.4},
        id="elastic_net keyword",
        tags={"named"},
    ),
    Case(activations_sum, (normal(1, 4, 3),)),
    Case(selu, (normal(1, 5),)),
    Case(gelu_with_math_erf, (normal(1, 5),)),
    Case(policy_gradient, (normal(1, 5, 3), integers(2, 3, 5), normal(3, 5)), tags={"integer data"}),
    Case(clipped_surrogate, (normal(1, 5), normal(2, 5), normal(3, 5))),
    Case(total_variation, (normal(1, 4, 5),)),
    Case(cox_partial_likelihood, (normal(1, 3), normal(2, 5, 3))),
    Case(matrix_factorisation, (normal(1, 5, 2), normal(2, 4, 2))),
    Case(smooth_l1_loop, (2 * normal(1, 5), normal(2, 5)), tags={"branches"}),
]
