"""An op's NumPy text (its definition, its derivative) run on paper: an array that only writes down what is done to it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from clearprop.expression import (
    Call,
    Element,
    Expression,
    Name,
    Number,
    Operator,
    Select,
    children,
    expression,
)
from clearprop.ir import Equation, Literal, Program, Variable
from clearprop.render.maths.calls import PRIMES
from clearprop.render.maths.values import Value

SIGNS = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "**", "matmul": "@", "floor_divide": "//",
    "remainder": "%", "less": "<", "less_equal": "<=", "greater": ">", "greater_equal": ">=", "equal": "==",
    "not_equal": "!=", "logical_and": "and", "logical_or": "or", "bitwise_and": "and", "bitwise_or": "or",
    "logical_not": "not", "invert": "not", "negative": "neg",
}  # fmt: skip


class Written(NDArrayOperatorsMixin):
    """An array of a shape; NumPy's functions on it give the tree of the call."""

    def __init__(self, tree: Expression, shape: tuple[int, ...], dtype: Any = np.float64) -> None:
        self.tree, self.shape, self.dtype, self.ndim = tree, shape, np.dtype(dtype), len(shape)

    @property
    def builder(self) -> "Written":
        """An op that is called on this asks it to ``bind``."""
        return self

    def bind(self, op: Any, operands: tuple[Any, ...]) -> "Written":
        trees = tuple(map(tree_of, operands))
        return Written(call_of(op, trees, self.shape, self.shape) or op.numpy(*trees), self.shape)

    def astype(self, dtype: Any) -> "Written":
        return Written(self.tree, self.shape, dtype)

    def __array_ufunc__(self, ufunc: Any, method: str, *operands: Any, **options: Any) -> Any:
        if method != "__call__" or options:
            return NotImplemented
        trees = tuple(map(tree_of, operands))
        name = {"absolute": "abs"}.get(ufunc.__name__, ufunc.__name__)
        tree = Operator(SIGNS[name], trees) if name in SIGNS else Call(name, trees)
        return Written(tree, np.broadcast_shapes(*map(shape_of, operands)))

    def __array_function__(self, function: Any, types: Any, operands: Any, options: Any) -> Any:
        shaped = function(*(np.zeros(shape_of(operand)) for operand in operands), **options)
        trees = tuple(map(tree_of, operands))
        tree = Select(*trees) if function is np.where else Call(function.__name__, trees, tuple(options.items()))
        return Written(tree, np.shape(shaped))


def shape_of(value: Any) -> tuple[int, ...]:
    return value.shape if hasattr(value, "shape") else ()


def tree_of(value: Any) -> Expression:
    if isinstance(value, Written):
        return value.tree
    return expression(value.item() if isinstance(value, np.generic | np.ndarray) else value)


def call_of(op: Any, trees: tuple[Expression, ...], result: Any, first: Any) -> Expression | None:
    """A named function by its name, where it gives an array like the one it takes; others are written out."""
    if not op.named or result != first:
        return None
    tree = op.numpy(*trees)
    if isinstance(tree, Call) and tree.function == op.name:
        return tree
    return Call(op.name, trees, tuple(op.parameters().items()))


@dataclass(frozen=True)
class Definition:
    """``function(arguments) = body``."""

    function: Call
    body: Expression


def definition(equation: Equation) -> Definition | None:
    """What the named function of the equation is: its definition, or the formula with its parameters by name."""
    op = equation.op
    of_formula = names_of(getattr(op, "expression", None))
    of_text = names_of(op.definition)
    if of_formula and len(of_formula) != len(of_text):
        names = tuple(map(Name, of_formula))
        return Definition(Call(op.name, names), op.expression(*names))
    arguments = [Variable(name, o.type) for name, o in zip(of_text, equation.operands, strict=False)]
    leaves = [Value(v) if v.type.shape else Name(v.name) for v in arguments]
    body = ran(op.definition, [Written(leaf, v.type.shape) for leaf, v in zip(leaves, arguments, strict=True)])
    call = call_of(op, tuple(leaves), equation.result.type.shape, equation.operands[0].type.shape)
    if not isinstance(call, Call):
        return None
    body = op.expression(*leaves) if body is None and of_formula else body
    return None if body is None else Definition(call, body)


