"""Statements as lines of C: each variable is declared in the innermost block that holds all of its uses."""

from collections.abc import Iterator

from clearprop.expression import Allocate, Assign, Break, Expression, For, If, Name, Statement, While
from clearprop.render.c_printing import CPrinter, Stored, c_type
from clearprop.render.declarations import declared_early
from clearprop.render.dtypes import is_float
from clearprop.render.printing import SIGN
from clearprop.render.wrapping import wrapped

INDENT = "    "


def block(statements: list[Statement], printer: CPrinter, indent: str, known: set[str]) -> Iterator[str]:
    """The lines of a block; ``known`` are the local names that are declared around it."""
    known = set(known)
    early = {name: dtype for name, dtype in declared_early(statements).items() if name not in known}
    for name, dtype in early.items():
        yield f"{indent}{c_type(dtype)} {name} = 0;"
    known |= set(early)
    for statement in statements:
        yield from lines(statement, printer, indent, known)


def lines(statement: Statement, printer: CPrinter, indent: str, known: set[str]) -> Iterator[str]:
    match statement:
        case Assign(target, value, operator):
            declared = ""
            if isinstance(target, Name) and target.text not in known:
                known.add(target.text)
                declared = f"{c_type(statement.dtype)} "
            yield from wrapped(f"{declared}{printer.text(target)} {operator}= {printer.text(value)};", indent, False)
        case Allocate(name, shape, dtype):
            sizes = "".join(f"[{max(size, 1)}]" for size in shape)
            printer.stored[name] = Stored(dtype, shape)
            yield f"{indent}{c_type(dtype)} {name}{sizes};"
            yield f"{indent}memset({name}, 0, sizeof {name});"
        case For(index, first, stop, step, body):
            yield f"{indent}for ({head(index, first, stop, step, printer)}) {{"
            yield from block(body, printer, indent + INDENT, known)
            yield f"{indent}}}"
        case While(condition, body):
            yield f"{indent}while ({printer.text(condition)}) {{"
            yield from block(body, printer, indent + INDENT, known)
            yield f"{indent}}}"
        case If(condition, body, otherwise):
            yield f"{indent}if ({printer.text(condition)}) {{"
            yield from block(body, printer, indent + INDENT, known)
            if otherwise:
                yield f"{indent}}} else {{"
                yield from block(otherwise, printer, indent + INDENT, known)
            yield f"{indent}}}"
        case Break():
            yield f"{indent}break;"
        case _:
            raise TypeError(f"{statement!r} is no statement of single elements.")


def head(index: Name, first: Expression, stop: Expression, step: int, printer: CPrinter) -> str:
    forward = step > 0
    moved = {1: f"{index.text}++", -1: f"{index.text}--"}.get(step, f"{index.text} += {step}")
    start, end = (limit_text(limit, printer) for limit in (first, stop))
    return f"int {index.text} = {start}; {index.text} {'<' if forward else '>'} {end}; {moved}"


def limit_text(limit: Expression, printer: CPrinter) -> str:
    return f"(int){printer.text(limit, SIGN)}" if is_float(printer.dtype(limit)) else printer.text(limit)
