"""NumPy's statistics that need no op of their own: average, ptp, median, quantile, cov, and those that skip NaN."""

import math
from typing import Any

import numpy as np

from clearprop.ops.axes import array, count_over, normal_axes, reduced_axes, reduced_shape
from clearprop.ops.base import TRACED


def average(a: Any, axis: Any = None, weights: Any = None, returned: bool = False, *, keepdims: bool = False) -> Any:
    """Σ w a / Σ w."""
    a = array(a)
    if weights is None:
        mean = np.mean(a, axis=axis, keepdims=keepdims)
        return (mean, np.full_like(mean, count_over(a.shape, reduced_axes(axis, len(a.shape))))) if returned else mean
    weights = array(weights)
    if weights.shape != a.shape:
        axes = normal_axes(axis, len(a.shape))
        if axis is None or weights.shape != tuple(a.shape[k] for k in axes) or list(axes) != sorted(axes):
            raise ValueError(f"average: weights of shape {weights.shape} for axis {axis} of shape {a.shape}.")
        weights = np.reshape(weights, tuple(n if k in axes else 1 for k, n in enumerate(a.shape)))
    weight = np.sum(weights, axis=axis, keepdims=keepdims)
    mean = np.sum(a * weights, axis=axis, keepdims=keepdims) / weight
    return (mean, np.broadcast_to(weight, mean.shape)) if returned else mean


