"""A Nothing: what stands where a plot, a window or a progress bar would be. Everything can be done with it."""

import dis
import sys
from collections.abc import Iterator
from types import FunctionType
from typing import Any

UNPACK = dis.opmap["UNPACK_SEQUENCE"]


class Blank:
    """A base class for what a script derives from a stand-in."""

    def __init__(self, *arguments: Any, **named: Any) -> None: ...

    def __getattr__(self, name: str) -> Any:
        return missing_attribute(name)


class Nothing:
    """Any attribute, call, item, arithmetic and with-block works and does nothing; it is false and holds nothing."""

    def __init__(self, length: int = 0) -> None:
        self.__dict__["_length"] = length

    def __getattr__(self, name: str) -> Any:
        return missing_attribute(name)

    def __setattr__(self, name: str, value: Any) -> None: ...

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Nothing again; a function alone comes back, since a decorator must leave it as it is."""
        alone = len(arguments) == 1 and not named and isinstance(arguments[0], FunctionType)
        return arguments[0] if alone else Nothing()

    def __iter__(self) -> Iterator["Nothing"]:
        """As many as an assignment like ``figure, axes = ...`` wants; none for a loop."""
        count = self.__dict__["_length"] or wanted(sys._getframe(1))
        return iter([Nothing() for _ in range(count)])

    def __getitem__(self, key: Any) -> "Nothing":
        return Nothing()

    def __setitem__(self, key: Any, value: Any) -> None: ...

    def __delitem__(self, key: Any) -> None: ...

    def __len__(self) -> int:
        return int(self.__dict__["_length"])

    def __contains__(self, value: Any) -> bool:
        return False

    def __bool__(self) -> bool:
        return False

    def __enter__(self) -> "Nothing":
        return self

    def __exit__(self, *problem: Any) -> None: ...

    def __mro_entries__(self, bases: Any) -> tuple[type, ...]:
        return (Blank,)

    def __float__(self) -> float:
        return 0.0

    def __int__(self) -> int:
        return 0

    def __index__(self) -> int:
        return 0

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Nothing)

    def __str__(self) -> str:
        return ""

    __repr__ = __str__

    def __format__(self, specification: str) -> str:
        return ""

    def same(self, *operands: Any) -> "Nothing":
        return self

    def never(self, other: Any) -> bool:
        return False

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = same
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __matmul__ = __rmatmul__ = same
    __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = __lshift__ = __rshift__ = same
    __neg__ = __pos__ = __abs__ = __invert__ = same
    __lt__ = __le__ = __gt__ = __ge__ = never


def missing_attribute(name: str) -> Nothing:
    """Nothing, except where Python or NumPy only asks whether there is a protocol."""
    if name.startswith("__") and name.endswith("__"):
        raise AttributeError(name)
    return Nothing()


def wanted(frame: Any) -> int:
    """How many values the instruction that is running in the frame unpacks."""
    code, at = frame.f_code.co_code, frame.f_lasti
    return int(code[at + 1]) if code[at] == UNPACK else 0
