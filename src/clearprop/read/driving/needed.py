"""Whether a file trains by itself when it is run."""

import ast
from collections.abc import Iterator

from clearprop.read.driving.updating import (
    Function,
    functions_of,
    is_shift,
    is_update,
    names_called,
    reached,
    updates,
)
from clearprop.read.source import Source

OPTIMISERS = {
    "minimize",
    "fmin_bfgs",
    "fmin_cg",
    "fmin_l_bfgs_b",
    "fmin_tnc",
    "fmin_ncg",
    "fmin",
    "basinhopping",
    "least_squares",
}


def needs_driving(source: Source) -> bool:
    """True if nothing at module level, ``if __name__ == "__main__":`` included, trains or calls what does."""
    functions = functions_of(source.tree)
    functions |= made_by(source.tree, functions)
    classes = {node.name: node for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)}
    return not any(trains(statement, functions, classes) for statement in source.tree.body)


def trains(statement: ast.stmt, functions: dict[str, list[Function]], classes: dict[str, ast.ClassDef]) -> bool:
    """Whether the statement updates something in a loop, or calls a function that does."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
        return False
    if any(is_training_loop(node) for node in ast.walk(statement)):
        return True
    called = constructors(statement, classes) | {n: f for n, f in functions.items() if n != "__init__"}
    beyond = [node for node in reached(statement, called) if node is not statement]
    return any(is_step(node) for node in beyond) or bool(names_called(statement) & OPTIMISERS)


def constructors(statement: ast.stmt, classes: dict[str, ast.ClassDef]) -> dict[str, list[Function]]:
    """The __init__ of every class that the file has, by the class's name: some train as they are made."""
    return {
        name: [each for each in node.body if isinstance(each, Function) and each.name == "__init__"]
        for name, node in classes.items()
    }


def made_by(tree: ast.Module, functions: dict[str, list[Function]]) -> dict[str, list[Function]]:
    """Names at module level that hold what a function of the file returned, such as a closure: that function."""
    found: dict[str, list[Function]] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name):
            names = [each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)]
            maker = functions.get(node.value.func.id, [])
            found |= {name: maker for name in names if maker and name not in functions}
    return found


def is_step(node: ast.AST) -> bool:
    """Whether a function changes what outlives it: an item, an attribute, an outer name, or a name in a loop."""
    outer = {name for each in ast.walk(node) if isinstance(each, ast.Nonlocal | ast.Global) for name in each.names}
    for each in ast.walk(node):
        if is_update(each):
            targets = [each.target] if isinstance(each, ast.AugAssign) else each.targets  # type: ignore[attr-defined]
            if any(isinstance(t, ast.Attribute | ast.Subscript) or ast.unparse(t) in outer for t in targets):
                return True
        if is_training_loop(each):
            return True
    return False


def is_training_loop(node: ast.AST) -> bool:
    """A loop that changes something a little, or gives a function what it gave last time: ``w = moved(w, ...)``."""
    return isinstance(node, ast.For | ast.While) and (
        updates(node) or any(hands_back(each) for each in ast.walk(node)) or renames(node)
    )


def renames(loop: ast.AST) -> bool:
    """Whether one name is made from another, a little moved, and becomes it: ``new = w - step``, then ``w = new``."""
    plain = [node for node in ast.walk(loop) if isinstance(node, ast.Assign)]
    moved = {
        (whole(node.value.left), whole(target))
        for node in plain
        if isinstance(node.value, ast.BinOp) and is_shift(node.value)
        for target in node.targets
    }
    taken = {(whole(to), whole(of)) for node in plain for to, of in assigned(node)}
    return bool(moved & taken)


def assigned(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """(target, value), one by one where tuples are assigned."""
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=False)
        else:
            yield target, node.value


def whole(node: ast.expr) -> str:
    """What an item, a slice or a copy is of."""
    while isinstance(node, ast.Subscript | ast.Call):
        inner = node.value if isinstance(node, ast.Subscript) else node.func
        copied = isinstance(inner, ast.Attribute) and inner.attr == "copy" and isinstance(node, ast.Call)
        node = inner.value if copied and isinstance(inner, ast.Attribute) else inner
    return ast.unparse(node)


def hands_back(node: ast.AST) -> bool:
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
        return False
    targets = {ast.unparse(name) for target in node.targets for name in ast.walk(target) if isinstance(name, ast.expr)}
    arguments = [*node.value.args, *(keyword.value for keyword in node.value.keywords)]
    return any(ast.unparse(argument) in targets for argument in arguments)
