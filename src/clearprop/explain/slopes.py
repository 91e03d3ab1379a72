"""The slope of an activation: ∂a/∂z at single places of z, a number each, or a column where the activation mixes units."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from clearprop.explain.reach import one, reached
from clearprop.explain.sweep import Values, push
from clearprop.explain.uses import Use
from clearprop.ir import Literal, Variable
from clearprop.ops import Elementwise

FAR = 20.0
"""How far from 0 an activation's curve is looked at."""

Place = tuple[int, ...]
Slope = tuple[Any, Any]
"""Where in a the place of z is felt (an index), and how much there."""


def slopes(use: Use, values: Values, places: Sequence[Place]) -> Iterator[Slope]:
    """∂a/∂z for each place in z."""
    if not use.to_a:
        return ((place, 1.0) for place in places)
    if all(isinstance(equation.op, Elementwise) for equation in use.to_a):
        return by_element(use, values, places)
    return by_column(use, values, places)


def by_element(use: Use, values: Values, places: Sequence[Place]) -> Iterator[Slope]:
    everywhere = element_slopes(use, values)
    return ((place, everywhere[place]) for place in places)


def element_slopes(use: Use, values: Values) -> np.ndarray:
    """∂a/∂z of every element, where each makes its own.   -> as the value of z"""
    shape = np.shape(values[use.z])
    return np.asarray(push(use.to_a, values, {use.z: np.ones(shape)}).get(use.a, np.zeros(shape)))


def by_column(use: Use, values: Values, places: Sequence[Place]) -> Iterator[Slope]:
    """Columns of the Jacobian; those of different rows at once where rows do not mix."""
    masks = [reached(use.to_a, values, {use.z: one(use.z, place)})[use.a] for place in (*places[:1], *places[-1:])]
    axis = next((k for k in range(use.z.type.ndim) if apart(k, masks, places)), None)
    if axis is None or len(places) == 1:
        for place in places:
            column = push(use.to_a, values, {use.z: one(use.z, place).astype(float)})[use.a]
            where = np.nonzero(reached(use.to_a, values, {use.z: one(use.z, place)})[use.a])
            yield where, column[where]
        return
    marks = np.zeros(use.z.type.shape)
    marks[tuple(np.transpose(places))] = 1
    columns = push(use.to_a, values, {use.z: marks})[use.a]
    for place in places:
        inside = np.nonzero(np.take(masks[0], places[0][axis], axis))
        where = (*inside[:axis], np.full(len(inside[0]), place[axis]), *inside[axis:])
        yield where, columns[where]


def apart(axis: int, masks: Sequence[np.ndarray], places: Sequence[Place]) -> bool:
    """Whether first and last place differ along the axis, and each is felt only where it stands along it."""
    ends = (places[0], places[-1])
    return ends[0][axis] != ends[1][axis] and all(
        set(np.nonzero(mask)[axis].tolist()) <= {place[axis]} for mask, place in zip(masks, ends, strict=True)
    )


def curve(use: Use) -> tuple[np.ndarray, np.ndarray] | None:
    """Points z and the activation's slopes there; None where there is none, or where it mixes units.   z, slope: f[401]"""
    if not use.to_a or not all(isinstance(equation.op, Elementwise) for equation in use.to_a):
        return None
    points = np.linspace(-FAR, FAR, 401)
    values: dict[Any, Any] = {use.z: points}
    with np.errstate(all="ignore"):
        for equation in use.to_a:
            if any(isinstance(o, Variable) and o not in values for o in equation.operands):
                return None
            operands = [o.value if isinstance(o, Literal) else values[o] for o in equation.operands]
            values[equation.result] = np.asarray(equation.op.evaluate(*operands))
        return points, element_slopes(use, values)
