"""Which names may be written at a place of the script."""

import ast
import builtins
import keyword
import re
from collections.abc import Iterable
from functools import cached_property

from clearprop.read.fixes.change import Change
from clearprop.read.fixes.place import Place

NAME = re.compile(r"(?<![\w.\"'])[a-zA-Z_]\w*(?![\w\"'])")
BINDING = re.compile(r"(?:\bfor |^[ \t]*)(\w+)(?= in | = )", re.MULTILINE)
KEYWORDS = set(keyword.kwlist) | {"axis", "keepdims"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Visible:
    """The names of the module, and those of each function."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @cached_property
    def of_module(self) -> set[str]:
        inside = {node for function in self.functions for node in ast.walk(function)}
        found = names(node for node in ast.walk(self.place.source.tree) if node not in inside)
        for node in ast.walk(self.place.source.tree):
            if isinstance(node, Function | ast.ClassDef):
                found.add(node.name)
            if isinstance(node, ast.Import | ast.ImportFrom):
                found |= {alias.asname or alias.name for alias in node.names}
        return found | set(dir(builtins))

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.place.source.tree) if isinstance(node, Function)]

    def at(self, offset: int) -> set[str]:
        """The names of the functions around an offset, and the module's."""
        around = [
            f for f in self.functions if self.place.start(f) <= offset <= self.place.below(f)
        ]  # or right behind it
        return self.of_module.union(*(self.of_function[function] for function in around))

    @cached_property
    def of_function(self) -> dict[Function, set[str]]:
        return {function: names(ast.walk(function)) for function in self.functions}

    def allow(self, change: Change) -> bool:
        """Whether the change writes no name that is unknown where it stands; new ones are those that it binds."""
        new = " ".join(piece.new for piece in change.pieces)
        bound = set(BINDING.findall(new))
        return all(
            set(NAME.findall(piece.new)) <= self.at(piece.start) | bound | KEYWORDS
            for piece in change.pieces
            if piece.new
        )


def names(nodes: Iterable[ast.AST]) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
    return found
