"""An op's ``loops``, which is plain Python, as statements that every language prints.

The text is run with symbols in place of the arrays: what is static (an axis, a shape, a test on them) is worked out, what
depends on numbers becomes an expression tree. ``ops/loops.py`` says what the text may use.
"""

import ast
import inspect
from collections.abc import Iterable, Iterator
from functools import cache
from textwrap import dedent
from typing import Any

from clearprop.expression import (
    Allocate,
    Assign,
    Break,
    Element,
    Expression,
    For,
    If,
    Name,
    Number,
    Statement,
    While,
    expression,
)
from clearprop.ir import Atom, Equation
from clearprop.render.dtypes import dtype_of
from clearprop.render.evaluation import BINARY, Array, Each, Evaluation, Scratch
from clearprop.render.names import Names
from clearprop.render.outline import Outline


def algorithm(equation: Equation, outline: Outline, dtypes: dict[str, str]) -> list[Statement]:
    """The statements that fill the equation's result. ``dtypes`` learns the names of the algorithm's own variables."""
    result = equation.result
    handles = [Array(outline.name[result], result.type.shape), *(handle(atom, outline) for atom in equation.operands)]
    tree = parsed(type(equation.op).loops)
    parameters = [argument.arg for argument in tree.args.args]
    static = dict(zip(parameters, [equation.op, *handles], strict=False))
    if tree.args.vararg:
        static[tree.args.vararg.arg] = tuple(handles[len(parameters) - 1 :])
    return Unrolled(static, type(equation.op).loops.__globals__, tree, outline.names, dtypes).block(tree.body)


def handle(atom: Atom, outline: Outline) -> Array:
    node = outline.tree(atom)
    return Array(node.text, atom.type.shape) if isinstance(node, Name) else Array("", (), node)


