"""A right script with what its labels say: where derivatives, gradients and updates stand. Rules ask it, and change it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tests.read.measure.cases import Case
from tests.read.measure.edits import Edit
from tests.read.measure.expectation import Expectation, Label
from tests.read.measure.spans import Span, Text

LOOPS = (ast.For, ast.While)
FUNCTIONS = (ast.FunctionDef, ast.Lambda)
TARGETS = (ast.Name, ast.Attribute, ast.Subscript)


@dataclass(frozen=True)
class Place:
    """A label, and where its text stands."""

    label: Label
    span: Span


@dataclass(frozen=True)
class Source(Text):
    """The text of a right script, and the expectation that goes with it."""

    expected: Expectation
    name: str = ""

    @classmethod
    def of_case(cls, case: Case) -> "Source":
        return cls(case.text, case.expected, case.name)

    @cached_property
    def depth(self) -> int:
        return len(self.expected.layers)

    @cached_property
    def activations(self) -> list[str]:
        return [layer["activation"] for layer in self.expected.layers]

    @property
    def squared(self) -> bool:
        """Whether the loss is a squared error, halved or not."""
        return any("squared_error" in name for name in self.expected.losses)

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Whatever has a position, outermost first."""
        return [node for node in ast.walk(self.tree) if hasattr(node, "lineno")]

    def places(self, *roles: str) -> list[Place]:
        """Where the labels with one of these roles stand; of labels that allow several roles, the first counts."""
        labels = [label for label in self.expected.labels if label.roles[0] in roles]
        found = {Place(label, span) for label in labels for span in self.spans(label)}
        return sorted(found, key=lambda place: place.span)

    def piece(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def line(self, span: Span) -> int:
        return self.line_of(span[0])

    def node_at(self, span: Span) -> ast.AST | None:
        """The outermost node with this span."""
        return next((node for node in self.nodes if self.span(node) == span), None)

    def inside(self, span: Span, *kinds: type[ast.AST]) -> list[ast.AST]:
        """Nodes of these kinds within a span."""
        found = [node for node in self.nodes if isinstance(node, kinds)]
        return [node for node in found if span[0] <= self.span(node)[0] and self.span(node)[1] <= span[1]]

    def around(self, node: ast.AST, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """Nodes of these kinds that enclose it, innermost first."""
        parent = self.parents.get(node)
        while parent:
            if isinstance(parent, kinds):
                yield parent
            parent = self.parents.get(parent)

    def statement(self, span: Span) -> ast.stmt:
        """The innermost statement around a span."""
        start, end = span
        around = [(each[1] - each[0], node) for node, each in self.written if each[0] <= start and end <= each[1]]
        return min(around, key=lambda pair: pair[0])[1]

    @cached_property
    def written(self) -> list[tuple[ast.stmt, Span]]:
        """Every statement with its span."""
        return [(node, self.span(node)) for node in self.nodes if isinstance(node, ast.stmt)]

    def siblings(self, statement: ast.stmt) -> list[ast.stmt]:
        """The block that a statement stands in."""
        parent = self.parents[statement]
        blocks = (getattr(parent, name, []) for name in ("body", "orelse", "finalbody"))
        return next(block for block in blocks if isinstance(block, list) and statement in block)

    def statements(self, *roles: str) -> list[ast.stmt]:
        """Statements that hold a label of one of these roles, in their order, each once."""
        found = {self.statement(place.span): None for place in self.places(*roles)}
        return list(found)

    def layers_of(self, statement: ast.stmt, *roles: str) -> set[int]:
        """The layers that the labels in a statement name."""
        start, end = self.span(statement)
        held = [place.label for place in self.places(*roles) if start <= place.span[0] and place.span[1] <= end]
        return {layer for label in held for layer in label.layers or ()}

    def targets(self, role: str, layer: int | None = None) -> list[str]:
        """What the values with a role are assigned to, as texts."""
        found = {}
        for place in self.places(role):
            statement = self.statement(place.span)
            fits = layer is None or place.label.layers is None or layer in place.label.layers
            if fits and isinstance(statement, ast.Assign) and self.grouped(place.span) == self.span(statement.value):
                found |= {self.of(target): None for target in statement.targets if isinstance(target, TARGETS)}
            elif fits and isinstance(statement, ast.AugAssign) and place.span == self.span(statement):
                found[self.of(statement.target)] = None
        return list(found)

    def named(self, span: Span, text: str) -> list[Span]:
        """Where a name, an attribute or an element with this text is read within a span."""
        return [self.span(node) for node in self.inside(span, *TARGETS) if self.of(node) == text]

    def whole_lines(self, statement: ast.stmt) -> Span:
        """From the start of a statement's first line to the start of the line after its last."""
        return self.starts[statement.lineno - 1], self.starts[statement.end_lineno]

    def without(self, statement: ast.stmt) -> Edit:
        """Deletes a statement; where it is alone in its block, ``pass`` remains."""
        if len(self.siblings(statement)) == 1:
            return Edit(*self.span(statement), "pass")
        return Edit(*self.whole_lines(statement), "")

    def first_line(self, statement: ast.stmt) -> str:
        return self.lines[statement.lineno - 1].strip()

    def put_before(self, moved: ast.stmt, before: ast.stmt) -> list[Edit]:
        """A statement in front of another, at its depth."""
        place = self.starts[before.lineno - 1]
        return [self.without(moved), Edit(place, place, self.at_depth(moved, before))]

    def put_after(self, moved: ast.stmt, after: ast.stmt) -> list[Edit]:
        """A statement behind another, at its depth."""
        place = self.starts[after.end_lineno]
        return [self.without(moved), Edit(place, place, self.at_depth(moved, after))]

    def at_depth(self, moved: ast.stmt, like: ast.stmt) -> str:
        """A statement's lines, indented as another is."""
        start, end = self.whole_lines(moved)
        lines = self.text[start:end].splitlines(keepends=True)
        return "".join(" " * like.col_offset + line[moved.col_offset :] if line.strip() else line for line in lines)

    def grouped(self, span: Span) -> Span:
        """The span with the parentheses directly around it, where they are not a call's."""
        start, end = span
        while start > 0 and end < len(self.text) and self.text[start - 1] == "(" and self.text[end] == ")":
            before = self.text[start - 2 : start - 1]
            if before.isalnum() or before in ("_", "]", ")"):
                break
            start, end = start - 1, end + 1
        return start, end

    def without_factor(self, span: Span) -> Edit | None:
        """Takes a factor, or a run of factors, out of its product, with one ``*``."""
        start, end = self.grouped(span)
        if match := re.search(r"(?<!\*)\*\s*$", self.text[:start]):
            return Edit(
                match.start() - len(self.text[: match.start()]) + len(self.text[: match.start()].rstrip()), end, ""
            )
        if (match := re.match(r"\s*\*(?!\*)\s*", self.text[end:])) and not re.search(r"[/@]\s*$", self.text[:start]):
            return Edit(start, end + match.end(), "")
        return None

    def is_factor(self, span: Span) -> bool:
        return self.without_factor(span) is not None

    def lines_with(self, *roles: str, layers: set[int] | None = None) -> list[int]:
        """Lines that hold a label of one of these roles, of these layers if any are named."""
        found = {
            place.label.line
            for place in self.places(*roles)
            if layers is None or place.label.layers is None or layers & set(place.label.layers)
        }
        return sorted(found)

    @cached_property
    def updated(self) -> tuple[str, ...]:
        """What update statements assign to, as a parsed text is written back."""
        found: dict[str, None] = {}
        for statement in self.statements("update"):
            targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
            found |= {ast.unparse(target): None for target in targets if isinstance(target, TARGETS)}
        return tuple(found)

    def called_in(self, node: ast.AST) -> set[str]:
        """Names of what is called anywhere in a node."""
        calls = [each.func for each in ast.walk(node) if isinstance(each, ast.Call)]
        return {getattr(func, "attr", getattr(func, "id", "")) for func in calls}

    def functions_with(self, *roles: str) -> set[str]:
        """Names of functions that hold a label of one of these roles, or call one that does."""
        functions = [node for node in self.nodes if isinstance(node, ast.FunctionDef)]
        spans = [place.span for place in self.places(*roles)]
        found = {f.name for f in functions if any(self.span(f)[0] <= start < self.span(f)[1] for start, _ in spans)}
        while more := {f.name for f in functions if self.called_in(f) & found} - found:
            found |= more
        return found

    def computes(self, node: ast.AST, *roles: str) -> bool:
        """Whether a label of one of these roles stands in a node, or in a function that it calls."""
        start, end = self.span(node)
        inside = any(start <= place.span[0] < end for place in self.places(*roles))
        return inside or bool(self.called_in(node) & self.functions_with(*roles))
