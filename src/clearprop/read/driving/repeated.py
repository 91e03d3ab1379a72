"""Scripts that take a single step: the statements that make it, run several times, as training would."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from clearprop.read.driving.belated import moves
from clearprop.read.driving.needed import hands_back, whole
from clearprop.read.driving.updating import functions_of, is_update
from clearprop.read.reading import Remark
from clearprop.read.source import Source

TURNS = 6
DEFINES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom


def repeated(source: Source) -> Iterator[Source]:
    """The source with one block's step in a loop, for each block of the file that has one."""
    for number in range(len(list(blocks(source.tree)))):
        tree = copy.deepcopy(source.tree)
        block = list(blocks(tree))[number]
        step = step_of(tree, block)
        if step is not None:
            first, last = step
            line, end = block[first].lineno, block[last].end_lineno or block[last].lineno
            block[first : last + 1] = [turned(block[first : last + 1])]
            message = f"It takes one step; lines {line} to {end} were run {TURNS} times, so that it can be read."
            remark = Remark(name="repeated", line=line, message=message)
            yield replace(source, tree=tree, remarks=(*source.remarks, remark))


def blocks(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    """The module's statements, those under its ifs, and those of functions that need nothing, such as main()."""
    yield tree.body
    for node in tree.body:
        if isinstance(node, ast.If) or (isinstance(node, ast.FunctionDef) and not node.args.args):
            yield node.body


def step_of(tree: ast.Module, block: list[ast.stmt]) -> tuple[int, int] | None:
    """From behind the last statement that makes what is trained to the last that changes it."""
    functions = functions_of(tree)
    moving = [
        place
        for place, statement in enumerate(block)
        if not isinstance(statement, DEFINES) and moves(statement, functions)
    ]
    names = {name for place in moving for name in trained(block[place])}
    making = [place for place, statement in enumerate(block) if place not in moving and makes(statement, names)]
    if not moving or not making or making[-1] >= moving[-1]:
        return None
    return making[-1] + 1, moving[-1]


def trained(statement: ast.stmt) -> Iterator[str]:
    """Names of what the statement changes: of arrays that are updated, of objects whose methods are called."""
    for node in ast.walk(statement):
        if isinstance(node, ast.AugAssign):
            yield root(node.target)
        elif isinstance(node, ast.Assign) and (is_update(node) or hands_back(node)):
            yield from (root(part) for target in node.targets for part in getattr(target, "elts", [target]))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(statement, ast.Expr):
            yield root(node.func.value)


def makes(statement: ast.stmt, names: set[str]) -> bool:
    """Whether the statement gives one of the names its first value."""
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return False
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return any(root(part) in names for target in targets for part in getattr(target, "elts", [target]))


def root(node: ast.expr) -> str:
    """The name that an item or an attribute belongs to."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return whole(node)


def turned(statements: list[ast.stmt]) -> ast.For:
    """The statements in a loop, each at its place on disk."""
    call: Any = ast.Call(ast.Name("range", ast.Load()), [ast.Constant(TURNS)], [])
    loop = ast.For(ast.Name("given_turn", ast.Store()), call, statements, [])
    return ast.fix_missing_locations(ast.copy_location(loop, statements[0]))
