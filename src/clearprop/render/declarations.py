"""Where statements declare their variables: each in the innermost block that holds all of its uses."""

from collections.abc import Iterable

from clearprop.expression import Assign, Expression, For, If, Name, Statement, While, walk


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
