"""Arrays that hold one number everywhere, as gradients of sums do: in a product the number itself is simpler."""

from typing import Any

from clearprop.ops.base import equation_of, is_number, shape_of


def uniform(value: Any) -> Any:
    """The number that a Symbol holds everywhere by its making (``full``, ``broadcast_to`` of a number); else None."""
    equation = equation_of(value)
    if equation is None:
        return None
    if equation.op.name == "broadcast_to":
        number = value.builder.symbol(equation.operands[0])
        return number if is_number(number) else None
    return equation.op.value if equation.op.name == "full" else None


def number_for(value: Any, other: Any) -> Any:
    """The number that may stand for the array beside ``other``, with the same shape and dtype to come; else None."""
    if (
        not shape_of(value)
        or is_number(other)
        or shape_of(value) != shape_of(other)[len(shape_of(other)) - len(shape_of(value)) :]
    ):
        return None
    return uniform(value) if getattr(value, "dtype", None) == other.dtype else None
