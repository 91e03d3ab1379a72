"""Reading a printed Program back: ``parse(str(program), OPS)`` is the same Program."""

import ast
import re
from collections.abc import Mapping
from typing import Any

from clearprop.ir.cursor import JSON, Cursor
from clearprop.ir.origin import NOWHERE, Adjoint, Origin, Position
from clearprop.ir.program import Equation, Guard, Program
from clearprop.ir.types import Atom, Variable
from clearprop.ir.values import array_of, value_of

OP = re.compile(r"\w+")
POSITION = re.compile(r"([^\s:\"][^\s:]*):(\d+)(?::(\d+)-(?:(\d+):)?(\d+))?(?: in (\S+))?")
FACTOR = re.compile(r"(upstream|local|sum) of ")
OPERAND = re.compile(r"\.(\d+)")
READERS = {"program": "head", "constant": "constant", "guard": "guard", "return": "outputs", "where": "file"}


def parse(text: str, ops: Mapping[str, Any]) -> Program:
    """The Program that ``str`` wrote; ``ops`` are the ops' classes by name. ValueError names the line that is wrong."""
    return Reader(ops).program(text)


class Reader:
    """One Program while it is read."""

    def __init__(self, ops: Mapping[str, Any]) -> None:
        self.ops = ops
        self.bound: dict[str, Variable] = {}
        self.gone: dict[str, Variable] = {}  # what adjoints speak of and no equation binds
        self.files: dict[str, str] = {}
        self.result = Program((), {}, [], [], {})

    def program(self, text: str) -> Program:
        lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        for number, line in sorted(lines, key=lambda numbered: not numbered[1].startswith("where ")):
            try:
                self.line(Cursor(line))
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValueError(f"line {number} of the Program, {line!r}: {error}.") from error
        return self.result

    def line(self, cursor: Cursor) -> None:
        word = cursor.line.partition(" ")[0]
        if word in READERS:
            cursor.expect(word)
        getattr(self, READERS.get(word, "equation"))(cursor)

    def file(self, cursor: Cursor) -> None:
        label, _, file = cursor.rest.strip().partition(" = ")
        self.files[label] = JSON.decode(file)

    def head(self, cursor: Cursor) -> None:
        cursor.expect(" ")
        self.result.name = cursor.name()
        cursor.expect("(")
        while not cursor.take("):"):
            self.result.inputs += (self.bind(cursor.declared()),)
            cursor.take(", ")

    def constant(self, cursor: Cursor) -> None:
        cursor.expect(" ")
        variable = self.bind(cursor.declared())
        cursor.expect(" = ")
        self.result.constants[variable] = array_of(cursor.array(), variable.type)

    def equation(self, cursor: Cursor) -> None:
        result = cursor.declared()
        cursor.expect(" = ")
        op = self.op(cursor)
        operands: list[Atom] = []
        while not cursor.done:
            cursor.expect(" ")
            operands.append(self.atom(cursor))
        self.result.equations.append(Equation(self.bind(result), op, tuple(operands), self.origin(cursor)))

    def guard(self, cursor: Cursor) -> None:
        cursor.expect(" ")
        condition = self.variable(cursor.name())
        cursor.expect(" is ")
        value = self.guarded(cursor)
        source = ""
        if not cursor.done:
            cursor.expect(" ")
            source = cursor.quoted()
        self.result.guards.append(Guard(condition, value, self.origin(cursor), source))

    def guarded(self, cursor: Cursor) -> Any:
        number = cursor.literal()
        if number is not None:
            return number.value
        type = cursor.type()
        cursor.expect(" ")
        return array_of(cursor.array(), type)

    def outputs(self, cursor: Cursor) -> None:
        separator = " "
        while not cursor.done:
            cursor.expect(separator)
            name = cursor.name()
            cursor.expect(" = ")
            self.result.outputs[name] = self.atom(cursor)
            separator = ", "

    # The parts of a line.

    def bind(self, variable: Variable) -> Variable:
        self.bound[variable.name] = variable
        return variable

    def variable(self, name: str) -> Variable:
        if name not in self.bound:
            raise ValueError(f"{name} is not bound before it is read")
        return self.bound[name]

    def atom(self, cursor: Cursor) -> Atom:
        return cursor.literal() or self.variable(cursor.name())

    def op(self, cursor: Cursor) -> Any:
        name = cursor.match(OP, "the name of an op")[0]
        if name not in self.ops:
            raise ValueError(f"there is no op {name}")
        written = cursor.bracketed() if cursor.opens("[") else ""
        keywords = ast.parse(f"op({written})", mode="eval").body.keywords  # type: ignore[attr-defined]
        return self.ops[name](**{keyword.arg: value_of(keyword.value) for keyword in keywords})

    def origin(self, cursor: Cursor) -> Origin:
        cursor.skip_to_comment()
        if not cursor.take("# "):
            return NOWHERE
        position = self.position(cursor)
        scope = cursor.quoted() if cursor.opens('"') else ""
        cursor.take(" | ")
        return Origin(position, scope, None if cursor.done else self.adjoint(cursor))

    def position(self, cursor: Cursor) -> Position | None:
        found = cursor.found(POSITION)
        if found is None:
            return None
        cursor.take(" | ")
        label, line, column, end_line, end_column, function = found.groups()
        end = int(end_line or line) if column else 0
        return Position(self.files[label], int(line), int(column or 0), end, int(end_column or 0), function or "")

    def adjoint(self, cursor: Cursor) -> Adjoint:
        factor: Any = cursor.match(FACTOR, "upstream of, local of or sum of")[1]
        name = cursor.name()
        operand = cursor.found(OPERAND)
        of = self.bound.get(name)
        if cursor.take(": "):
            of = self.gone.setdefault(name, Variable(name, cursor.type()))
        if of is None:
            raise ValueError(f"{name} is not bound")
        return Adjoint(of, int(operand[1]) if operand else None, factor)
