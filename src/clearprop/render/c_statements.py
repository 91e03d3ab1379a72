"""Statements as lines of C: each variable is declared in the innermost block that holds all of its uses."""

from collections.abc import Iterable, Iterator

from clearprop.expression import (
    Allocate,
    Assign,
    Break,
    Expression,
    For,
    If,
    Name,
    Statement,
    While,
    walk,
)
from clearprop.render.c_printing import CPrinter, Stored, c_type
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


def declared_early(statements: list[Statement]) -> dict[str, str]:
    """The names whose uses have this block as their innermost one, but which are not first met as a plain assignment."""
    found: dict[str, str] = {}
    for name, dtype in assigned(statements).items():
        users = [statement for statement in statements if name in mentioned(statement)]
        first = users[0]
        if isinstance(first, Assign) and isinstance(first.target, Name) and first.target.text == name:
            continue
        if len(users) > 1 or belongs_here(first, name):
            found[name] = dtype
    return found


def belongs_here(statement: Statement, name: str) -> bool:
    """Whether the name is used in more than one part of the statement, or in its condition."""
    parts = [part for part in blocks(statement) if any(name in mentioned(inner) for inner in part)]
    own = any(isinstance(node, Name) and node.text == name for tree in trees(statement) for node in walk(tree))
    return own or len(parts) > 1


def assigned(statements: Iterable[Statement]) -> dict[str, str]:
    found: dict[str, str] = {}
    for statement in statements:
        if isinstance(statement, Assign) and isinstance(statement.target, Name) and not statement.operator:
            found.setdefault(statement.target.text, statement.dtype)
        for part in blocks(statement):
            for name, dtype in assigned(part).items():
                found.setdefault(name, dtype)
    return found


def mentioned(statement: Statement) -> set[str]:
    names = {node.text for tree in trees(statement) for node in walk(tree) if isinstance(node, Name)}
    return names.union(*(mentioned(inner) for part in blocks(statement) for inner in part))


def trees(statement: Statement) -> list[Expression]:
    match statement:
        case Assign(target, value):
            return [target, value]
        case For(_, first, stop):
            return [first, stop]
        case While(condition) | If(condition):
            return [condition]
    return []


def blocks(statement: Statement) -> list[list[Statement]]:
    match statement:
        case For() | While():
            return [statement.body]
        case If():
            return [statement.body, statement.otherwise]
    return []
