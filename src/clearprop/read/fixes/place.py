"""Where a mistake is mended: the statement that is blamed and those around it, and what the code calls its quantities."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clearprop.read.diagnoses.case import Case
from clearprop.read.fixes.change import Change, Piece
from clearprop.read.fixes.names import Names
from clearprop.read.reading import Finding
from clearprop.read.source import Source

FAR = 3
"""Doubt for each step away from the blamed statement."""
Operand = ast.Name | ast.Attribute | ast.Subscript


@dataclass
class Place:
    """A finding in its script."""

    finding: Finding
    case: Case
    source: Source

    @cached_property
    def text(self) -> str:
        return self.source.text

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        found = [0]
        for line in self.text.split("\n"):
            found.append(found[-1] + len(line) + 1)
        return found

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.source.tree) for child in ast.iter_child_nodes(node)}

    @cached_property
    def names(self) -> Names:
        return Names(self.case)

    def start(self, node: Any) -> int:
        return self.starts[int(node.lineno) - 1] + int(node.col_offset)

    def end(self, node: Any) -> int:
        return self.starts[int(node.end_lineno) - 1] + int(node.end_col_offset)

    def segment(self, node: Any) -> str:
        return self.text[self.start(node) : self.end(node)]

    def replaced(self, node: Any, new: str, doubt: int = 0) -> Change:
        return Change((Piece(self.start(node), self.end(node), new),), doubt)

    def line_start(self, node: Any) -> int:
        return self.starts[int(node.lineno) - 1]

    def below(self, node: Any) -> int:
        """The offset of the line after a statement."""
        return min(self.starts[int(node.end_lineno)], len(self.text))

    def indent(self, node: Any) -> str:
        line = self.text[self.line_start(node) : self.start(node)]
        return line[: len(line) - len(line.lstrip())]

    def inserted(self, at: int, lines: str, doubt: int = 0) -> Change:
        """Whole lines put in at an offset where a line begins."""
        lead = "\n" if at == len(self.text) and not self.text.endswith("\n") else ""
        return Change((Piece(at, at, f"{lead}{lines}\n"),), doubt)

    def statement_at(self, line: int) -> ast.stmt | None:
        """The innermost statement over the line."""
        over = [
            n for n in ast.walk(self.source.tree) if isinstance(n, ast.stmt) and n.lineno <= line <= (n.end_lineno or 0)
        ]
        return min(over, key=lambda n: (n.end_lineno or 0) - n.lineno, default=None)

    @cached_property
    def statements(self) -> list[tuple[ast.stmt, int]]:
        """(statement, doubt): the blamed one, its line's others, related ones, what they call, and what they read."""
        found: dict[ast.stmt, int] = {}
        for number, line in enumerate((self.finding.line, *self.finding.related)):
            statement = self.statement_at(line)
            if statement is not None:
                for other in self.on_line(statement):
                    found.setdefault(other, number)
        for statement in list(found):
            for other in (*self.called(statement), *self.bindings(statement)):
                found.setdefault(other, FAR)
        return list(found.items())

    def on_line(self, statement: ast.stmt) -> list[ast.stmt]:
        block = self.block(statement)
        return [statement, *(other for other in block if other.lineno == statement.lineno and other is not statement)]

    def block(self, statement: ast.stmt) -> list[ast.stmt]:
        """The statements among which this one stands."""
        parent = self.parents.get(statement)
        for _, body in ast.iter_fields(parent) if parent is not None else ():
            if isinstance(body, list) and statement in body:
                return body
        return [statement]

    def functions_around(self, node: ast.AST) -> set[str]:
        """The names of the functions that a node stands in."""
        found: set[str] = set()
        above: ast.AST | None = node
        while above is not None:
            if isinstance(above, ast.FunctionDef):
                found.add(above.name)
            above = self.parents.get(above)
        return found

    def called(self, statement: ast.stmt) -> Iterator[ast.stmt]:
        """The statements of the small functions that it calls."""
        wanted = {last_name(call.func) for call in within(statement) if isinstance(call, ast.Call)}
        for node in ast.walk(self.source.tree):
            if isinstance(node, ast.FunctionDef) and node.name in wanted:
                yield from (s for s in ast.walk(node) if isinstance(s, ast.Return | ast.Assign))
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Lambda)
                and last_name(node.targets[0]) in wanted
            ):
                yield node

    def bindings(self, statement: ast.stmt) -> Iterator[ast.stmt]:
        """The assignments of what it reads, the nearest before it first; not those of the forward pass."""
        wanted = {self.segment(node) for node in self.within_operands(statement)}
        nodes = [n for n in ast.walk(self.source.tree) if isinstance(n, ast.Assign | ast.AugAssign)]
        for node in sorted(nodes, key=lambda n: abs(n.lineno - statement.lineno)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(self.segment(t) in wanted for target in targets for t in operands(target, stores=True)):
                yield node

    @cached_property
    def scope(self) -> list[str]:
        """What is written as operands near the blamed statement, the nearest first."""
        statement = self.statements[0][0] if self.statements else None
        area: ast.AST | None = statement
        while area is not None and not isinstance(area, ast.FunctionDef | ast.Module):
            area = self.parents.get(area)
        found = operands(area or self.source.tree, stores=True)
        found.sort(key=lambda node: abs(node.lineno - self.finding.line))
        return [text for text in dict.fromkeys(self.segment(node) for node in found) if text not in self.modules]

    def expressions(self) -> Iterator[tuple[ast.expr, int]]:
        """(expression, doubt): what stands in the statements, not in the statements below them."""
        for statement, doubt in self.statements:
            for node in within(statement):
                if isinstance(node, ast.expr):
                    yield node, doubt

    def whole(self) -> Iterator[ast.expr]:
        """Every expression of the script."""
        return (node for node in ast.walk(self.source.tree) if isinstance(node, ast.expr))

    def whole_statements(self) -> Iterator[ast.stmt]:
        """Every statement of the script, the nearest to the blamed one first."""
        found = [node for node in ast.walk(self.source.tree) if isinstance(node, ast.stmt)]
        return iter(sorted(found, key=lambda node: abs(node.lineno - self.finding.line)))

    def within_operands(self, statement: ast.stmt) -> list[Operand]:
        found = [node for top in within(statement, deep=False) for node in operands(top)]
        return [node for node in found if self.segment(node) not in self.modules]

    @cached_property
    def numpy(self) -> str:
        """What the script calls NumPy."""
        imports = [node for node in ast.walk(self.source.tree) if isinstance(node, ast.Import)]
        found = [alias.asname or alias.name for node in imports for alias in node.names if alias.name == "numpy"]
        return found[0] if found else "numpy"

    @cached_property
    def modules(self) -> set[str]:
        """Names that are no quantities: imported modules, and self."""
        imports = [node for node in ast.walk(self.source.tree) if isinstance(node, ast.Import)]
        return {alias.asname or alias.name for node in imports for alias in node.names} | {"self"}


def within(statement: ast.stmt, deep: bool = True) -> Iterator[ast.AST]:
    """The expressions of a statement itself, all of them or the outermost."""
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.expr):
            yield from ast.walk(child) if deep else (child,)


def operands(area: ast.AST, stores: bool = False) -> list[Operand]:
    """Names, attributes and elements as a whole: of ``self.w[i]`` not also ``self.w``; not what is called."""
    return list(operands_in(area, stores))


def operands_in(node: ast.AST, stores: bool) -> Iterator[Operand]:
    below: Iterable[ast.AST]
    if isinstance(node, ast.Call):
        called = (node.func.value,) if isinstance(node.func, ast.Attribute) else ()
        below = (*called, *node.args, *node.keywords)
    elif isinstance(node, ast.Name | ast.Attribute | ast.Subscript) and (stores or isinstance(node.ctx, ast.Load)):
        if not (isinstance(node, ast.Attribute) and node.attr in ("T", "shape", "size")):
            yield node
            return
        below = (node.value,)
    else:
        below = ast.iter_child_nodes(node)
    for child in below:
        yield from operands_in(child, stores)


def last_name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
