"""Runs of factors: parts of a product that Python never computes by themselves, from the recorded factors."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from clearprop.read.match.places import place_of_site
from clearprop.read.recover.graph import Graph
from clearprop.read.recover.text import Place, place_of


class Factor(NamedTuple):
    """A factor as it is written, its value, and its node if it has one."""

    written: ast.expr
    value: Any
    node: int | None


class Run(NamedTuple):
    """Some factors that follow each other: the first and last one, their product, their nodes."""

    first: int
    last: int
    value: Any
    nodes: tuple[int, ...]


@dataclass(frozen=True)
class Chain:
    """One execution of a product: its factors, and at which of them matrices are multiplied with what comes before."""

    factors: tuple[Factor, ...]
    matrix: tuple[bool, ...]

    def runs(self) -> Iterator[Run]:
        """Those that Python does not compute itself: not from the first factor on. A single factor is one too."""
        count = len(self.factors)
        for first in range(count):
            for last in range(first, count):
                if (first == 0 and last > 0) or self.mixed(first, last):
                    continue
                yield Run(
                    first,
                    last,
                    self.product(first, last),
                    tuple(f.node for f in self.factors[first : last + 1] if f.node is not None),
                )

    def mixed(self, first: int, last: int) -> bool:
        """Whether the order of multiplying would matter."""
        return len(set(self.matrix[first + 1 : last + 1])) > 1

    def product(self, first: int, last: int) -> Any:
        found = self.factors[first].value
        for i in range(first + 1, last + 1):
            found = (
                np.matmul(found, self.factors[i].value) if self.matrix[i] else np.multiply(found, self.factors[i].value)
            )
        return found


def is_chain(written: Any) -> bool:
    return isinstance(written, ast.BinOp) and isinstance(written.op, ast.Mult)


def chain_of(graph: Graph, node: int, written: ast.BinOp) -> Chain | None:
    """The factors of a product that was computed at a node. None where not all are known."""
    factors: list[Factor] = []
    matrix: list[bool] = []
    at: int | None = node
    while True:
        if at is None or graph.ops[at] not in ("mul", "matmul") or len(graph.tape.arguments[at]) != 2:
            return None
        left, right = (factor(graph, part) for part in graph.tape.arguments[at])
        if left is None or right is None:
            return None
        matrix.append(graph.ops[at] == "matmul" or np.size(graph.values[at]) < max(np.size(left[0]), np.size(right[0])))
        factors.append(Factor(written.right, *right))
        below = written.left
        if not is_chain(below) or left[1] is None or place_of_site(graph.tape.site(left[1])) != place_of(below):
            factors.append(Factor(below, *left))
            return Chain(tuple(factors[::-1]), (False, *matrix[::-1]))
        at, written = left[1], below  # type: ignore[assignment]


def factor(graph: Graph, part: Any) -> tuple[Any, int | None] | None:
    if type(part) is int:
        return graph.values[part], part
    return (part[1], None) if part[0] == "c" and isinstance(part[1], int | float | list) else None


def span(lines: list[str], chain: list[ast.expr], whole: ast.BinOp, first: int, last: int) -> Place:
    """Where a run stands, the brackets around its factors included."""
    start = (whole.lineno, whole.col_offset) if first == 0 else after_sign(lines, chain[first - 1], chain[first])
    end = (
        (whole.end_lineno or 0, whole.end_col_offset or 0)
        if last == len(chain) - 1
        else before_sign(lines, chain[last], chain[last + 1])
    )
    return (*start, *end)


def between(lines: list[str], left: ast.expr, right: ast.expr) -> list[tuple[int, int, str]]:
    """(line, column, character) of what stands between two factors, comments left out."""
    found = []
    at, column = left.end_lineno or 0, left.end_col_offset or 0
    while (at, column) < (right.lineno, right.col_offset):
        text = lines[at - 1]
        if column >= len(text) or text[column] == "#":
            at, column = at + 1, 0
            continue
        found.append((at, column, text[column]))
        column += 1
    return found


def after_sign(lines: list[str], left: ast.expr, right: ast.expr) -> tuple[int, int]:
    """Where the right factor begins, with its brackets."""
    gap = between(lines, left, right)
    sign = next((i for i, (_, _, character) in enumerate(gap) if character == "*"), -1)
    bracket = next(((line, column) for line, column, character in gap[sign + 1 :] if character == "("), None)
    return bracket or (right.lineno, right.col_offset)


def before_sign(lines: list[str], left: ast.expr, right: ast.expr) -> tuple[int, int]:
    """Where the left factor ends, with its brackets."""
    found = (left.end_lineno or 0, left.end_col_offset or 0)
    for line, column, character in between(lines, left, right):
        if character == "*":
            break
        if character == ")":
            found = (line, column + 1)
    return found
