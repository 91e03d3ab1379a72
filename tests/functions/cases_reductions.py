"""Reductions: every axis, keepdims, ddof, ufunc.reduce and accumulate; elementwise functions by their NumPy names."""

import numpy as np

from .case import Case, fractions, normal, positive


def sums(A, T):
    return (
        np.sum(A) ** 2
        + np.sum(A, axis=0).prod()
        + A.sum(axis=-1).max()
        + T.sum(axis=(0, 2)).prod()
        + np.sum(T, axis=(-1, 0), keepdims=True).std()
        + A.sum(0)[1] * A.sum(axis=None)
    )


def means(A, T):
    centered = A - A.mean(axis=0)
    return (
        np.mean(centered**3)
        + T.mean((0, 1)) @ T[0].mean(axis=0) * T.mean(axis=-1)[1, 2]
        + np.mean(A, 1, keepdims=True)[2, 0]
    )


def variances(A):
    return (
        A.var()
        + np.var(A, axis=0).prod()
        + A.var(axis=1, ddof=1).sum() ** 2
        + np.var(A, axis=-1, keepdims=True, ddof=0)[1, 0]
    )


def deviations(A):
    z = (A - A.mean(axis=0)) / A.std(axis=0, ddof=1)
    return np.sum(z**3) + np.std(A) * A.std(axis=(0, 1), keepdims=True)[0, 0]


def products(A):
    return np.prod(A) + A.prod(axis=0).sum() + np.prod(A, axis=1, keepdims=True)[0, 0] ** 2


def product_with_zeros(x):
    """One factor is 0: dividing the product by it would not do."""
    y = x * np.array([1.0, 0.0, 1.0, 1.0])
    z = x.copy()
    z[0] = 0.0
    return (
        y.prod()
        + np.prod(z + np.array([0, 1.0, 1.0, 1.0]))
        + np.prod(x - x[1])
        + np.cumprod(x - x[2]).sum()
        + x.sum() ** 2
    )


def extremes(A):
    return (
        A.max() * A.min()
        + np.max(A, axis=0).prod()
        + np.min(A, axis=1, keepdims=True).sum() ** 2
        + np.amax(A, -1)[0]
        + A.max(axis=(0, 1))
    )


def peak_to_peak(A):
    return np.ptp(A) ** 2 + np.ptp(A, axis=0).prod() + (np.max(A, axis=1) - np.min(A, axis=1)).sum()


def averages(A, w):
    return (
        np.average(A) ** 2 + np.average(A, axis=0).prod() + np.average(A, axis=1, weights=w).sum() + np.average(A[:, 0])
    )


def cumulative(A):
    return (
        np.cumsum(A[0]).prod()
        + np.cumsum(A, axis=0)[-1].prod()
        + A.cumsum(axis=1)[:, 1].sum() ** 2
        + np.cumsum(A)[5]
        + np.cumprod(A[1]).sum()
        + A.cumprod(axis=0)[2].sum()
    )


def ufunc_methods(x, A):
    return (
        np.add.reduce(x) ** 2
        + np.multiply.reduce(A, axis=1).sum()
        + np.add.reduce(A, axis=0, keepdims=True)[0, 0]
        + np.maximum.reduce(A, axis=None)
        + np.add.accumulate(x).prod()
        + np.multiply.accumulate(x)[-2]
        + np.subtract.outer(x, A[0])[1, 2] ** 2
    )


def log_sum_exp(x, A):
    top = np.max(A, axis=1, keepdims=True)
    per_row = np.squeeze(top) + np.log(np.sum(np.exp(A - top), axis=1))
    return per_row.prod() + np.logaddexp(x, 0.3).sum() + np.logaddexp.reduce(x)


def exponentials(x):
    return np.sum(np.exp(x) + np.expm1(x / 2) * np.exp2(x)) + np.exp(-np.square(x)).prod()


def logarithms(x):
    return np.sum(np.log(x) * np.log2(x + 1)) + np.log10(x).prod() + np.log1p(x).max() + np.log(x.sum())


def trigonometry(x):
    return (
        np.sum(np.sin(x) * np.cos(x) + np.tan(x / 2))
        + np.sinc(x / 5).sum() * 0
        + np.deg2rad(x).sum()
        + np.rad2deg(x).sum()
    )


def inverse_trigonometry(p, q):
    return np.sum(np.arcsin(p) + np.arccos(p**2) * np.arctan(q)) + np.arctan2(p, q).prod() + np.hypot(p, q).mean()


def hyperbolics(x, p):
    return (
        np.sum(np.sinh(x) / np.cosh(x) - np.tanh(x / 3))
        + np.arcsinh(x).prod()
        + np.arccosh(1 + p).sum()
        + np.arctanh(p).max()
    )


def roots_and_powers(x, p):
    return (
        np.sum(np.sqrt(x) * np.cbrt(x))
        + np.power(x, p).prod()
        + np.reciprocal(x).sum()
        + np.square(p).sum()
        + np.float_power(x, 1.5).mean()
        + np.sum(x**-2 + 2.0**p + x**p)
    )


