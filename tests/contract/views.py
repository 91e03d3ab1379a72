"""What an op gives the views, evaluated: its formula for an element, and its algorithm. Each raises AssertionError."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from clearprop.expression import (
    ArrayView,
    Call,
    Cast,
    Element,
    Expression,
    Name,
    Number,
    Operator,
    Reduce,
    Select,
)
from clearprop.ir import DTYPES, type_of
from clearprop.ops import OPS, Elementwise

from .derivatives import close
from .rules import evaluate

OPERATORS = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.true_divide, "//": np.floor_divide, "%": np.remainder,
    "**": np.power, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "==": np.equal,
    "!=": np.not_equal, "and": np.logical_and, "or": np.logical_or, "neg": np.negative, "not": np.logical_not,
}  # fmt: skip
FUNCTIONS: dict[str, Any] = {
    "acos": np.arccos, "asin": np.arcsin, "atan": np.arctan, "atan2": np.arctan2, "acosh": np.arccosh,
    "asinh": np.arcsinh, "atanh": np.arctanh, "pow": np.power, "fabs": np.abs, "erf": math.erf, "erfc": math.erfc,
    "gamma": math.gamma, "lgamma": math.lgamma, "copysign": np.copysign,
}  # fmt: skip
REDUCTIONS = {"sum": (np.add, 0.0), "prod": (np.multiply, 1.0), "max": (np.maximum, None), "min": (np.minimum, None)}

Values = Mapping[str, Any]


def value_of(node: Expression, arrays: Mapping[str, np.ndarray], names: Values) -> Any:
    """The number that the tree stands for."""

    def inner(child: Expression, **more: Any) -> Any:
        return value_of(child, arrays, {**names, **more})

    match node:
        case Number(value):
            return value
        case Name(text):
            return names[text]
        case Operator(symbol, operands):
            values = [inner(operand) for operand in operands]
            if symbol in ("+", "-", "*", "neg") and all(isinstance(v, bool | np.bool_) for v in values):
                values = [int(value) for value in values]
            return OPERATORS[symbol](*values)
        case Call(function, operands) if (
            function in OPS and OPS[function].named and hasattr(OPS[function], "expression")
        ):
            return inner(OPS[function].expression(a_named_op(function), *(Number(inner(o)) for o in operands)))
        case Call(function, operands):
            return (FUNCTIONS.get(function) or getattr(np, function))(*(inner(operand) for operand in operands))
        case Select(condition, then, otherwise):
            return inner(then) if inner(condition) else inner(otherwise)
        case Element(array, _, indices):
            at = tuple(int(inner(index)) for index in indices)
            if any(i < 0 for i in at):
                raise IndexError(f"{array}{list(at)}: a negative index; C would read before the array.")
            return arrays[array][at]
        case Reduce(kind, index, extent, body):
            fold, start = REDUCTIONS[kind]
            found = [inner(body, **{index.text: k}) for k in range(extent)]
            result = found.pop(0) if start is None else start
            for value in found:
                result = fold(result, value)
            return result
        case Cast(dtype, operand):
            return DTYPES[dtype].type(inner(operand))
    raise TypeError(f"{node!r} is no tree of single elements.")


def a_named_op(name: str) -> Any:
    """An instance whose parameters are not needed: the call in the tree holds them."""
    return OPS[name]()


def check_element(op: Any, operands: Any) -> None:
    """The tree at every index has evaluate's value there."""
    result = np.asarray(evaluate(op, operands))
    arrays = {f"x{k}": x for k, x in enumerate(operands)}

    def view(name: str, array: np.ndarray) -> ArrayView:
        return ArrayView(array.shape, type_of(array).dtype, lambda indices: Element(name, array.shape, indices))

    views = [view(name, array) for name, array in arrays.items()]
    indices = tuple(Name(f"i{axis}") for axis in range(result.ndim))
    tree = op.element(indices, *views)
    found = np.empty(result.shape, float)
    with np.errstate(all="ignore"):
        for at in np.ndindex(*result.shape):
            found[at] = value_of(tree, arrays, {name.text: np.int64(i) for name, i in zip(indices, at, strict=True)})
    atol = 0.0 if isinstance(op, Elementwise) else 1e-11  # single numbers are right to the last, however small
    close(found, result.astype(float), f"{op}: element against evaluate", 1e-11, atol)


def check_loops(op: Any, operands: Any) -> None:
    """The algorithm, run as it is, fills the result with evaluate's values."""
    expected = np.asarray(evaluate(op, operands))
    result = np.array(operands[0]) if op.writes else np.zeros(expected.shape, expected.dtype)
    kept = [np.array(x) for x in operands]
    for x in kept:
        x.flags.writeable = False
    with np.errstate(all="ignore"):
        op.loops(result, *kept)
    close(result, expected, f"{op}: loops against evaluate", 1e-11)
