"""Arrays that one nest of loops writes and alone reads, each number in its place, need not be there: numbers do."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from clearprop.expression import Assign, Element, Expression, For, If, Name, Statement
from clearprop.render.formulas import Formula, rebuilt
from clearprop.render.outline import Outline


def passing(group: Sequence[Formula], outline: Outline) -> dict[str, str]:
    """The dtypes of such arrays by name."""
    targets = {formula.target for formula in group}
    kept = {*outline.guards, *outline.program.outputs.values(), *outline.in_place, *outline.origins.values()}
    found = {}
    for equation in outline.equations:
        name = outline.name.get(equation.result)
        if name in targets and equation.result not in kept and equation.result.type.shape:
            readers = (
                outline.name.get(other.result) for other in outline.equations if equation.result in other.operands
            )
            if all(reader in targets for reader in readers):
                found[name] = equation.result.type.dtype
    return found


def with_numbers(statements: Sequence[Statement], arrays: dict[str, str]) -> list[Statement]:
    """The statements with a number of its name for each such array."""

    def changed(node: Expression) -> Expression:
        if isinstance(node, Element) and node.array in arrays:
            return Name(node.array)
        return rebuilt(node, changed)

    return [in_statement(statement, changed, arrays) for statement in statements]


def in_statement(
    statement: Statement, changed: Callable[[Expression], Expression], arrays: dict[str, str]
) -> Statement:
    match statement:
        case Assign(target, value, operator, dtype):
            new = changed(target)
            assert isinstance(new, Name | Element)
            return Assign(
                new, changed(value), operator, arrays.get(new.text, dtype) if isinstance(new, Name) else dtype
            )
        case For():
            return replace(statement, body=[in_statement(one, changed, arrays) for one in statement.body])
        case If(condition, body, otherwise):
            parts = ([in_statement(one, changed, arrays) for one in part] for part in (body, otherwise))
            return If(changed(condition), *parts)
    return statement
