"""Names that NumPy had once: each is today's, found when the script asks for it."""

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from clearprop.read.surroundings.replacing import replaced
from clearprop.read.surroundings.request import Seen

ONCE: dict[str, Any] = {
    "float": float, "int": int, "bool": bool, "object": object, "str": str, "complex": complex, "unicode": str,
    "float_": np.float64, "complex_": np.complex128, "string_": np.bytes_, "unicode_": np.str_, "int0": np.intp,
    "uint0": np.uintp, "bool8": np.bool_, "object0": np.object_, "singlecomplex": np.complex64,
    "cfloat": np.complex128, "longfloat": np.longdouble,
    "Inf": np.inf, "Infinity": np.inf, "infty": np.inf, "PINF": np.inf, "NINF": -np.inf, "NaN": np.nan, "NAN": np.nan,
    "PZERO": 0.0, "NZERO": -0.0,
    "product": np.prod, "cumproduct": np.cumprod, "alltrue": np.all, "sometrue": np.any, "round_": np.round,
    "mat": np.asmatrix, "in1d": np.isin, "row_stack": np.vstack, "rank": np.ndim,
    "trapz": np.trapezoid, "msort": np.sort, "issubsctype": np.issubdtype, "float128": np.longdouble,
    "warnings": warnings, "maximum_sctype": np.dtype, "byte_bounds": np.lib.array_utils.byte_bounds,
}  # fmt: skip


@contextmanager
def names_of_old(seen: Seen) -> Iterator[None]:
    """NumPy with the names that it had once, and with print options that it took once."""
    own, print_options = np.__getattr__, np.set_printoptions

    def found(name: str) -> Any:
        if name not in ONCE:
            return own(name)
        seen.remark("numpy-names", f"np.{name} is gone from NumPy; {shown(ONCE[name])} was taken for it.")
        return ONCE[name]

    def lenient(*arguments: Any, **named: Any) -> None:
        if named.get("threshold") not in (None, 0) and not named["threshold"] < sys.maxsize:
            named["threshold"] = sys.maxsize
        print_options(*arguments, **named)

    with replaced(np, __getattr__=found, set_printoptions=lenient), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def shown(value: Any) -> str:
    """How people write it."""
    module = "np." if getattr(value, "__module__", "") == "numpy" else ""
    return f"{module}{getattr(value, '__name__', value)}"
