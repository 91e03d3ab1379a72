"""Formulas as nests of loops: sums in a local accumulator, neighbours over the same index space in one nest."""

import math
from collections.abc import Iterable, Iterator

from clearprop.expression import (
    Assign,
    Call,
    Element,
    Expression,
    For,
    If,
    Name,
    Number,
    Operator,
    Reduce,
    Select,
    Statement,
    walk,
)
from clearprop.render.dtypes import dtype_of, is_float
from clearprop.render.formulas import KINDS, Formula, Writing, has_reduce, rebuilt
from clearprop.render.names import Names


def grouped(formulas: Iterable[Formula]) -> Iterator[list[Formula]]:
    """Runs of formulas that one nest of loops can compute: each reads the others' results at its own indices only."""
    group: list[Formula] = []
    for formula in formulas:
        if group and not joins(group, formula):
            yield group
            group = []
        group.append(formula)
    if group:
        yield group


def joins(group: list[Formula], formula: Formula) -> bool:
    if formula.shape != group[0].shape or not formula.shape or not formula.own:
        return False
    here = repr(formula.indices)
    targets = {other.target for other in group}
    inside = [node for node in elements(formula) if node.array in targets]
    before = [node for other in group for node in elements(other) if node.array == formula.target]
    return all(repr(node.indices) == here for node in [*inside, *before])


def elements(formula: Formula) -> Iterator[Element]:
    return (node for node in walk(formula.tree) if isinstance(node, Element))


def nest(group: list[Formula], names: Names, dtypes: dict[str, str]) -> list[Statement]:
    """The group's loops, one for each axis."""
    accumulators = Accumulators(names, dtypes)
    body: list[Statement] = []
    for formula in group:
        tree = accumulators.lowered(formula.tree, body)
        body.append(Assign(Element(formula.target, formula.shape, formula.indices), tree))
    return looped(body, group[0].indices, group[0].shape)


def writing_nest(found: Writing, names: Names, dtypes: dict[str, str]) -> list[Statement]:
    body: list[Statement] = []
    value = Accumulators(names, dtypes).lowered(found.value, body)
    body.append(Assign(found.place, value, found.operator))
    return looped(body, found.indices, found.shape)


def looped(body: list[Statement], indices: tuple[Name | Number, ...], shape: tuple[int, ...]) -> list[Statement]:
    for index, size in reversed(list(zip(indices, shape, strict=True))):
        if isinstance(index, Name):
            body = [For(index, Number(0), Number(size), 1, body)]
    return body


class Accumulators:
    """Takes sums out of expressions into loops that stand before them."""

    def __init__(self, names: Names, dtypes: dict[str, str]) -> None:
        self.names = names
        self.dtypes = dtypes
        self.used: set[str] = set()

    def lowered(self, node: Expression, before: list[Statement]) -> Expression:
        """The node without sums; ``before`` gains the statements that compute them."""
        if not has_reduce(node):
            return node
        match node:
            case Reduce():
                return self.accumulated(node, before)
            case Select(condition, then, otherwise) if has_reduce(then) or has_reduce(otherwise):
                return self.branched(self.lowered(condition, before), then, otherwise, before)
            case Operator("and", (left, right)) if has_reduce(right):
                return self.branched(self.lowered(left, before), right, Number(False), before)
            case Operator("or", (left, right)) if has_reduce(right):
                return self.branched(self.lowered(left, before), Number(True), right, before)
        return rebuilt(node, lambda child: self.lowered(child, before))

    def accumulated(self, node: Reduce, before: list[Statement]) -> Name:
        dtype = self.stored_dtype(node)
        total = self.fresh(KINDS[node.kind], dtype)
        loops: list[tuple[Name, int]] = []
        inner: Expression = node
        while isinstance(inner, Reduce) and inner.kind == node.kind:
            loops.append((inner.index, inner.extent))
            inner = inner.body
        body: list[Statement] = []
        value = self.lowered(inner, body)
        body.append(step(node.kind, total, value))
        before.append(Assign(total, start(node.kind, dtype), "", dtype))
        before.extend(looped(body, *zip(*loops, strict=True)))
        return total

    def branched(self, condition: Expression, then: Expression, otherwise: Expression, before: list[Statement]) -> Name:
        dtype = self.stored_dtype(Select(condition, then, otherwise))
        chosen = self.fresh("chosen", dtype)
        branches: list[list[Statement]] = [[], []]
        for branch, part in zip(branches, (then, otherwise), strict=True):
            value = self.lowered(part, branch)
            branch.append(Assign(chosen, value, "", dtype))
        before.append(Assign(chosen, Number(0), "", dtype))
        before.append(If(condition, *branches))
        return chosen

    def stored_dtype(self, node: Expression) -> str:
        dtype = dtype_of(node, self.dtypes)
        return {"float": "f64", "int": "i64"}.get(dtype, dtype)

    def fresh(self, wanted: str, dtype: str) -> Name:
        name = self.names.local(wanted, self.used)
        self.used.add(name)
        self.dtypes[name] = dtype
        return Name(name)


def start(kind: str, dtype: str) -> Expression:
    if kind in ("sum", "prod"):
        return Number(int(kind == "prod"))
    if is_float(dtype):
        return Number(-math.inf if kind == "max" else math.inf)
    if dtype == "bool":
        return Number(int(kind == "min"))
    return Number(-(2**63) if kind == "max" else 2**63 - 1)


def step(kind: str, total: Name, value: Expression) -> Statement:
    if kind in ("sum", "prod"):
        return Assign(total, value, "+" if kind == "sum" else "*")
    return Assign(total, Call("maximum" if kind == "max" else "minimum", (total, value)))