def slope(equation: Equation) -> Definition | None:
    """The derivative of a named function of one array, with the function itself for its result."""
    op = equation.op
    if not op.named or len(equation.operands) != 1 or not hasattr(op, "derivative"):
        return None
    z = Name(next(iter(names_of(op.definition)), "z"))
    call = call_of(op, (z,), (), ())
    body = ran(op.derivative, [Written(call, ()), Written(z, ())]) if isinstance(call, Call) else None
    return None if body is None or not isinstance(call, Call) else Definition(primed(call), body)


def primed(call: Call) -> Call:
    return Call(call.function, call.operands, (*call.options, (PRIMES, 1)))


def names_of(rule: Any) -> tuple[str, ...]:
    return tuple(inspect.signature(rule).parameters) if callable(rule) else ()


def ran(rule: Callable[..., Any] | None, operands: list[Written]) -> Expression | None:
    """The tree that the rule writes; None where its text does more than can be written."""
    try:
        return None if rule is None else tree_of(rule(*operands))
    except Exception:  # a rule is anybody's text; what cannot be written down is shown in another way
        return None


def slopes(program: Program) -> dict[Variable, tuple[Equation, Variable]]:
    """The variables that are a whole φ′(z), with the equation a = φ(z): proved by comparison with the op's own rule."""
    defined = {equation.result: equation for equation in program.equations}
    found: dict[Variable, tuple[Equation, Variable]] = {}
    expected: dict[Variable, Expression | None] = {}
    for equation in program.equations:
        adjoint = equation.origin.adjoint
        if adjoint is None or adjoint.factor == "sum" or adjoint.of not in defined:
            continue
        forward = defined[adjoint.of]
        if forward.result not in expected:
            expected[forward.result] = derivative(forward)
        wanted, z = expected[forward.result], forward.operands[0] if forward.operands else None
        if wanted is not None and isinstance(z, Variable):
            tree = expanded(equation, forward, defined)
            if tree is not None and alike(tree, wanted):
                found[equation.result] = forward, z
    return found


def derivative(forward: Equation) -> Expression | None:
    op, operands = forward.op, forward.operands
    if not op.named or len(operands) != 1 or not hasattr(op, "derivative"):
        return None
    return ran(op.derivative, [Written(Name("a"), operands[0].type.shape), Written(Name("z"), operands[0].type.shape)])


def expanded(equation: Equation, forward: Equation, defined: dict[Variable, Equation]) -> Expression | None:
    """The local factor in terms of a and z only; None where it reads something else."""
    trees: list[Expression] = []
    for operand in equation.operands:
        if isinstance(operand, Literal):
            trees.append(Number(operand.value))
        elif operand is forward.result or operand is forward.operands[0]:
            trees.append(Name("a" if operand is forward.result else "z"))
        else:
            below = defined.get(operand)
            local = below is not None and below.origin.adjoint is not None and below.origin.adjoint.of is forward.result
            tree = expanded(below, forward, defined) if local and below is not None else None
            if tree is None:
                return None
            trees.append(tree)
    try:
        return call_of(equation.op, tuple(trees), (), ()) or equation.op.numpy(*trees)
    except (TypeError, ValueError):
        return None


def alike(one: Expression, other: Expression) -> bool:
    """Whether two trees are the same, numbers by their value."""
    match one, other:
        case Number(a), Number(b):
            return a == b
        case Name(a), Name(b):
            return a == b
        case Operator(a), Operator(b):
            pass
        case Call(a, _, first), Call(b, _, second) if first == second:
            pass
        case Select(), Select():
            a = b = ""
        case Element(a), Element(b):
            pass
        case _:
            return False
    left, right = children(one), children(other)
    return a == b and len(left) == len(right) and all(map(alike, left, right))
