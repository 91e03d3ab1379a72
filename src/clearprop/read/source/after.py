"""Mending after a run failed: what NumPy took once and refuses today, at the line where it refused."""

import ast
import copy
from collections.abc import Callable
from dataclasses import replace

from clearprop.read.reading import Remark
from clearprop.read.source.source import Source
from clearprop.read.surroundings.mended_names import RAGGED, SINGLE, SINGLES

CONVERTERS = {"float", "int", "round", "complex", "bool"}
ARRAYS = {"array", "asarray", "asfarray", "permutation", "choice", "shuffle"}
STACKS = {"vstack", "hstack", "concatenate", "stack", "column_stack", "dstack", "row_stack", "sum", "mean"}

Change = Callable[[ast.AST], bool]


def mended_after(source: Source, error: str, line: int | None) -> Source | None:
    """The source changed so that the line may succeed that failed with this message; None if nothing is known."""
    known = ((words, change, message) for words, change, message in CHANGES if all(word in error for word in words))
    for _, change, message in known:
        tree = copy.deepcopy(source.tree)
        at = [node for node in ast.walk(tree) if line is not None and stands_at(node, line)]
        if sum(change(node) for node in at):
            if change is as_scalars:  # what is printed elsewhere would be refused as well
                sum(change(node) for node in ast.walk(tree) if is_printing(node) and node not in at)
            remark = Remark(name="numpy-of-old", line=line, message=message)
            return replace(source, tree=tree, remarks=(*source.remarks, remark))
    return None


def stands_at(node: ast.AST, line: int) -> bool:
    """Whether an expression or a simple statement covers the line."""
    if isinstance(node, ast.stmt) and hasattr(node, "body"):
        return False
    return getattr(node, "lineno", line + 1) <= line <= (getattr(node, "end_lineno", None) or 0)


def as_scalars(node: ast.AST) -> bool:
    """float(x), math.exp(x), "%f" % x, "{}".format(x), f"{x:.2f}" and a[i] = x take the one number that x holds."""
    if isinstance(node, ast.Call) and (converts(node.func) or is_formatting(node.func)):
        node.args = [wrapped(SINGLE, argument) for argument in node.args]
        for keyword in node.keywords:
            keyword.value = wrapped(SINGLE, keyword.value)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        node.right = each_wrapped(node.right)
    elif isinstance(node, ast.FormattedValue) or (
        isinstance(node, ast.Assign) and any(isinstance(target, ast.Subscript) for target in node.targets)
    ):
        node.value = wrapped(SINGLE, node.value)
    else:
        return False
    return True


def is_printing(node: ast.AST) -> bool:
    """Whether it is "%f" % x."""
    return (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Mod)
        and isinstance(node.left, ast.Constant)
        and isinstance(node.left.value, str)
    )


def converts(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in CONVERTERS or function.id in ("exp", "sqrt", "log", "tanh", "pow")
    return isinstance(function, ast.Attribute) and ast.unparse(function.value) == "math"


def is_formatting(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr == "format"


def each_wrapped(node: ast.expr) -> ast.expr:
    """What stands behind the % of a text: one value, or several."""
    if isinstance(node, ast.Tuple):
        node.elts = [wrapped(SINGLE, element) for element in node.elts]
        return node
    return wrapped(SINGLES, node)


def as_objects(node: ast.AST) -> bool:
    """np.array of lists of unequal length makes an array of objects."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in ARRAYS:
        return False
    if node.func.attr in ("array", "asarray", "asfarray"):
        node.func = named(RAGGED, node.func)
    elif node.args:
        node.args[0] = wrapped(RAGGED, node.args[0])
    return True


def as_list(node: ast.AST) -> bool:
    """np.vstack(map(...)) and np.sum(x for ...) take a list of it."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in STACKS:
        return False
    node.args = [wrapped("list", argument) if place == 0 else argument for place, argument in enumerate(node.args)]
    return True


def wrapped(name: str, node: ast.expr) -> ast.expr:
    return ast.copy_location(ast.Call(named(name, node), [node], []), node)


def named(name: str, at: ast.AST) -> ast.expr:
    return ast.copy_location(ast.Name(name, ast.Load()), at)


SCALAR = "An array of one number was taken as that number, as NumPy did before 2.4."
UNEVEN = "An array of lists of unequal length was made of objects, as NumPy did before 1.24."
LISTED = "What NumPy is given here was made a list, as NumPy did of itself before 1.16."
CHANGES: tuple[tuple[tuple[str, ...], Change, str], ...] = (
    (("inhomogeneous",), as_objects, UNEVEN),
    (("only 0-dimensional arrays",), as_scalars, SCALAR),
    (("only length-1 arrays",), as_scalars, SCALAR),
    (("setting an array element with a sequence",), as_scalars, SCALAR),
    (("unsupported format string", "numpy.ndarray"), as_scalars, SCALAR),
    (("a real number is required, not numpy.ndarray",), as_scalars, SCALAR),
    (("doesn't define __round__",), as_scalars, SCALAR),
    (("arrays to stack",), as_list, LISTED),
    (("np.sum(generator)",), as_list, LISTED),
)
