"""Arrays that hold one number everywhere, as gradients of sums do: in a product the number itself is simpler."""

from typing import Any

from clearprop.ops.base import definition_of, is_number, shape_of


def uniform(value: Any) -> Any:
    """The number that a Symbol holds everywhere by its making (``full``, ``broadcast_to`` of a number); else None."""
    definition = definition_of(value)
    if definition is None:
        return None
    op, operands = definition
    if op.name == "broadcast_to":
        return operands[0] if is_number(operands[0]) else None
    return getattr(op, "value", None) if op.name == "full" else None


def number_for(value: Any, other: Any) -> Any:
    """The number that may stand for the array beside ``other``, with the same shape and dtype to come; else None."""
    if is_number(other) or shape_of(value) != shape_of(other)[len(shape_of(other)) - len(shape_of(value)) :]:
        return None
    return uniform(value) if getattr(value, "dtype", None) == other.dtype else None
