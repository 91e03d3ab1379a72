"""The expression tree that maths and code are printed from, and the few statements that an algorithm needs.

A tree says what is computed, not how it looks: ``render/`` prints the same tree as LaTeX, Python, NumPy and C. Nodes
are built with Python's own operators, so an op writes its formula as on paper: ``1 / (1 + exp(-z))``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Union

Operand = Union["Expression", int, float, bool]


class Expression:
    """A node. Operators build larger nodes; ``&``, ``|`` and ``~`` are the logical and, or and not, ``^`` is on bits."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # == builds a node: trees are compared by ``same``

    def __add__(self, other: Operand) -> "Expression":
        return Operator("+", (self, expression(other)))

    def __radd__(self, other: Operand) -> "Expression":
        return Operator("+", (expression(other), self))

    def __sub__(self, other: Operand) -> "Expression":
        return Operator("-", (self, expression(other)))

    def __rsub__(self, other: Operand) -> "Expression":
        return Operator("-", (expression(other), self))

    def __mul__(self, other: Operand) -> "Expression":
        return Operator("*", (self, expression(other)))

    def __rmul__(self, other: Operand) -> "Expression":
        return Operator("*", (expression(other), self))

    def __truediv__(self, other: Operand) -> "Expression":
        return Operator("/", (self, expression(other)))

    def __rtruediv__(self, other: Operand) -> "Expression":
        return Operator("/", (expression(other), self))

    def __floordiv__(self, other: Operand) -> "Expression":
        return Operator("//", (self, expression(other)))

    def __mod__(self, other: Operand) -> "Expression":
        return Operator("%", (self, expression(other)))

    def __pow__(self, other: Operand) -> "Expression":
        return Operator("**", (self, expression(other)))

    def __rpow__(self, other: Operand) -> "Expression":
        return Operator("**", (expression(other), self))

    def __matmul__(self, other: Operand) -> "Expression":
        return Operator("@", (self, expression(other)))

    def __neg__(self) -> "Expression":
        return Operator("neg", (self,))

    def __lt__(self, other: Operand) -> "Expression":
        return Operator("<", (self, expression(other)))

    def __le__(self, other: Operand) -> "Expression":
        return Operator("<=", (self, expression(other)))

    def __gt__(self, other: Operand) -> "Expression":
        return Operator(">", (self, expression(other)))

    def __ge__(self, other: Operand) -> "Expression":
        return Operator(">=", (self, expression(other)))

    def __eq__(self, other: object) -> "Expression":  # type: ignore[override]
        return Operator("==", (self, expression(other)))

    def __ne__(self, other: object) -> "Expression":  # type: ignore[override]
        return Operator("!=", (self, expression(other)))

    def __and__(self, other: Operand) -> "Expression":
        return Operator("and", (self, expression(other)))

    def __or__(self, other: Operand) -> "Expression":
        return Operator("or", (self, expression(other)))

    def __xor__(self, other: Operand) -> "Expression":
        return Operator("^", (self, expression(other)))

    def __invert__(self) -> "Expression":
        return Operator("not", (self,))


@dataclass(slots=True, eq=False)
class Number(Expression):
    """A number of Python's."""

    value: int | float | bool


@dataclass(slots=True, eq=False)
class Name(Expression):
    """A variable of the Program, a loop index, or a local of an algorithm."""

    text: str


@dataclass(slots=True, eq=False)
class Operator(Expression):
    """One of + - * / // % ** @ ^ neg < <= > >= == != and or not, on one or two operands."""

    symbol: str
    operands: tuple[Expression, ...]


@dataclass(slots=True, eq=False)
class Call(Expression):
    """``exp(z)``: a function by its plain name. Options are printed as keywords where the language has them (NumPy)."""

    function: str
    operands: tuple[Expression, ...]
    options: tuple[tuple[str, Any], ...] = ()


