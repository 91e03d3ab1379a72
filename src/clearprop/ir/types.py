"""What a value is: a dtype and a shape, written ``f64[5, 3]``; and the two kinds of atom that an equation reads."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

DTYPES: dict[str, np.dtype] = {
    "f64": np.dtype(np.float64),
    "f32": np.dtype(np.float32),
    "f16": np.dtype(np.float16),
    "i64": np.dtype(np.int64),
    "i32": np.dtype(np.int32),
    "i16": np.dtype(np.int16),
    "i8": np.dtype(np.int8),
    "u64": np.dtype(np.uint64),
    "u32": np.dtype(np.uint32),
    "u16": np.dtype(np.uint16),
    "u8": np.dtype(np.uint8),
    "bool": np.dtype(np.bool_),
}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


@dataclass(frozen=True, slots=True)
class Type:
    """``f64[5, 3]``: a dtype's short name and a shape. Floating types carry gradients; integers and booleans are data."""

    dtype: str
    shape: tuple[int, ...] = ()

    @property
    def floating(self) -> bool:
        return self.dtype[0] == "f"

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    @property
    def numpy(self) -> np.dtype:
        return DTYPES[self.dtype]

    def __str__(self) -> str:
        return f"{self.dtype}[{', '.join(map(str, self.shape))}]"

    @staticmethod
    def parse(text: str) -> "Type":
        """The type that ``str`` wrote. ValueError where the text is not a type."""
        match = re.fullmatch(r"(\w+)\[([\d, ]*)\]", text.strip())
        if not match or match[1] not in DTYPES:
            raise ValueError(
                f"{text!r} is not a type; expected one such as f64[5, 3] with a dtype of {', '.join(DTYPES)}."
            )
        return Type(match[1], tuple(int(size) for size in match[2].split(",") if size.strip()))


@lru_cache(maxsize=4096)
def typed(dtype: str, shape: tuple[int, ...]) -> Type:
    """The type, the same object each time: a long Program holds few different ones."""
    return Type(dtype, shape)


@lru_cache(maxsize=4096)
def interned(dtype: np.dtype, shape: tuple[int, ...]) -> Type:
    try:
        return Type(NAMES[dtype], shape)
    except KeyError:
        raise TypeError(
            f"an array of dtype {dtype} cannot stand in a Program; use float64, float32, an integer type or bool."
        ) from None


def type_of(value: object) -> Type:
    """The type of an array or a number as NumPy sees it. TypeError for what is not numeric."""
    array = value if isinstance(value, np.ndarray | np.generic) else np.asarray(value)
    return interned(array.dtype, array.shape)


class Variable:
    """A value that is bound once: an input, a constant, or the result of an equation. Equal only to itself."""

    __slots__ = ("name", "type")

    def __init__(self, name: str, type: Type) -> None:
        self.name = name
        self.type = type

    def __repr__(self) -> str:
        return f"{self.name}: {self.type}"


@dataclass(frozen=True, slots=True)
class Literal:
    """A number that stands in the equation itself, such as the 2 of ``2 * x``."""

    value: float | int | bool
    type: Type

    def __repr__(self) -> str:
        plain = {float: "f64", int: "i64", bool: "bool"}[type(self.value)]
        return repr(self.value) if self.type.dtype == plain else f"{self.value!r}:{self.type.dtype}"


Atom = Variable | Literal
