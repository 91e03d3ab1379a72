"""What a function does with an argument: counts with it, treats it as an array, calls it, compares it with a text."""

import ast
from collections.abc import Iterator
from functools import lru_cache

MAKERS = {
    "zeros", "ones", "rand", "randn", "uniform", "normal", "random", "empty", "full", "standard_normal", "eye",
    "random_sample", "xavier", "he", "gauss", "matrix", "makeMatrix",
}  # fmt: skip
ARRAY_PARTS = {
    "shape", "T", "dot", "ndim", "size", "reshape", "flatten", "ravel", "sum", "mean", "astype", "copy", "tolist", "iloc",
}  # fmt: skip


@lru_cache(2048)
def uses(name: str, scope: ast.AST) -> frozenset[str]:
    """How the scope uses the name, or the self.attribute that it fills.

    "count" (of a "size" or of "turns"), "array", "called", "text", "pairs", "sizes", ...
    """
    names = {name} | {f"self.{attribute}" for attribute in kept_as(name, scope)}
    return frozenset(use for node in ast.walk(scope) for use in uses_in(node, names))


def kept_as(name: str, scope: ast.AST) -> Iterator[str]:
    """The attributes of self that are given the plain argument."""
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id == name:
            yield from (target.attr for target in node.targets if isinstance(target, ast.Attribute))


def uses_in(node: ast.AST, names: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield from uses_in_call(node, names)
    elif isinstance(node, ast.Attribute) and node.attr in ARRAY_PARTS and is_one(node.value, names):
        yield "array"
    elif isinstance(node, ast.Subscript) and is_one(node.value, names):
        yield (
            "text" if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str) else sliced(node.slice)
        )
    elif (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.MatMult)
        and (is_one(node.left, names) or is_one(node.right, names))
    ):
        yield "array"
    elif isinstance(node, ast.Compare) and is_one(node.left, names):
        if any(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in node.comparators):
            yield "text"
    elif isinstance(node, ast.For | ast.comprehension) and is_one(node.iter, names):
        yield "pairs" if isinstance(node.target, ast.Tuple) and len(node.target.elts) == 2 else "looped"


def sliced(index: ast.expr) -> str:
    return "sizes" if isinstance(index, ast.Slice) else "indexed"


def uses_in_call(node: ast.Call, names: set[str]) -> Iterator[str]:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    inside = [each for argument in [*node.args, *(k.value for k in node.keywords)] for each in flat(argument)]
    if is_one(node.func, names):
        yield "called"
    if not any(is_one(each, names) for each in inside):
        return
    if called in MAKERS or called in ("range", "xrange"):
        yield from ("count", "size" if called in MAKERS else "turns")
    elif called in (
        "dot",
        "array",
        "asarray",
        "matmul",
        "len",
        "shape",
        "zip",
        "enumerate",
        "unique",
        "multiply",
        "sum",
        "fit",
        "predict",
        "fit_transform",
    ):
        yield "length" if called in ("len", "zip", "enumerate") else "array"


def flat(node: ast.expr) -> Iterator[ast.expr]:
    """An argument, and what stands in its tuple, list or sum."""
    yield node
    if isinstance(node, ast.Tuple | ast.List):
        for element in node.elts:
            yield from flat(element)
    elif isinstance(node, ast.BinOp):
        yield from flat(node.left)
        yield from flat(node.right)


def is_one(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in names
