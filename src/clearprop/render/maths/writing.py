"""Writes: a line that says what the array is but for some elements, and what these are."""

from collections.abc import Callable

from clearprop.expression import Assign, Call, Do, Expression, Subscript
from clearprop.ir import Equation
from clearprop.ir.types import Atom
from clearprop.render.maths.setting import Setter
from clearprop.render.maths.tree import Box, Sign, Words, row
from clearprop.render.maths.values import Value


def stored(equation: Equation, setter: Setter, leaf: Callable[[Atom], Expression]) -> Box:
    """``h with h₂ = v``; with += where the value is added to what was there."""
    first, *others = map(leaf, equation.operands)
    parts: list[Box] = [setter.box(first)]
    for statement in equation.op.store(Value(equation.result), *others):
        match statement:
            case Assign(target, value, operator) if isinstance(target, Expression):
                parts += [Words(" with "), setter.box(target), Sign(f"{operator}=", "relation"), setter.box(value)]
            case Do(Call("add.at", (target, place, value))):
                items = place.operands if isinstance(place, Call) and place.function == "index" else (place,)
                written = setter.box(Subscript(target, items))
                parts += [Words(" with "), written, Sign("+=", "relation"), setter.box(value)]
    return row(*parts)
