"""The words of an algorithm: an op's ``loops`` is plain Python that runs as it is, and is printed in every language.

``loops(self, result, *operands)`` fills ``result``, which starts as zeros (as a copy of operand 0 where the op
``writes``). Scalars are arrays of no axes: ``result[()] = 1.0``. Its text may use:

- ``for i in range(...)``, ``while``, ``if``/``elif``/``else``, ``break``, ``x = ...``, ``x += ...`` and the like;
- elements ``x[i, j]``, with ``*at`` where ``at`` comes from ``each(shape)``: ``for at in each(x.shape[1:]): ... x[i, *at]``;
- arithmetic, ``^`` on the bits of integers, comparisons, ``and``, ``or``, ``not``, ``a if condition else b``;
  functions of ``math`` and ``abs``, ``int``;
- ``zeros(3, 4)`` for a scratch array (``indices(n)`` for a scratch array of integers);
- anything static, worked out before printing: ``self.axis``, ``x.shape``, ``len(x.shape)``, ``range(x.shape[0])``, and
  an ``if`` on such (only the branch taken is printed). A name is a number or a static thing, never both.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np


def each(shape: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every index tuple of the shape, the last axis fastest; one empty tuple for a shape of no axes."""
    return iter(np.ndindex(*shape))


def zeros(*shape: int) -> Any:
    """A scratch array of zeros."""
    return np.zeros(shape)


def indices(*shape: int) -> Any:
    """A scratch array of integers, zero at first."""
    return np.zeros(shape, dtype=np.int64)
