"""``exp(-x @ w)`` read as ``exp(-(x @ w))``, which is the same number to the last bit: so that z is what it is called."""

import ast

FACTORS = ast.Mult | ast.MatMult | ast.Div


def with_outer_minus(tree: ast.Module) -> None:
    """Put the minus at the head of what goes into an exponential in front of all of it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) == "exp" and len(node.args) == 1:
            (given,) = node.args
            rest = None if isinstance(given, ast.UnaryOp) else without_minus(given)
            if rest is not None:
                node.args = [ast.copy_location(ast.UnaryOp(ast.USub(), rest), given)]


def called(node: ast.Call) -> str:
    return str(getattr(node.func, "attr", None) or getattr(node.func, "id", ""))


def without_minus(node: ast.expr) -> ast.expr | None:
    """The same without the minus at its head, so with the other sign; None where it begins with none."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return None if isinstance(node.operand, ast.Constant) else node.operand
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Sub | FACTORS):
        return None
    rest = without_minus(node.left)
    if rest is None:
        return None
    if isinstance(node.op, ast.Sub):  # what stands there is no sum: its place is that of its first term
        return ast.copy_location(ast.BinOp(rest, ast.Add(), node.right), rest)
    made = ast.BinOp(rest, node.op, node.right)
    made.lineno, made.col_offset = rest.lineno, rest.col_offset
    made.end_lineno, made.end_col_offset = node.end_lineno, node.end_col_offset
    return made
