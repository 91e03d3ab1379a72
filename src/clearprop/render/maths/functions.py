"""Functions that have a notation of their own, by their names in NumPy and in formulas; all others are f(x, y).

Some are another tree (``log1p(x)`` is ln(1 + x)); some are seen through, since paper needs no word for them (repeating a
row, changing a dtype).
"""

from collections.abc import Callable
from typing import Any

from clearprop.expression import Call, Expression, Number, Operator, sqrt, where

SEEN_THROUGH = {
    "broadcast_to",
    "astype",
    "copy",
    "ascontiguousarray",
    "asarray",
    "array",
    "float",
    "positive",
    "float64",
}
NAMES = {
    "log": "ln", "sign": "sgn", "arcsin": "arcsin", "asin": "arcsin", "acos": "arccos", "atan": "arctan",
    "asinh": "arsinh", "acosh": "arcosh", "atanh": "artanh", "arcsinh": "arsinh", "arccosh": "arcosh",
    "arctanh": "artanh", "atan2": "arctan2", "maximum": "max", "minimum": "min", "fmax": "max", "fmin": "min",
    "amax": "max", "amin": "min", "linalg.det": "det", "gamma": "Γ",
}  # fmt: skip
BASES = {"log2": "2", "log10": "10"}
FENCES = {"abs": "|", "fabs": "|", "absolute": "|", "linalg.norm": "‖"}
ROUNDED = {"floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}
FILLED = {"zeros": 0, "zeros_like": 0, "ones": 1, "ones_like": 1}


def log(x: Expression) -> Expression:
    return Call("log", (x,))


def exp(x: Expression) -> Expression:
    return Call("exp", (x,))


def inverse(x: Expression) -> Expression:
    return Operator("**", (x, Number(-1)))


REWRITTEN: dict[str, Callable[..., Expression]] = {
    "square": lambda x: x**2,
    "reciprocal": lambda x: 1 / x,
    "negative": lambda x: -x,
    "log1p": lambda x: log(1 + x),
    "expm1": lambda x: exp(x) - 1,
    "exp2": lambda x: 2**x,
    "hypot": lambda x, y: sqrt(x**2 + y**2),
    "pow": lambda x, y: x**y,
    "power": lambda x, y: x**y,
    "linalg.inv": inverse,
    "linalg.solve": lambda a, b: inverse(a) @ b,
    "logaddexp": lambda x, y: log(exp(x) + exp(y)),
    "floor_divide": lambda x, y: x // y,
    "remainder": lambda x, y: x % y,
    "where": where,
    "logical_and": lambda x, y: x & y,
    "logical_or": lambda x, y: x | y,
    "logical_not": lambda x: ~x,
}


def rewritten(node: Call) -> Expression | None:
    """Another tree for the call, where paper writes it so."""
    options: dict[str, Any] = dict(node.options)
    if node.function in SEEN_THROUGH and node.operands:
        return node.operands[0]
    if node.function in FILLED:
        return Number(FILLED[node.function])
    if node.function in ("full", "full_like") and isinstance(options.get("fill_value"), int | float):
        return Number(options["fill_value"])
    if node.function == "logaddexp.reduce":
        return log(Call("sum", (exp(node.operands[0]),), node.options))
    change = REWRITTEN.get(node.function)
    try:
        return change(*node.operands) if change is not None and not options else None
    except TypeError:
        return None
