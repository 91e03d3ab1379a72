"""Numbers and arrays as text, and back without loss: what the printed Program and its JSON are made of."""

import ast
import base64
import zlib
from typing import Any

import numpy as np

from clearprop.ir.types import DTYPES, Literal, Type

READABLE = 200
"""An array of more numbers is written as compressed bytes."""

NON_FINITE = {"inf": float("inf"), "nan": float("nan")}
PLAIN: dict[type, str] = {float: "f64", int: "i64", bool: "bool"}


def literal_text(literal: Literal) -> str:
    """``2.0``, ``3``, ``True``, ``0.5:f32``; what is not finite has a sign, so that no name reads like it."""
    text = repr(literal.value)
    text = f"+{text}" if text in NON_FINITE else text
    return text if literal.type.dtype == PLAIN[type(literal.value)] else f"{text}:{literal.type.dtype}"


def literal_of(text: str) -> Literal:
    """What ``literal_text`` wrote."""
    number, _, dtype = text.partition(":")
    value = python_value(number.removeprefix("+"))
    return Literal(value, Type(dtype or PLAIN[type(value)]))


def python_value(text: str) -> Any:
    """A Python value from its ``repr``: numbers (also inf and nan), strings, None, tuples and lists of such."""
    return value_of(ast.parse(text.strip(), mode="eval").body)


def value_of(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value):
            return value
        case ast.Name(name) if name in NON_FINITE:
            return NON_FINITE[name]
        case ast.UnaryOp(ast.USub(), operand):
            return -value_of(operand)
        case ast.Tuple(elements):
            return tuple(value_of(element) for element in elements)
        case ast.List(elements):
            return [value_of(element) for element in elements]
    raise ValueError(f"{ast.unparse(node)!r} is no value; expected numbers, strings, None, tuples or lists.")


def array_text(array: np.ndarray) -> str:
    """Nested lists, each number as short as it can be; ``zlib "..."`` (base64) for a large array."""
    if array.size > READABLE:
        little = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
        return f'zlib "{base64.b64encode(zlib.compress(little.tobytes(), 9)).decode()}"'
    return nested_text(array)


def nested_text(array: np.ndarray) -> str:
    if array.ndim:
        return f"[{', '.join(nested_text(row) for row in array)}]"
    return str(array[()])  # NumPy's shortest text that reads back as the same number of this dtype


def array_of(text: str, type: Type) -> np.ndarray:
    """What ``array_text`` wrote."""
    dtype = DTYPES[type.dtype]
    if text.startswith("zlib "):
        raw = zlib.decompress(base64.b64decode(python_value(text.removeprefix("zlib "))))
        return np.frombuffer(raw, dtype.newbyteorder("<")).astype(dtype).reshape(type.shape)
    return np.array(python_value(text), dtype).reshape(type.shape)
