"""Expressions of an algorithm's text: what is static becomes a Python value, what depends on numbers a node."""

import ast
import builtins
import inspect
import math
import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from clearprop.expression import (
    Call,
    Cast,
    Element,
    Expression,
    Name,
    Operator,
    Select,
    expression,
)

BINARY: dict[type, tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Add: ("+", operator.add),
    ast.Sub: ("-", operator.sub),
    ast.Mult: ("*", operator.mul),
    ast.Div: ("/", operator.truediv),
    ast.FloorDiv: ("//", operator.floordiv),
    ast.Mod: ("%", operator.mod),
    ast.Pow: ("**", operator.pow),
    ast.BitXor: ("^", operator.xor),
}
COMPARED: dict[type, tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
}
STATIC_COMPARED: dict[type, Callable[[Any, Any], Any]] = {
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}
CASTS = {int: "i64", float: "f64", bool: "bool"}
ROUNDED = {math.floor: "floor", math.ceil: "ceil", math.trunc: "trunc", round: "round"}
EXTREMES = {max: "maximum", min: "minimum"}


@dataclass(frozen=True)
class Array:
    """An array that the algorithm reads or fills: its elements are nodes, its shape is static."""

    name: str
    shape: tuple[int, ...]
    number: Expression | None = None  # what stands there, where it is a literal

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    def __len__(self) -> int:
        return self.shape[0]

    def element(self, index: Any) -> Expression:
        at = tuple(index) if isinstance(index, tuple) else (index,)
        if len(at) != len(self.shape):
            raise TypeError(f"{len(at)} indices for {self.name} of shape {self.shape} in an algorithm.")
        if self.number is not None:
            return self.number
        return Element(self.name, self.shape, tuple(counted(i, size) for i, size in zip(at, self.shape, strict=True)))


def counted(index: Any, size: int) -> Expression:
    """An index as a node; a static one that is negative counts from the end."""
    return expression(index + size if isinstance(index, int) and index < 0 else index)


@dataclass(frozen=True)
class Each:
    """All indices of a shape."""

    shape: tuple[int, ...]


@dataclass(frozen=True)
class Scratch:
    """An array of zeros for the algorithm's own use."""

    shape: tuple[int, ...]
    dtype: str


class Evaluation:
    """Evaluates expressions of the syntax tree, with what is known of its names."""

    static: dict[str, Any]
    outside: dict[str, Any]
    named: dict[str, Name]  # the algorithm's numbers, by the author's name

    def value(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value):
                return value
            case ast.Name(id):
                return self.looked_up(id)
            case ast.Tuple(elts) | ast.List(elts):
                return tuple(self.items(elts))
            case ast.Attribute(value, attribute):
                return getattr(self.value(value), attribute)
            case ast.Subscript(value, index):
                return self.subscript(self.value(value), index)
            case ast.BinOp(left, symbol, right):
                return BINARY[type(symbol)][1](self.value(left), self.value(right))
            case ast.UnaryOp(symbol, operand):
                return self.unary(symbol, self.value(operand))
            case ast.BoolOp(symbol, values):
                return self.logical("and" if isinstance(symbol, ast.And) else "or", values)
            case ast.Compare(left, symbols, others):
                return self.compared(self.value(left), symbols, others)
            case ast.IfExp(test, then, otherwise):
                return self.choice(self.value(test), then, otherwise)
            case ast.Call(function, arguments):
                return self.call(self.value(function), list(self.items(arguments)), node)
        return self.comprehension(node)

    def items(self, nodes: Iterable[ast.expr]) -> Iterator[Any]:
        for node in nodes:
            if isinstance(node, ast.Starred):
                yield from self.value(node.value)
            else:
                yield self.value(node)

    def looked_up(self, name: str) -> Any:
        if name in self.static:
            return self.static[name]
        if name in self.named:
            return self.named[name]
        return self.outside[name] if name in self.outside else getattr(builtins, name)

    def subscript(self, value: Any, index: ast.expr) -> Any:
        if isinstance(index, ast.Slice):
            parts = [None if part is None else self.value(part) for part in (index.lower, index.upper, index.step)]
            return value[slice(*parts)]
        at = self.value(index)
        return value.element(at) if isinstance(value, Array) else value[at]

    def unary(self, symbol: ast.unaryop, operand: Any) -> Any:
        if isinstance(symbol, ast.Not):
            return ~operand if isinstance(operand, Expression) else not operand
        return -operand if isinstance(symbol, ast.USub) else operand

    def logical(self, symbol: str, nodes: list[ast.expr]) -> Any:
        """``and``, ``or``: what is static decides at once, or drops out."""
        deciding = symbol == "or"
        found: Any = None
        for node in nodes:
            value = self.value(node)
            if not isinstance(value, Expression):
                if bool(value) == deciding:
                    return value if found is None else Operator(symbol, (found, expression(deciding)))
                continue
            found = value if found is None else Operator(symbol, (found, value))
        return (not deciding) if found is None else found

    def compared(self, left: Any, symbols: list[ast.cmpop], nodes: list[ast.expr]) -> Any:
        found: Any = None
        for symbol, node in zip(symbols, nodes, strict=True):
            right = self.value(node)
            test = STATIC_COMPARED.get(type(symbol)) or COMPARED[type(symbol)][1]
            one = test(left, right)
            if isinstance(one, Expression) and not isinstance(left, Expression):
                one = Operator(COMPARED[type(symbol)][0], (expression(left), right))
            both = isinstance(one, Expression) and isinstance(found, Expression)
            found = one if found is None or found is True else Operator("and", (found, one)) if both else found and one
            left = right
        return found

    def choice(self, test: Any, then: ast.expr, otherwise: ast.expr) -> Any:
        if not isinstance(test, Expression):
            return self.value(then if test else otherwise)
        return Select(test, expression(self.value(then)), expression(self.value(otherwise)))

    def call(self, function: Any, arguments: list[Any], node: ast.Call) -> Any:
        name = getattr(function, "__name__", "")
        if name == "each" and function.__module__.endswith("loops"):
            return Each(tuple(arguments[0]))
        if name in ("zeros", "indices") and function.__module__.endswith("loops"):
            return Scratch(tuple(arguments), "f64" if name == "zeros" else "i64")
        if not any(isinstance(argument, Expression) for argument in arguments):
            return function(*arguments, **{word.arg: self.value(word.value) for word in node.keywords if word.arg})
        nodes = tuple(map(expression, arguments))
        if function in CASTS:
            return Cast(CASTS[function], *nodes)
        if function in ROUNDED:
            return Cast("i64", Call(ROUNDED[function], nodes))
        if function in EXTREMES:
            first, *others = nodes
            for other in others:
                first = Call(EXTREMES[function], (first, other))
            return first
        if inspect.isfunction(function):
            return function(*arguments)  # arithmetic on nodes
        return Call(name, nodes)

    def comprehension(self, node: ast.expr) -> Any:
        """Anything else has to be static."""
        try:
            return eval(compile(ast.Expression(node), "loops", "eval"), self.outside, self.static)
        except Exception as error:
            raise TypeError(f"an algorithm cannot use {ast.unparse(node)!r}: {error}.") from error
