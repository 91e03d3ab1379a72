"""What the contract runs on: each op's examples, and shapes and dtypes derived from them."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from clearprop.ops import OPS, Elementwise, Example

Arrays = tuple[np.ndarray, ...]


@dataclass(frozen=True)
class Case:
    """An op with operands on which it is to hold; ``smooth`` where its derivative is the limit of differences."""

    op: Any
    operands: Arrays
    smooth: bool = True
    label: str = ""

    def __str__(self) -> str:
        return f"{self.op.name}-{self.label}"


def cases_of(op: type) -> list[Case]:
    """One for each example of the op."""
    found = [item if isinstance(item, Example) else Example(tuple(item), {}) for item in op.examples]
    return [
        Case(op(**item.parameters), tuple(map(np.asarray, item.operands)), item.smooth, str(number))
        for number, item in enumerate(found)
    ]


def all_cases() -> list[Case]:
    return [case for name in sorted(OPS) for case in cases_of(OPS[name])]


def floating(array: Any) -> bool:
    return array.dtype.kind == "f"


def as_float32(case: Case) -> Case:
    """Floating operands as float32; other numbers in 16 bits, so that NumPy does not promote to float64."""
    small = {"f": np.float32, "i": np.int16} if isinstance(case.op, Elementwise) else {"f": np.float32}
    operands = tuple(x.astype(small.get(x.dtype.kind, x.dtype)) for x in case.operands)
    return replace(case, operands=operands, label=f"{case.label}-float32")


def with_rows(case: Case, rows: int) -> Case | None:
    """The case with a leading axis of ``rows``; None where NumPy has no value for it, or a parameter fixes the sizes.

    A warning (of an empty mean, say) or NaN where there was none is no value.
    """
    sizes = [x.shape[0] for x in case.operands if x.ndim]
    if not sizes or max(sizes) <= rows or fixes_sizes(case):
        return None
    operands = tuple(x[:rows] if x.ndim and x.shape[0] == sizes[0] else x for x in case.operands)
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("error")
            value = case.op.evaluate(*operands)
    except (ValueError, IndexError, TypeError, ZeroDivisionError, np.linalg.LinAlgError, RuntimeWarning):
        return None
    if np.any(value != value) and not np.any(evaluated(case) != evaluated(case)):
        return None
    return replace(case, operands=operands, label=f"{case.label}-rows{rows}")


def fixes_sizes(case: Case) -> bool:
    """Whether a parameter is a shape (of an operand or of the result): the op is made for that shape."""
    result = np.shape(evaluated(case))
    shapes = {x.shape for x in case.operands if x.ndim} | {result}
    return any(isinstance(value, tuple) and value and value in shapes for value in case.op.parameters().values())


def evaluated(case: Case) -> Any:
    with np.errstate(all="ignore"):
        return case.op.evaluate(*case.operands)


def derived_cases() -> list[Case]:
    """A batch of one and an empty batch, where NumPy has a value."""
    found = [with_rows(case, rows) for case in all_cases() for rows in (1, 0)]
    return [case for case in found if case is not None]


def literal_places(case: Case) -> Iterator[tuple[int, float]]:
    """Operands of an elementwise op that may as well be a number of the text, and such a number."""
    if isinstance(case.op, Elementwise) and len(case.operands) > 1:
        for k, operand in enumerate(case.operands):
            if floating(operand) and operand.size:
                yield k, float(operand.flat[0]) + 0.0173
