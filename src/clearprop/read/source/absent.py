"""Modules that are neither installed nor beside the script: it is run without them, as far as it comes."""

import ast
import copy
import re
from dataclasses import replace

from clearprop.read.reading import Remark
from clearprop.read.source.source import Source

TELLING = re.compile(r"cost|loss|mse|accuracy|score|metric|plot|show|draw|visuali[sz]e|print|log_|logger|save", re.I)
"""In the names of functions whose results never come into an update; not where they are derivatives."""
SLOPES = re.compile(r"deriv|grad|prime|backward|delta|^d_", re.I)
SAID = "lambda *given, **named: 1.0"
NOT_FOUND = re.compile(r"^ModuleNotFoundError: No module named '([\w.]+)'")


def without_module(source: Source, error: str) -> Source | None:
    """The source without the imports of the module that the error names; None where it names none that it imports.

    Functions that by their names only tell how training goes give 1.0; whatever else was imported stays unknown: a script
    that needs it stops there with a NameError.
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
        if not self.is_it(node.module or ""):
            return node
        told = [alias.asname or alias.name for alias in node.names if tells(alias.name)]
        taken = self.left(node, False)
        return ast.copy_location(ast.parse(f"{' = '.join(told)} = {SAID}").body[0], node) if told else taken

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


def tells(name: str) -> bool:
    """Whether a function of this name only tells how training goes."""
    return name != "*" and bool(TELLING.search(name)) and not SLOPES.search(name)
