"""Whether values are close to each other: compositions, not ops."""

from typing import Any

import numpy as np

from clearprop.ops.base import TRACED


def isclose(a: Any, b: Any, rtol: float = 1e-5, atol: float = 1e-8) -> Any:
    """|a - b| ≤ atol + rtol |b|, or equal (infinities)."""
    return np.logical_or(np.abs(a - b) <= atol + rtol * np.abs(b), np.equal(a, b))


def allclose(a: Any, b: Any, rtol: float = 1e-5, atol: float = 1e-8) -> Any:
    """Whether all are close."""
    return np.all(isclose(a, b, rtol, atol))


TRACED[np.isclose] = isclose
TRACED[np.allclose] = allclose
