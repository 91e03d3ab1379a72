"""Positions in a text as offsets in characters: of lines and columns, of syntax nodes, of labels."""

import ast
from dataclasses import dataclass
from functools import cached_property

from tests.read.measure.expectation import Label

Span = tuple[int, int]


@dataclass(frozen=True)
class Text:
    """A script's text with its lines and its syntax tree."""

    text: str

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line."""
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def line_of(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    @cached_property
    def known(self) -> dict[ast.AST, Span]:
        """Every node's span; ast counts columns in UTF-8 bytes."""
        nodes = [node for node in ast.walk(self.tree) if hasattr(node, "lineno")]
        return {n: (self.at(n.lineno, n.col_offset), self.at(n.end_lineno, n.end_col_offset)) for n in nodes}

    def span(self, node: ast.AST) -> Span:
        return self.known[node]

    def at(self, line: int, byte_column: int) -> int:
        column = len(self.lines[line - 1].encode()[:byte_column].decode())
        return self.offset(line, column)

    def of(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.text[start:end]

    def spans(self, label: Label) -> list[Span]:
        """Wherever the label's text stands on its line, whole words only."""
        line, base = self.lines[label.line - 1], self.starts[label.line - 1]
        if "\n" in label.text:
            start = self.text.find(label.text, base)
            return [(start, start + len(label.text))] if base <= start < base + len(line) else []
        found, start = [], line.find(label.text)
        while start >= 0:
            end = start + len(label.text)
            if not (joined(line, start) or joined(line, end)):
                found.append((base + start, base + end))
            start = line.find(label.text, start + 1)
        return found


def joined(line: str, position: int) -> bool:
    """Whether a word runs across this position."""
    return 0 < position < len(line) and (line[position - 1] + line[position]).replace("_", "a").isalnum()
