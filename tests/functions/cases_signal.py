"""Signals and series: convolve, cumsum, diff, windows, roll, sort, polyval, filters by loops."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from .case import Case, normal, positive


def convolve_modes(x, k):
    return np.sum(np.convolve(x, k) ** 2) + np.convolve(x, k, mode="same").prod() + np.convolve(x, k, "valid").max()


def convolve_swapped(k, x):
    """The shorter one first."""
    return np.tanh(np.convolve(k, x, mode="valid")).sum() + np.convolve(k, x, "full")[2] ** 2


def convolve_by_loop(x, k):
    n, m = len(x), len(k)
    y = np.zeros(n + m - 1)
    for i in range(n):
        for j in range(m):
            y[i + j] += x[i] * k[j]
    return (y**2).sum()


def correlate(x, k):
    return np.sum(np.correlate(x, k, mode="full") ** 2)


def differences(x, A):
    return (
        np.sum(np.diff(x) ** 2)
        + np.diff(x, n=2).prod()
        + np.diff(A, axis=0).std()
        + np.abs(np.diff(A)).sum()
        + np.sum((x[1:] - x[:-1]) ** 3)
    )


def gradient_of_samples(x):
    return np.sum(np.gradient(x) ** 2) + np.ediff1d(x).prod()


def moving_average(x):
    c = np.cumsum(np.insert(x, 0, 0.0))
    return np.sum(((c[3:] - c[:-3]) / 3) ** 2)


def moving_average_by_windows(x, w):
    windows = sliding_window_view(x, 3)
    return np.sum((windows @ w) ** 2) + windows.max(axis=1).sum()


def windows_2d(image, kernel):
    v = sliding_window_view(image, kernel.shape)
    return np.sum(np.tensordot(v, kernel, axes=([2, 3], [0, 1])) ** 3) + v[1, 2].sum() * v.std()


def windows_axis(X):
    return np.prod(sliding_window_view(X, 2, axis=0).sum(axis=-1), axis=0).sum()


def autocorrelation(x):
    x = x - x.mean()
    return sum(np.sum(x[: len(x) - lag] * x[lag:]) / np.sum(x**2) for lag in range(1, 4))


def circular_shift_energy(x):
    return np.sum((np.roll(x, 1) - 2 * x + np.roll(x, -1)) ** 2)


def laplacian_2d(u):
    lap = np.roll(u, 1, 0) + np.roll(u, -1, 0) + np.roll(u, 1, 1) + np.roll(u, -1, 1) - 4 * u
    return np.sum(lap * u) + np.sum(np.roll(u, (1, 2), axis=(0, 1)) * u)


def polynomial_values(c, x):
    return np.sum(np.polyval(c, x) ** 2) + np.polyval(c, 0.5)


def vandermonde(c, x):
    V = np.stack([x**i for i in range(len(c))], axis=1)
    return np.sum(np.sin(V @ c))


def fourier_by_matrix(x):
    n = len(x)
    k = np.arange(n)
    angles = -2 * np.pi * np.outer(k, k) / n
    real, imaginary = np.cos(angles) @ x, np.sin(angles) @ x
    power = real**2 + imaginary**2
    return np.sum(np.log(power + 1.0))


def wavelet_haar(x):
    total = 0.0
    while len(x) > 1:
        average = (x[0::2] + x[1::2]) / np.sqrt(2)
        detail = (x[0::2] - x[1::2]) / np.sqrt(2)
        total += np.sum(np.sqrt(detail**2 + 0.01))
        x = average
    return total + x[0]


def iir_filter(x, a, b):
    y = np.zeros_like(x)
    for n in range(len(x)):
        y[n] = b[0] * x[n] + (b[1] * x[n - 1] if n >= 1 else 0.0) - (a * y[n - 1] if n else 0)
    return np.sum(y**2)


def drawdown(returns):
    wealth = np.cumprod(1 + 0.1 * returns)
    peak = np.maximum.accumulate(wealth)
    return np.max(1 - wealth / peak) + wealth[-1]


def cumulative_maximum_by_loop(x):
    best, total = x[0], 0.0
    for v in x:
        best = np.maximum(best, v)
        total += best**2
    return total


def linear_interpolation(y, at):
    x = np.array([0.0, 1.0, 2.0, 3.0])
    return np.sum(np.interp(at, x, y) ** 2)


def trapezoid_rule(y, h):
    return h * (y[0] / 2 + y[1:-1].sum() + y[-1] / 2)


def simpson(f_values):
    w = np.ones(5)
    w[1::2], w[2:-1:2] = 4, 2
    return (w * f_values).sum() ** 2 / 3


def discounted_returns(rewards, gamma):
    out = np.zeros_like(rewards)
    running = 0
    for t in reversed(range(len(rewards))):
        running = running * gamma + rewards[t]
        out[t] = running
    return ((out - out.mean()) / out.std())[0] + out @ out


def rank_weighted(x, y):
    return np.sort(x) @ np.sort(y)[::-1] + np.sort(np.outer(x, y), axis=0)[1].sum() + np.sort(x * y, axis=None)[2]


def wasserstein(a, b):
    return np.mean(np.abs(np.sort(a) - np.sort(b)))


def separable_blur(image, k):
    rows = np.array([np.convolve(r, k, mode="same") for r in image])
    both = np.array([np.convolve(c, k, mode="same") for c in rows.T]).T
    return np.sum(both**2)


CASES = [
    Case(convolve_modes, (normal(1, 5), normal(2, 3))),
    Case(convolve_swapped, (normal(1, 2), normal(2, 5))),
    Case(convolve_by_loop, (normal(1, 4), normal(2, 3))),
    Case(correlate, (normal(1, 5), normal(2, 3))),
    Case(differences, (normal(1, 5), normal(2, 4, 3))),
    Case(gradient_of_samples, (normal(1, 5),)),
    Case(moving_average, (normal(1, 6),)),
    Case(moving_average_by_windows, (normal(1, 6), normal(2, 3))),
    Case(windows_2d, (normal(1, 4, 5), normal(2, 2, 3))),
    Case(windows_axis, (normal(1, 4, 3),)),
    Case(autocorrelation, (normal(1, 6),)),
    Case(circular_shift_energy, (normal(1, 5),)),
    Case(laplacian_2d, (normal(1, 4, 3),)),
    Case(polynomial_values, (normal(1, 4), normal(2, 5))),
    Case(vandermonde, (normal(1, 4), normal(2, 5))),
    Case(fourier_by_matrix, (normal(1, 5),)),
    Case(wavelet_haar, (normal(1, 8),)),
    Case(iir_filter, (normal(1, 5), 0.4, normal(2, 2))),
    Case(drawdown, (normal(1, 5),)),
    Case(cumulative_maximum_by_loop, (normal(1, 5),)),
    Case(linear_interpolation, (normal(1, 4), np.array([0.3, 1.6, 2.2]))),
    Case(trapezoid_rule, (normal(1, 5), 0.1)),
    Case(simpson, (normal(1, 5),)),
    Case(discounted_returns, (normal(1, 5), 0.9)),
    Case(rank_weighted, (normal(1, 4), positive(2, 4))),
    Case(wasserstein, (normal(1, 5), normal(2, 5))),
    Case(separable_blur, (normal(1, 4, 5), normal(2, 3))),
]
