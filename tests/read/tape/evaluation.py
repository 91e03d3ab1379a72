"""A node's operation carried out again on the recorded values of its operands: written apart from the recorder."""

import builtins
import functools
import math
import operator
from typing import Any

import numpy as np

from clearprop.read.tape.tape import Tape

OPERATORS = {
    name: getattr(operator, name)
    for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "neg", "pos", "invert",
                 "lt", "le", "gt", "ge", "eq", "ne", "lshift", "rshift", "xor")
} | {"and": operator.and_, "or": operator.or_}  # fmt: skip
UNREPEATED = ("call numpy.random", "call random", "call pandas", "call RandomState", "call Generator", "switched")
TEXTUAL = ("leaf", "literal")


class NotEvaluated(Exception):
    """The evaluator does not know the operation."""


def evaluated(tape: Tape, node: int) -> Any:
    """The value that the node's operation gives on its operands."""
    op, arguments = tape.ops[node], list(tape.arguments[node])
    if op in TEXTUAL or op.startswith(UNREPEATED):
        raise NotEvaluated(op)
    named = {}
    if arguments and isinstance(arguments[-1], list) and arguments[-1][0] == "k":
        named = {key: value(tape, part) for key, part in arguments.pop()[1].items()}
    if op == "write":
        return written(tape, arguments)
    operands = [value(tape, part) for part in arguments]
    if op == "read":
        return np.asarray(operands[0]).ravel()[np.asarray(operands[1], int)]
    if op in ("pass", "copy", "put"):
        return operands[0]
    if op == "sum":
        return functools.reduce(operator.add, operands[:-1], operands[-1])
    if op in OPERATORS:
        return OPERATORS[op](*operands)
    if op == "getitem":
        item = operands[1]
        return operands[0][np.asarray(item) if isinstance(item, list) else item]
    kind, _, name = op.partition(" ")
    if name.endswith("]"):
        name, _, part = name.rpartition(" ")
        return called(kind, name, operands, named)[int(part.strip("[]"))]
    return called(kind, name, operands, named)


def called(kind: str, name: str, operands: list[Any], named: dict[str, Any]) -> Any:
    if kind == "attribute":
        return getattr(np.asarray(operands[0]), name)
    if kind == "method":
        target = np.array(operands[0])
        found = getattr(target, name)(*operands[1:], **named)
        return target if found is None else found
    module, _, function = name.rpartition(".")
    if module in ("", "builtins"):
        return getattr(builtins, function)(*operands)
    if module == "math":
        return getattr(math, function)(*operands)
    if module.startswith("numpy"):
        found: Any = np
        for part in [*module.split(".")[1:], function]:
            found = getattr(found, part)
        if function == "at" or function in ("fill_diagonal", "copyto"):
            target = np.array(operands[0])
            found(target, *operands[1:])
            return target
        return found(*operands, **named)
    raise NotEvaluated(name)


def value(tape: Tape, part: Any) -> Any:
    """The value of a template."""
    if isinstance(part, int):
        found = tape.values[part]
        return found if isinstance(found, float) else np.asarray(found)[()]
    tag, rest = part[0], part[1:]
    match tag:
        case "c":
            return rest[0]
        case "l":
            return [value(tape, inner) for inner in rest]
        case "t":
            return tuple(value(tape, inner) for inner in rest)
        case "s":
            return slice(*(value(tape, inner) for inner in rest))
        case "d":
            return {key: value(tape, inner) for key, inner in rest[0].items()}
        case "e":
            return Ellipsis
        case "y":
            return np.dtype(rest[0])
    raise NotEvaluated(f"template {tag}")


def written(tape: Tape, arguments: list[Any]) -> Any:
    content = np.array(tape.values[arguments[0]])
    flat = content.reshape(-1)
    for node, (_, positions) in zip(arguments[1::2], arguments[2::2], strict=True):
        flat[np.asarray(positions, int)] = np.ravel(tape.values[node])
    return content
