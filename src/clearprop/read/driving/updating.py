"""Which functions and methods of a file change numbers as training does, themselves or through what they call."""

import ast
from collections.abc import Iterator
from functools import lru_cache

Function = ast.FunctionDef | ast.AsyncFunctionDef


@lru_cache(64)
def functions_of(tree: ast.AST) -> dict[str, list[Function]]:
    """Every function and method by its name."""
    found: dict[str, list[Function]] = {}
    for node in ast.walk(tree):
        if isinstance(node, Function):
            found.setdefault(node.name, []).append(node)
    return found


@lru_cache(4096)
def names_called(node: ast.AST) -> set[str]:
    """Names of what is called: f for f(x), fit for model.fit(x)."""
    calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return {f.attr if isinstance(f, ast.Attribute) else f.id for f in calls if isinstance(f, ast.Attribute | ast.Name)}


@lru_cache(4096)
def updates(node: ast.AST) -> bool:
    """Whether something in the node is made a little larger or smaller: w -= step, w = w + step, a counter apart."""
    return any(is_update(each) for each in ast.walk(node))


def is_update(node: ast.AST) -> bool:
    if isinstance(node, ast.AugAssign):
        return isinstance(node.op, ast.Add | ast.Sub) and not isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign):
        return any(changes(ast.unparse(target), node.value) for target in node.targets)
    return False


def changes(target: str, value: ast.expr) -> bool:
    """Whether the value is the target, or every element of it, plus or minus something that is no constant."""
    if isinstance(value, ast.ListComp):
        return target in names_in(value.generators[0].iter) and any(map(is_shift, ast.walk(value.elt)))
    if not isinstance(value, ast.BinOp) or not is_shift(value):
        return False
    sides = [value.left] if isinstance(value.op, ast.Sub) else [value.left, value.right]
    return any(ast.unparse(side) == target for side in sides) or changes(target, value.left)


def is_shift(node: ast.AST) -> bool:
    """Whether it is w - step, or w + step, for a step that is no constant."""
    return (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Add | ast.Sub)
        and not isinstance(node.right, ast.Constant)
    )


def names_in(node: ast.AST) -> set[str]:
    """The texts of all expressions in the node."""
    return {ast.unparse(each) for each in ast.walk(node) if isinstance(each, ast.expr)}


def reached(start: ast.AST, functions: dict[str, list[Function]]) -> Iterator[ast.AST]:
    """The node and every function or method that it calls by name, in turn; a class's own methods too."""
    waiting: list[ast.AST] = [start]
    known: set[str] = set()
    while waiting:
        node = waiting.pop()
        yield node
        for name in names_called(node) - known:
            known.add(name)
            waiting += functions.get(name, [])


def reaches_update(start: ast.AST, functions: dict[str, list[Function]]) -> bool:
    return any(updates(node) for node in reached(start, functions))