@cache
def parsed(function: Any) -> ast.FunctionDef:
    tree = ast.parse(dedent(inspect.getsource(function))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    return tree


class Unrolled(Evaluation):
    """Runs a function's syntax tree: statements come out, static values stay inside."""

    def __init__(
        self, static: dict[str, Any], outside: dict[str, Any], tree: ast.AST, names: Names, dtypes: dict[str, str]
    ) -> None:
        self.static = static
        self.outside = outside
        self.names = names
        self.dtypes = dtypes
        stored = stored_names(tree)
        self.words = set(stored)  # the author's own names: no letter of ours is one
        self.changing = {name for name in stored if stored.count(name) > 1}
        self.named: dict[str, Name] = {}  # the algorithm's numbers, by the author's name
        self.locals: set[str] = set()
        self.loops: list[str] = []  # the letters of the loops around

    def block(self, body: Iterable[ast.stmt]) -> list[Statement]:
        return [found for statement in body for found in self.statement(statement)]

    def statement(self, node: ast.stmt) -> Iterator[Statement]:
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=value):
                yield from self.assign_all(targets, value)
            case ast.Assign(targets=[target], value=value):
                yield from self.assign(target, self.value(value))
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield from self.assign(target, self.value(value))
            case ast.AugAssign(target=target, op=symbol, value=value):
                yield Assign(self.target(target), expression(self.value(value)), BINARY[type(symbol)][0])
            case ast.For():
                yield from self.loop(node)
            case ast.While(test=test, body=body):
                yield While(expression(self.value(test)), self.block(body))
            case ast.If(test=test, body=body, orelse=otherwise):
                condition = self.value(test)
                if isinstance(condition, Expression):
                    yield If(condition, self.block(body), self.block(otherwise))
                else:
                    yield from self.block(body if condition else otherwise)
            case ast.Break():
                yield Break()
            case ast.Expr(value=ast.Constant()) | ast.Pass():
                return
            case _:
                raise TypeError(f"an algorithm cannot use {ast.unparse(node)!r}; ops/loops.py says what it may use.")

    def assign(self, target: ast.expr, value: Any) -> Iterator[Statement]:
        """A static value is remembered; a number becomes a statement."""
        if isinstance(target, ast.Name) and not isinstance(value, Expression):
            number = isinstance(value, bool | int | float)
            if not number or target.id not in self.changing:
                self.static[target.id] = value
                if isinstance(value, Scratch):
                    yield self.allocated(target.id, value)
                return
        node = expression(value)
        dtype = plain(dtype_of(node, self.dtypes))
        yield Assign(self.target(target, dtype), node, "", dtype)

    def assign_all(self, targets: list[ast.expr], value: ast.expr) -> Iterator[Statement]:
        """``a, b = b, a``: the values first, then the targets."""
        values = self.value(value)
        if not any(isinstance(item, Expression) for item in values):
            for target, item in zip(targets, values, strict=True):
                yield from self.assign(target, item)
            return
        held: list[Name] = []
        for item in values:
            node = expression(item)
            name, dtype = self.local("held"), plain(dtype_of(node, self.dtypes))
            self.dtypes[name.text] = dtype
            held.append(name)
            yield Assign(name, node, "", dtype)
        for target, name in zip(targets, held, strict=True):
            yield from self.assign(target, name)

    def allocated(self, name: str, scratch: "Scratch") -> Statement:
        local = self.local(name).text
        self.static[name] = Array(local, scratch.shape)
        self.dtypes[local] = scratch.dtype
        return Allocate(local, scratch.shape, scratch.dtype)

    def local(self, wanted: str) -> Name:
        """A name of the algorithm's own; another algorithm may use it again."""
        name = self.names.local(wanted, [*self.locals, *self.loops])
        self.locals.add(name)
        return Name(name)

    def target(self, node: ast.expr, dtype: str = "f64") -> Name | Element:
        if isinstance(node, ast.Name):
            if node.id not in self.named:
                self.named[node.id] = self.local(node.id)
                self.dtypes[self.named[node.id].text] = dtype
            self.static.pop(node.id, None)
            return self.named[node.id]
        found = self.value(node)
        assert isinstance(found, Element), ast.unparse(node)
        return found

    def loop(self, node: ast.For) -> Iterator[Statement]:
        call = node.iter
        is_range = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "range"
        if is_range and isinstance(node.target, ast.Name):
            yield self.counting(node.target.id, [self.value(argument) for argument in call.args], node.body)  # type: ignore[attr-defined]
            return
        found = self.value(call)
        if isinstance(found, Each):
            assert isinstance(node.target, ast.Name)
            yield from self.nest(node.target.id, found.shape, node.body)
            return
        for item in found:  # something static: the body is written once for each
            self.bind(node.target, item)
            yield from self.block(node.body)

    def counting(self, name: str, limits: list[Any], body: list[ast.stmt]) -> Statement:
        start, stop, step = (0, limits[0], 1) if len(limits) == 1 else (*limits, 1)[:3]
        letter = self.letter(name)
        before = self.static.get(name)
        self.static[name] = Name(letter)
        self.loops.append(letter)
        found = For(Name(letter), expression(start), expression(stop), step, self.block(body))
        self.loops.pop()
        self.static[name] = Name(letter) if before is None else before
        return found

    def nest(self, name: str, shape: tuple[int, ...], body: list[ast.stmt]) -> list[Statement]:
        letters = []
        for _ in shape:
            letters.append(self.letter(""))
            self.loops.append(letters[-1])
        self.static[name] = tuple(map(Name, letters))
        found = self.block(body)
        for letter, size in reversed(list(zip(letters, shape, strict=True))):
            self.loops.pop()
            found = [For(Name(letter), Number(0), Number(size), 1, found)]
        return found

    def letter(self, wanted: str) -> str:
        """The author's index where it is free, else another letter."""
        avoid = {*self.loops, *self.locals, *(self.words - {wanted})}
        if wanted and wanted not in self.names.taken and wanted not in avoid:
            return wanted
        return next(self.names.letters(avoid))

    def bind(self, target: ast.expr, item: Any) -> None:
        if isinstance(target, ast.Tuple):
            for part, value in zip(target.elts, item, strict=True):
                self.bind(part, value)
        elif isinstance(target, ast.Name):
            self.static[target.id] = item


def plain(dtype: str) -> str:
    return {"float": "f64", "int": "i64"}.get(dtype, dtype)


def stored_names(tree: ast.AST) -> list[str]:
    """The names that the text assigns, once for each time; one that is added to counts twice.

    What is assigned more than once is a number, even where it starts as a constant.
    """
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.append(node.id)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            found.append(node.target.id)
    return found
