"""Momentum and Adam with a formula that is not theirs, while the gradient is right."""

import ast
import re
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source

MOMENTUM = re.compile(r"\b(mu|momentum|gamma|inertia|beta)\b")
CORRECTION = re.compile(r"\(1(?:\.0)? - [\w.]*b\w*\d \*\* [\w.]+\)")


def mutations(source: Source) -> Iterator[Mutation]:
    lines = source.lines_with("update")
    for node in source.nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and velocity(source, node):
            here = [node.lineno, *lines]
            yield Mutation([Edit(*source.span(node), f"-{source.of(node)}")], ["CP308"], here)
            for target in source.updated:
                if same_index(source.of(node.right), target):
                    yield Mutation([Edit(*source.span(node.right), target)], ["CP308"], here)
    for match in CORRECTION.finditer(source.text):
        power = re.sub(r" \*\* [\w.]+", "", match[0])
        yield Mutation([Edit(*match.span(), power)], ["CP308"], [source.line(match.span()), *lines])
    if CORRECTION.search(source.text):
        for match in re.finditer(r"^ *(?:self\.)?t( \+= )1$", source.text, re.MULTILINE):
            line = source.line(match.span(1))
            yield Mutation([Edit(*match.span(1), " = ")], ["CP308"], [line, *lines])
        for match in re.finditer(r"(\(1 - [\w.]*b\w*2\) \* \w+) \*\* 2", source.text):
            line = source.line(match.span(1))
            share, _, gradient = match[1].rpartition(" ")
            yield Mutation([Edit(*match.span(), f"{share} abs({gradient})")], ["CP308"], [line, *lines])


def velocity(source: Source, node: ast.BinOp) -> bool:
    """``mu * v`` on the right of a statement that assigns to v."""
    statement = source.statement(source.span(node))
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return bool(MOMENTUM.search(source.of(node.left))) and source.of(node.right) in [
        source.of(each) for each in targets
    ]


def same_index(one: str, other: str) -> bool:
    return one.partition("[")[2] == other.partition("[")[2]
