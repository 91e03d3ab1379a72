"""Statements as lines of JavaScript: ``const`` where a name is bound once, ``let`` where it changes."""

from collections.abc import Iterator, Sequence

from clearprop.expression import Allocate, Assign, Break, Expression, For, If, Name, Number, Statement, While
from clearprop.render.declarations import blocks, declared_early
from clearprop.render.dtypes import is_float
from clearprop.render.javascript.printing import JavaScriptPrinter
from clearprop.render.javascript.sizes import Size, tree_of
from clearprop.render.wrapping import wrapped

INDENT = "    "
KINDS = {"f32": "Float32Array", "f16": "Float32Array", "bool": "Uint8Array"}


def kind(dtype: str) -> str:
    """The typed array: integers lie in doubles, so that arithmetic on them needs no other numbers."""
    return KINDS.get(dtype, "Float64Array")


def block(statements: Sequence[Statement], printer: JavaScriptPrinter, indent: str, known: set[str]) -> Iterator[str]:
    """The lines of a block; ``known`` are the names that are declared around it, and learns those of the block."""
    early = [name for name in declared_early(list(statements)) if name not in known]
    if early:
        yield f"{indent}let {', '.join(f'{name} = 0' for name in early)};"
    known |= set(early)
    for position, statement in enumerate(statements):
        changes = statement_changes(statement, statements[position + 1 :])
        yield from lines(statement, printer, indent, known, changes)


def statement_changes(statement: Statement, later: Sequence[Statement]) -> bool:
    """Whether the name that the statement binds is bound again later in its block."""
    if not (isinstance(statement, Assign) and isinstance(statement.target, Name)):
        return False
    return any(statement.target.text in changed(other) for other in later)


def changed(statement: Statement) -> set[str]:
    found = {name for part in blocks(statement) for inner in part for name in changed(inner)}
    if isinstance(statement, Assign) and isinstance(statement.target, Name):
        found.add(statement.target.text)
    return found


def lines(
    statement: Statement, printer: JavaScriptPrinter, indent: str, known: set[str], changes: bool
) -> Iterator[str]:
    match statement:
        case Assign(target, value, operator):
            declared = ""
            if isinstance(target, Name) and target.text not in known:
                known.add(target.text)
                declared = "let " if changes else "const "
            yield from wrapped(f"{declared}{printer.text(target)} {operator}= {printer.text(value)};", indent, False)
        case Allocate(name, shape, dtype):
            yield f"{indent}const {name} = new {kind(dtype)}({count_text(shape, printer)});"
        case For(index, first, stop, step, body):
            yield f"{indent}for ({head(index, first, stop, step, printer)}) {{"
            yield from block(body, printer, indent + INDENT, set(known))
            yield f"{indent}}}"
        case While(condition, body):
            yield f"{indent}while ({printer.text(condition)}) {{"
            yield from block(body, printer, indent + INDENT, set(known))
            yield f"{indent}}}"
        case If(condition, body, otherwise):
            yield f"{indent}if ({printer.text(condition)}) {{"
            yield from block(body, printer, indent + INDENT, set(known))
            if otherwise:
                yield f"{indent}}} else {{"
                yield from block(otherwise, printer, indent + INDENT, set(known))
            yield f"{indent}}}"
        case Break():
            yield f"{indent}break;"
        case _:
            raise TypeError(f"{statement!r} is no statement of single elements.")


def count_text(shape: tuple[int, ...], printer: JavaScriptPrinter) -> str:
    """``rows * 4``: how many elements an array of the shape has."""
    number = 1
    trees = []
    for size in shape:
        if isinstance(size, Size):
            trees.append(size.tree)
        else:
            number *= size
    if not trees or number != 1:
        trees.append(Number(number))
    product = trees[0]
    for tree in trees[1:]:
        product = product * tree
    return printer.text(product)


def shape_text(shape: tuple[int, ...], printer: JavaScriptPrinter) -> str:
    return f"[{', '.join(printer.text(tree_of(size)) for size in shape)}]"


def head(index: Name, first: Expression, stop: Expression, step: int, printer: JavaScriptPrinter) -> str:
    moved = {1: f"{index.text}++", -1: f"{index.text}--"}.get(step, f"{index.text} += {step}")
    start, end = (limit_text(limit, printer) for limit in (first, stop))
    return f"let {index.text} = {start}; {index.text} {'<' if step > 0 else '>'} {end}; {moved}"


def limit_text(limit: Expression, printer: JavaScriptPrinter) -> str:
    return f"Math.trunc({printer.text(limit)})" if is_float(printer.dtype(limit)) else printer.text(limit)