def operators_all(x, y):
    return (-x + +y - 1 + 2 * x - x / y + y / 2 + 3 / y + x**2 + abs(x) + (1 - x) * (y - 0.5) / (1 + y**2)).sum()


def function_spellings(x, y):
    a = np.add(x, y)
    b = np.subtract(a, 2.0)
    c = np.multiply(b, np.negative(x))
    d = np.divide(c, np.true_divide(y, 2))
    return np.sum(np.absolute(d)) + np.sum(np.power(a, 2)) + np.positive(x).sum()


def sum_of_generator(A):
    return sum(np.sum(r) ** 2 for r in A) + np.sum([np.prod(r) for r in A]) + max(A[0, 0], -100.0)


def statistics_by_hand(x, y):
    n = len(x)
    mx, my = sum(x) / n, sum(y) / n
    covariance = sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True)) / (n - 1)
    return covariance / np.sqrt(x.var(ddof=1) * y.var(ddof=1)) + mx * my


def skewness_kurtosis(x):
    m, s = x.mean(), x.std()
    z = (x - m) / s
    return (z**3).mean() + (z**4).mean() - 3


def softmax_temperature(x, temperature):
    z = x / temperature
    z = z - np.max(z)
    p = np.exp(z) / np.exp(z).sum()
    return -np.sum(p * np.log(p))


def nan_reductions(x):
    data = x + np.array([1.0, np.nan, 2.0, 1.0])
    return np.nansum(data) ** 2 + np.nansum(data[None], axis=1)[0]


def medians_and_quantiles(x):
    return np.median(x) ** 2 + np.quantile(x, 0.3) + np.percentile(x, 75)


def covariance_matrices(A):
    return np.cov(A).sum() + np.corrcoef(A)[0, 1]


def wide_reduction(T):
    return np.sqrt((T**2).sum(axis=(1, 2))).prod() + T.max(axis=(0, 2)).sum() + T.min(axis=(1, -1)).prod()


def empty_axis(x):
    nothing = np.zeros((0, 3)) * x
    return nothing.sum() + np.sum(nothing, axis=0) @ x + np.prod(nothing, axis=0).sum() + x.prod()


def batch_of_one(x):
    row = x[None, :]
    return (row - row.mean(axis=0) + 1.0).sum() * row.mean(axis=1)[0] + row.max(axis=0).prod() + row.var(axis=0).sum()


def saturated(x):
    """Far out on both sides; nothing may overflow into nan."""
    z = 60.0 * np.sign(x) + x
    return np.sum(np.tanh(z)) + np.sum(1 / (1 + np.exp(-z))) + np.logaddexp(0, z).sum() + np.sum(x**2)


CASES = [
    Case(sums, (normal(1, 4, 3), normal(2, 2, 3, 4))),
    Case(means, (normal(1, 4, 3), normal(2, 2, 3, 4))),
    Case(variances, (normal(1, 4, 3),)),
    Case(deviations, (normal(1, 5, 3),)),
    Case(products, (normal(1, 4, 3),)),
    Case(product_with_zeros, (normal(1, 4),)),
    Case(extremes, (normal(1, 4, 3),)),
    Case(peak_to_peak, (normal(1, 4, 3),)),
    Case(averages, (normal(1, 4, 3), positive(2, 3))),
    Case(cumulative, (normal(1, 4, 3),)),
    Case(ufunc_methods, (normal(1, 5), normal(2, 4, 3))),
    Case(log_sum_exp, (normal(1, 5), normal(2, 4, 3))),
    Case(exponentials, (normal(1, 5),)),
    Case(logarithms, (positive(1, 5),)),
    Case(trigonometry, (positive(1, 5),)),
    Case(inverse_trigonometry, (fractions(1, 4), positive(2, 4))),
    Case(hyperbolics, (normal(1, 4), fractions(2, 3))),
    Case(roots_and_powers, (positive(1, 4), fractions(2, 4))),
    Case(operators_all, (normal(1, 4, 3), positive(2, 3))),
    Case(function_spellings, (normal(1, 4, 3), positive(2, 3))),
    Case(sum_of_generator, (normal(1, 4, 3),), tags={"masks"}),
    Case(statistics_by_hand, (normal(1, 5), normal(2, 5))),
    Case(skewness_kurtosis, (normal(1, 5),)),
    Case(softmax_temperature, (normal(1, 5), 0.7)),
    Case(nan_reductions, (normal(1, 4),)),
    Case(medians_and_quantiles, (normal(1, 5),)),
    Case(covariance_matrices, (normal(1, 3, 5),)),
    Case(wide_reduction, (normal(1, 2, 3, 4),)),
    Case(empty_axis, (normal(1, 3),)),
    Case(batch_of_one, (normal(1, 5),)),
    Case(saturated, (normal(1, 5),)),
    Case(lambda x: np.sum(np.sin(x) + np.cos(x) * np.tan(x / 3)), (normal(1, 2, 3),), id="sin cos tan"),
]