def ptp(a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    """The largest less the smallest."""
    return np.max(a, axis=axis, keepdims=keepdims) - np.min(a, axis=axis, keepdims=keepdims)


def sorted_rows(a: Any, axis: Any) -> Any:
    """The elements over the axes in rising order along one last axis."""
    a = array(a)
    axes = normal_axes(axis, len(a.shape))
    rest = tuple(k for k in range(len(a.shape)) if k not in axes)
    order = rest + axes
    moved = a if order == tuple(range(len(order))) else np.transpose(a, order)
    if len(axes) != 1:
        moved = np.reshape(moved, (*(a.shape[k] for k in rest), math.prod(a.shape[k] for k in axes)))
    return np.sort(moved, axis=-1)


def median(a: Any, axis: Any = None, *, overwrite_input: bool = False, keepdims: bool = False) -> Any:
    """The element in the middle, or the mean of the two there."""
    a = array(a)
    rows = sorted_rows(a, axis)
    n = rows.shape[-1]
    middle = rows[..., n // 2]
    middle = middle if n % 2 else (rows[..., n // 2 - 1] + middle) / 2
    return np.reshape(middle, reduced_shape(a.shape, reduced_axes(axis, len(a.shape)), True)) if keepdims else middle


def quantile(
    a: Any, q: Any, axis: Any = None, *, overwrite_input: bool = False, method: str = "linear", keepdims: bool = False
) -> Any:
    """What a fraction q of the elements lies below, between two elements by their distance. q is data."""
    a = array(a)
    rows = sorted_rows(a, axis)
    at = np.asarray(q) * (rows.shape[-1] - 1)
    low = np.floor(at).astype(int)
    ranks = {"lower": low, "higher": np.ceil(at).astype(int), "nearest": np.round(at).astype(int)}
    if method in ranks:
        r = rows[..., ranks[method]] if np.ndim(q) else rows[..., int(ranks[method])]
    elif method in ("linear", "midpoint"):
        share = at - low if method == "linear" else 0.5 * (at != low)
        high = np.minimum(low + 1, rows.shape[-1] - 1)
        if np.ndim(q):
            r = between(rows[..., low], rows[..., high], share)
        else:
            r = between(rows[..., int(low)], rows[..., int(high)], float(share))
    else:
        raise ValueError(f"quantile: method {method!r} has no rule; use linear, lower, higher, nearest or midpoint.")
    r = np.moveaxis(r, tuple(range(-np.ndim(q), 0)), tuple(range(np.ndim(q)))) if np.ndim(q) else r
    if not keepdims:
        return r
    return np.reshape(r, (*np.shape(q), *reduced_shape(a.shape, reduced_axes(axis, len(a.shape)), True)))


def between(low: Any, high: Any, share: Any) -> Any:
    return low + (high - low) * share


def percentile(a: Any, q: Any, axis: Any = None, **options: Any) -> Any:
    """The quantile of q hundredths."""
    return quantile(a, np.asarray(q) / 100 if np.ndim(q) else q / 100, axis, **options)


def nansum(a: Any, axis: Any = None, dtype: Any = None, *, keepdims: bool = False) -> Any:
    """The sum, NaN as 0."""
    return np.sum(np.where(np.isnan(a), 0, a), axis=axis, dtype=dtype, keepdims=keepdims)


def nanprod(a: Any, axis: Any = None, dtype: Any = None, *, keepdims: bool = False) -> Any:
    """The product, NaN as 1."""
    return np.prod(np.where(np.isnan(a), 1, a), axis=axis, dtype=dtype, keepdims=keepdims)


def present(a: Any, axis: Any, keepdims: bool) -> Any:
    """How many elements are not NaN."""
    return np.sum((a == a).astype(a.dtype), axis=axis, keepdims=keepdims)


def nanmean(a: Any, axis: Any = None, dtype: Any = None, *, keepdims: bool = False) -> Any:
    """The mean of what is not NaN."""
    return nansum(a, axis, dtype, keepdims=keepdims) / present(a, axis, keepdims)


def nanvar(a: Any, axis: Any = None, dtype: Any = None, *, ddof: float = 0, keepdims: bool = False) -> Any:
    """The variance of what is not NaN."""
    deviations = np.where(np.isnan(a), 0, a - nanmean(a, axis, dtype, keepdims=True))
    return np.sum(deviations**2, axis=axis, keepdims=keepdims) / (present(a, axis, keepdims) - ddof)


def nanstd(a: Any, axis: Any = None, dtype: Any = None, *, ddof: float = 0, keepdims: bool = False) -> Any:
    """The standard deviation of what is not NaN."""
    return np.sqrt(nanvar(a, axis, dtype, ddof=ddof, keepdims=keepdims))


def nanmax(a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    """The largest element that is not NaN."""
    return np.max(np.where(np.isnan(a), -np.inf, a), axis=axis, keepdims=keepdims)


def nanmin(a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    """The smallest element that is not NaN."""
    return np.min(np.where(np.isnan(a), np.inf, a), axis=axis, keepdims=keepdims)


def cov(m: Any, y: Any = None, rowvar: bool = True, bias: bool = False, ddof: int | None = None) -> Any:
    """The covariances of rows (of columns without ``rowvar``)."""
    x = np.atleast_2d(array(m))
    x = np.transpose(x) if not rowvar and x.shape[0] != 1 else x
    if y is not None:
        other = np.atleast_2d(array(y))
        x = np.concatenate([x, np.transpose(other) if not rowvar and other.shape[0] != 1 else other])
    x = x.astype(np.result_type(x.dtype, np.float64))
    deviations = x - np.mean(x, axis=1, keepdims=True)
    divisor = x.shape[1] - (ddof if ddof is not None else 0 if bias else 1)
    return np.squeeze(deviations @ np.transpose(deviations) / divisor)


def corrcoef(x: Any, y: Any = None, rowvar: bool = True) -> Any:
    """The correlations of rows: covariances over both standard deviations."""
    c = cov(x, y, rowvar)
    if not c.shape:
        return c / c
    deviations = np.sqrt(np.diagonal(c))
    return c / deviations[:, None] / deviations


TRACED |= {np.average: average, np.ptp: ptp, np.median: median, np.quantile: quantile, np.percentile: percentile}
TRACED |= {np.nansum: nansum, np.nanprod: nanprod, np.nanmean: nanmean, np.nanvar: nanvar, np.nanstd: nanstd}
TRACED |= {np.nanmax: nanmax, np.nanmin: nanmin, np.cov: cov, np.corrcoef: corrcoef}
