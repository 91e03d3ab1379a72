"""Modules that are neither installed nor beside the script: it is run without them, as far as it comes."""

import ast
import copy
import re
from dataclasses import replace

from clearprop.read.reading import Remark
from clearprop.read.source.source import Source

NOT_FOUND = re.compile(r"^ModuleNotFoundError: No module named '([\w.]+)'")


def without_module(source: Source, error: str) -> Source | None:
    """The source without the imports of the module that the error names; None where it names none that it imports.

    What was imported stays unknown: a script that needs it stops there with a NameError.
    """
    found = NOT_FOUND.match(error)
    if found is None:
        return None
    leaving = Leaving(found[1])
    tree = leaving.visit(copy.deepcopy(source.tree))
    if leaving.line is None:
        return None
    message = f"{found[1]} is neither installed nor beside the script; it was read without it."
    remark = Remark(name="missing-module", line=leaving.line, message=message)
    return replace(source, tree=tree, remarks=(*source.remarks, remark))


class Leaving(ast.NodeTransformer):
    """Takes the imports of one module out; ``line`` is that of the first."""

    def __init__(self, module: str) -> None:
        self.module, self.line = module, None

    line: int | None

    def visit_Import(self, node: ast.Import) -> ast.stmt:
        kept = [alias for alias in node.names if not self.is_it(alias.name)]
        return self.left(node, bool(kept)) if len(kept) == len(node.names) else self.shortened(node, kept)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt:
        return self.left(node, not self.is_it(node.module or ""))

    def is_it(self, name: str) -> bool:
        return name == self.module or name.startswith(f"{self.module}.") or self.module.startswith(f"{name}.")

    def shortened(self, node: ast.Import, kept: list[ast.alias]) -> ast.stmt:
        taken = self.left(node, False)
        node.names = kept
        return node if kept else taken

    def left(self, node: ast.stmt, stays: bool) -> ast.stmt:
        if stays:
            return node
        self.line = self.line or node.lineno
        return ast.copy_location(ast.Pass(), node)
