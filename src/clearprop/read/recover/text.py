"""The script's text under a site: which syntax stands where a node was computed."""

import ast
from collections import deque
from typing import Any

from clearprop.read.tape.tape import Site

Place = tuple[int, int, int, int]
LISTS = ast.List | ast.Tuple | ast.Dict | ast.keyword


class Text:
    """The syntax tree by place, and the lines."""

    def __init__(self, text: str, tree: ast.Module, file: str = "") -> None:
        self.lines, self.file = text.splitlines(), file
        self.nodes: dict[Place, list[ast.AST]] = {}
        self.parents: dict[ast.AST, ast.AST] = {}
        wanted: deque[ast.AST] = deque([tree])
        while wanted:
            node = wanted.popleft()
            if isinstance(node, ast.expr | ast.stmt):
                self.nodes.setdefault(place_of(node), []).append(node)
            below = list(ast.iter_child_nodes(node))
            self.parents.update(dict.fromkeys(below, node))
            wanted += below

    def holds(self, site: Site) -> bool:
        """Whether the site is in this text, and not in another file that it runs."""
        return site.file == self.file or not self.file

    def at(self, site: Site) -> Any:
        """The expression or statement at a site; None where no syntax is known."""
        if not self.holds(site):
            return None
        return next(iter(self.nodes.get((site.line, site.column, site.end_line, site.end_column), ())), None)

    def statement(self, site: Site) -> Any:
        node = self.at(site)
        while node is not None and not isinstance(node, ast.stmt):
            node = self.parents.get(node)
        return node

    def listed(self, site: Site) -> bool:
        """Whether it stands in a list or a dictionary that is written out, or is given to a function by name."""
        node = self.at(site)
        while node is not None and not isinstance(node, ast.stmt | LISTS):
            node = self.parents.get(node)
        return isinstance(node, LISTS)

    def literal(self, site: Site, position: int) -> bool:
        """Whether operand number ``position`` of the operation at the site is a number that stands there in writing."""
        node = self.at(site)
        if isinstance(node, ast.BinOp):
            return is_constant((node.left, node.right)[position])
        if isinstance(node, ast.AugAssign):
            return position == 1 and is_constant(node.value)
        if isinstance(node, ast.Call) and position < len(node.args):
            return is_constant(node.args[position])
        return False

    def source(self, node: Any) -> str:
        return ast.unparse(node) if node is not None else ""


def place_of(node: Any) -> Place:
    return (node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)


def is_constant(node: ast.AST) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    if isinstance(node, ast.BinOp):
        return is_constant(node.left) and is_constant(node.right)
    return isinstance(node, ast.Constant)
