"""Updates that stand behind the loop that they belong to: the script as it would be with them inside of it."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from clearprop.read.driving.updating import Function, functions_of, names_in, reaches_update
from clearprop.read.source import Source

MOST = 3
"""Loops that are tried."""
Loop = ast.For | ast.While
Functions = dict[str, list[Function]]


@dataclass(frozen=True)
class Belated:
    """The source with the updates as the loop's last statements, where every node keeps its place on disk."""

    source: Source
    loop: int  # its line
    lines: tuple[int, ...]  # of the updates


def belated(source: Source) -> Iterator[Belated]:
    """Each loop that is followed by updates, with these put into it; the outer loops first, and of these the last."""
    found = [loop for _, loop, _ in followed_loops(source.tree)]
    for number in sorted(range(len(found)), key=lambda n: (found[n].col_offset, -found[n].lineno))[:MOST]:
        tree = copy.deepcopy(source.tree)
        block, loop, behind = list(followed_loops(tree))[number]
        loop.body += behind
        block[:] = [statement for statement in block if statement not in behind]
        yield Belated(replace(source, tree=tree), loop.lineno, tuple(statement.lineno for statement in behind))


def followed_loops(tree: ast.Module) -> Iterator[tuple[list[ast.stmt], Any, list[ast.stmt]]]:
    """(block, loop in it, the updates right behind the loop)."""
    functions = functions_of(tree)
    for node in ast.walk(tree):
        for _, block in ast.iter_fields(node):
            for number, statement in enumerate(block if isinstance(block, list) else ()):
                if isinstance(statement, Loop):
                    behind = list(takewhile(lambda other: moves(other, functions), block[number + 1 :]))
                    if behind:
                        yield block, statement, behind


def moves(statement: ast.stmt, functions: Functions) -> bool:
    """Whether something is changed that is there already, here or in what is called."""
    if isinstance(statement, ast.Assign):
        known = names_in(statement.value)
        parts = [part for target in statement.targets for part in getattr(target, "elts", [target])]
        return any(ast.unparse(part) in known for part in parts)
    return isinstance(statement, ast.AugAssign | ast.Expr | Loop) and reaches_update(statement, functions)