@dataclass(slots=True, eq=False)
class Select(Expression):
    """``then`` where the condition holds, ``otherwise`` elsewhere; only the branch that is taken is computed."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(slots=True, eq=False)
class Element(Expression):
    """``x[i, j]``: one element of a named array whose shape is known; ``()`` for a scalar."""

    array: str
    shape: tuple[int, ...]
    indices: tuple[Expression, ...]


@dataclass(slots=True, eq=False)
class Reduce(Expression):
    """``kind`` (sum, prod, max, min) of ``body`` over ``index`` from 0 to ``extent`` - 1."""

    kind: str
    index: Name
    extent: int
    body: Expression


@dataclass(slots=True, eq=False)
class Cast(Expression):
    """The operand as a value of the dtype (``f64``, ``i64``, ``bool``, ...)."""

    dtype: str
    operand: Expression


@dataclass(slots=True, eq=False)
class Slice(Expression):
    """``start:stop:step`` inside a Subscript; None where Python leaves a part out."""

    start: int | None = None
    stop: int | None = None
    step: int | None = None


@dataclass(slots=True, eq=False)
class Subscript(Expression):
    """``x[0, :, rows]`` as NumPy writes it: whole-array indexing. An item is a node, a Slice, or None (a new axis)."""

    array: Expression
    items: tuple[Expression | None, ...]


# Statements, for the ops that are algorithms (sort, solve) or write into a copy (z[i] = v).


@dataclass(slots=True, eq=False)
class Assign:
    """``target = value`` or, with ``operator`` such as "+", ``target += value``. The first to a Name declares it."""

    target: Name | Element | Subscript
    value: Expression
    operator: str = ""
    dtype: str = "f64"


@dataclass(slots=True, eq=False)
class Do:
    """A call for its effect: ``np.add.at(z, rows, values)``."""

    call: Call


@dataclass(slots=True, eq=False)
class For:
    """``for index in range(start, stop, step)``."""

    index: Name
    start: Expression
    stop: Expression
    step: int
    body: list["Statement"]


@dataclass(slots=True, eq=False)
class While:
    """``while condition``."""

    condition: Expression
    body: list["Statement"]


@dataclass(slots=True, eq=False)
class If:
    """``if condition``, and what is done otherwise."""

    condition: Expression
    body: list["Statement"]
    otherwise: list["Statement"]


@dataclass(slots=True, eq=False)
class Break:
    """Leaves the innermost loop."""


@dataclass(slots=True, eq=False)
class Allocate:
    """A local array of zeros."""

    name: str
    shape: tuple[int, ...]
    dtype: str = "f64"


Statement = Assign | Do | For | While | If | Break | Allocate


def expression(value: object) -> Expression:
    """A node for a Python number; a node itself unchanged."""
    if isinstance(value, Expression):
        return value
    if isinstance(value, bool | int | float):
        return Number(value)
    raise TypeError(f"{value!r} cannot stand in an expression; expected a node or a Python number.")


def call(name: str) -> Callable[..., Expression]:
    def build(*operands: Operand, **options: Any) -> Expression:
        return Call(name, tuple(expression(operand) for operand in operands), tuple(options.items()))

    return build


exp, expm1, log, log1p, sqrt = call("exp"), call("expm1"), call("log"), call("log1p"), call("sqrt")
sin, cos, tan, sinh, cosh, tanh = call("sin"), call("cos"), call("tan"), call("sinh"), call("cosh"), call("tanh")
absolute, floor, ceil = call("abs"), call("floor"), call("ceil")
maximum, minimum = call("maximum"), call("minimum")


def where(condition: Operand, then: Operand, otherwise: Operand) -> Expression:
    return Select(expression(condition), expression(then), expression(otherwise))


FRESH = count()


def reduce(kind: str, extent: int, body: Callable[[Expression], Expression]) -> Expression:
    """``reduce("sum", 3, lambda k: x[i, k] * y[k, j])``: the printers choose a readable letter for the index."""
    index = Name(f"k{next(FRESH)}")
    return Reduce(kind, index, extent, body(index))


def total(extent: int, body: Callable[[Expression], Expression]) -> Expression:
    return reduce("sum", extent, body)


@dataclass(frozen=True, slots=True)
class ArrayView:
    """An operand as an op's ``element`` sees it: a shape, a dtype, and elements by index. Reading builds a node."""

    shape: tuple[int, ...]
    dtype: str
    read: Callable[[tuple[Expression, ...]], Expression]

    def __getitem__(self, indices: Any) -> Expression:
        indices = indices if isinstance(indices, tuple) else (indices,)
        if len(indices) != len(self.shape):
            raise IndexError(f"{len(indices)} indices for an array of shape {self.shape}.")
        return self.read(tuple(expression(index) for index in indices))


def children(node: Expression) -> Sequence[Expression]:
    match node:
        case Operator(_, operands) | Call(_, operands) | Element(_, _, operands):
            return operands
        case Select(condition, then, otherwise):
            return (condition, then, otherwise)
        case Reduce(_, _, _, body):
            return (body,)
        case Cast(_, operand):
            return (operand,)
        case Subscript(array, items):
            return (array, *(item for item in items if item is not None))
    return ()


def walk(node: Expression) -> Iterator[Expression]:
    """The node and all nodes below it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)
