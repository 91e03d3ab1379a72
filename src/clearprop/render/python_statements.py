"""Statements as lines of Python, and lists that are allocated or copied."""

from collections.abc import Iterable, Iterator
from typing import Any

from clearprop.expression import Allocate, Assign, Break, Element, Expression, For, If, Name, Number, Statement, While
from clearprop.render.dtypes import is_float
from clearprop.render.printing import Printer
from clearprop.render.pythonic import Line


def printed(statements: Iterable[Statement], printer: Any, depth: int = 0) -> Iterator[Line]:
    """The statements as lines; a loop or a branch of nothing is ``pass``."""
    for statement in statements:
        match statement:
            case Assign(target, value, operator):
                yield Line(assignment(target, value, operator, printer), depth=depth)
            case Allocate(name, shape, dtype):
                yield Line(f"{name} = {zeros(shape, dtype)}", depth=depth)
            case For(index, start, stop, step, body):
                yield Line(f"for {index.text} in {range_text(start, stop, step, printer)}:", depth=depth)
                yield from block(body, printer, depth + 1)
            case While(condition, body):
                yield Line(f"while {printer.text(condition)}:", depth=depth)
                yield from block(body, printer, depth + 1)
            case If():
                yield from branches(statement, printer, depth)
            case Break():
                yield Line("break", depth=depth)
            case _:
                raise TypeError(f"{statement!r} is no statement of single elements.")


def block(body: list[Statement], printer: Any, depth: int) -> Iterator[Line]:
    return printed(body, printer, depth) if body else iter([Line("pass", depth=depth)])


def branches(statement: If, printer: Any, depth: int, word: str = "if") -> Iterator[Line]:
    yield Line(f"{word} {printer.text(statement.condition)}:", depth=depth)
    yield from block(statement.body, printer, depth + 1)
    match statement.otherwise:
        case []:
            return
        case [If() as only]:
            yield from branches(only, printer, depth, "elif")
        case others:
            yield Line("else:", depth=depth)
            yield from block(others, printer, depth + 1)


def assignment(target: Expression, value: Expression, operator: str, printer: Any) -> str:
    dtype = printer.dtype(target) if isinstance(target, Element) else "i64"
    text = printer.floated(value, dtype) if not operator else printer.text(value)
    return f"{printer.text(target)} {operator}= {text}"


def range_text(start: Expression, stop: Expression, step: int, printer: Printer) -> str:
    limits = [printer.text(stop)]
    if step != 1 or not (isinstance(start, Number) and start.value == 0):
        limits.insert(0, printer.text(start))
    return f"range({', '.join([*limits, str(step)] if step != 1 else limits)})"


def zeros(shape: tuple[int, ...], dtype: str) -> str:
    """``[[0.0] * 4 for _ in range(5)]``."""
    text = "0.0" if is_float(dtype) else "False" if dtype == "bool" else "0"
    for depth, size in enumerate(reversed(shape)):
        text = f"[{text}] * {size}" if depth == 0 else f"[{text} for _ in range({size})]"
    return text


def copied(text: str, rank: int) -> str:
    """A copy of nested lists of ``rank`` levels, down to the numbers."""
    if rank < 2:
        return f"{text}[:]" if rank else text
    return f"[{copied('row' if rank == 2 else 'part', rank - 1)} for {'row' if rank == 2 else 'part'} in {text}]"


__all__ = ["Name", "copied", "printed", "zeros"]
