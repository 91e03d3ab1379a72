"""Writes: a line that says what the array is but for some elements, and what these are."""

from clearprop.expression import Assign, Call, Do, Expression, Subscript
from clearprop.ir import Equation
from clearprop.render.maths.axes import axes_in
from clearprop.render.maths.elementwise import Elements
from clearprop.render.maths.setting import Setter
from clearprop.render.maths.tree import Box, Sign, Words, indexed, row
from clearprop.render.maths.values import Value, leaf


def stored_by_element(equation: Equation, elements: Elements) -> Box:
    """The same with an index for each axis of the part that is written."""
    setter, op = elements.setter, equation.op
    first, *others = equation.operands
    index = elements.index_below(op.part(*(array.type.shape for array in others[1:])))
    place, value = op.cell(index, *map(elements.view, others))
    letters = dict(reversed([(name, setter.axes.letter(axis)) for axis, name in axes_in(Call("", (*place, value)))]))
    elements.give_letters(index, letters)
    written = indexed(setter.shown(equation.result)[0], tuple(setter.box(at) for at in place))
    right = row(written, Sign(f"{op.operator}=", "relation"), setter.box(value))
    setter.used.clear()
    return row(setter.box(leaf(first)), Words(" with "), right)


def stored(equation: Equation, setter: Setter) -> Box:
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
