"""A name that should keep what a parameter was before its update, and is another name of the parameter itself."""

import ast
from collections.abc import Iterator

from clearprop.read.recover.steps import Run

SCOPES = ast.FunctionDef | ast.AsyncFunctionDef
COPYING = ("asarray", "list", "tuple", "copy", "dict", "array", "view", "reshape", "transpose")
"""What gives the same storage, or a copy of its outermost list alone, where what is read from it has changed."""


def line_of_kept(run: Run, update: int, node: int) -> int | None:
    """The line that gives a parameter the name by which a value is computed of it after its update.

    A name that is read before that, too, is a shorthand, and was not meant to keep anything.
    """
    changed = run.text.statement(run.graph.tape.table[update])
    reading = [run.text.statement(run.graph.tape.table[site]) for site in calling(run, node)]
    scope = scope_of(run, changed)
    read = next((one for one in reading if one is not None and scope_of(run, one) is scope), None)
    if changed is None or read is None:
        return None
    inside, places = list(ast.walk(scope)), set(places_of(changed))
    for name, value, line in named(inside):
        later = [n for n in inside if isinstance(n, ast.expr) and is_read(n, name) and line < n.lineno]
        first = min(later, key=lambda n: n.lineno, default=None)
        if line < changed.lineno and storage(value) in places and first in set(ast.walk(read)):
            return line
    return None


def calling(run: Run, node: int) -> Iterator[int]:
    """Where a value is computed, and the calls under which it is, the innermost first."""
    tape = run.graph.tape
    yield run.graph.sites[node]
    call = tape.calls[node]
    while call > 0:
        call, site = tape.callers[call]
        if site >= 0:
            yield site


def scope_of(run: Run, node: ast.AST | None) -> ast.AST:
    """The function around, else the whole script."""
    while node is not None and node in run.text.parents and not isinstance(node, SCOPES):
        node = run.text.parents[node]
    return node if node is not None else ast.Module([], [])


def named(nodes: list[ast.AST]) -> Iterator[tuple[str, ast.expr, int]]:
    """(name, what it is given, line) of every assignment."""
    for node in nodes:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, value = node.targets[0], node.value
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                yield from ((ast.unparse(t), v, node.lineno) for t, v in zip(target.elts, value.elts, strict=False))
            else:
                yield ast.unparse(target), value, node.lineno


def is_read(node: ast.AST, name: str) -> bool:
    loaded = isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load)
    return loaded and ast.unparse(node) == name


def places_of(changed: ast.stmt) -> Iterator[str]:
    """What a statement writes to, and the array or the list that this lies in."""
    targets = changed.targets if isinstance(changed, ast.Assign) else [getattr(changed, "target", None)]
    for target in targets:
        while target is not None:
            yield ast.unparse(target)
            target = target.value if isinstance(target, ast.Subscript) else None


def storage(value: ast.expr) -> str:
    """Whose storage an expression hands on: that of ``w`` in ``w``, ``w.T``, ``w[:]`` and ``list(w)``."""
    match value:
        case ast.Subscript(value=inner, slice=ast.Slice(lower=None, upper=None, step=None)):
            return storage(inner)
        case ast.Attribute(value=inner, attr="T"):
            return storage(inner)
        case ast.Call(func=ast.Name(id=function) | ast.Attribute(attr=function), args=[inner, *_]) if (
            function in COPYING
        ):
            return storage(inner)
        case ast.Call(func=ast.Attribute(value=inner, attr=function)) if function in COPYING:
            return storage(inner)
        case ast.ListComp(elt=ast.Name(id=row), generators=[ast.comprehension(target=ast.Name(id=each), iter=inner)]):
            return storage(inner) if row == each else ""
    return ast.unparse(value)
