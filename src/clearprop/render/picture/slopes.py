"""The slopes of units: where an activation is dead or flat, told by the ops' own derivatives on the numbers of the run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clearprop.ir import Equation, Literal, Variable
from clearprop.render.picture.backward import local_share
from clearprop.render.picture.layers import Layer, by_unit

FLAT = 0.05  # of the steepest slope
PROBES = np.linspace(-1.0, 1.0, 9)


@dataclass(frozen=True)
class Slopes:
    """``largest``: each unit's steepest slope over the rows; ``steepest``: of the activation anywhere near 0.

    ``z``: what the activation is computed from, by the equations of ``way``.
    """

    activation: Variable
    largest: np.ndarray
    steepest: float
    z: Variable
    way: Sequence[Equation]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(equation.op.name for equation in self.way)

    @property
    def flat(self) -> float:
        """A unit whose steepest slope is below this is flat."""
        return FLAT * self.steepest

    def mark(self, unit: int) -> str:
        """Dead, flat, or nothing of the kind: an empty text."""
        slope = self.largest[unit]
        return "dead" if slope == 0 else "flat" if slope < self.flat else ""


def slopes_of(
    layer: Layer, defined: Mapping[Variable, Equation], numbers: Mapping[Variable, np.ndarray]
) -> Slopes | None:
    """Of the last variable of the layer that is a bent function of one before it, element by element."""
    for activation in reversed(layer.way):
        z, way = chain(activation, layer, defined)
        if not way:
            continue
        probed = run(way, z, PROBES)
        near = slope(way, z, probed)
        near = near[np.isfinite(near)]
        if near.size and np.ptp(near) > 1e-9 * np.abs(near).max():
            found = np.abs(by_unit(slope(way, z, numbers), layer.axis[activation])).max(axis=0)
            return Slopes(activation, found, float(np.abs(near).max()), z, way)
    return None


def chain(
    activation: Variable, layer: Layer, defined: Mapping[Variable, Equation]
) -> tuple[Variable, Sequence[Equation]]:
    """The earliest variable of the layer that the activation is a function of, alone and element by element."""
    order = {variable: number for number, variable in enumerate(layer.axis)}
    open_ones = {activation}
    way: list[Equation] = []
    found: tuple[Variable, Sequence[Equation]] = (activation, ())
    while True:
        latest = max(open_ones, key=lambda v: order.get(v, len(order)))
        equation = defined[latest]
        if not is_closed(equation, layer, latest, order):
            return found
        open_ones = open_ones - {latest} | {*equation.variables()}
        way = [equation, *way]
        if len(open_ones) == 1:
            found = (next(iter(open_ones)), way)


def is_closed(equation: Equation, layer: Layer, result: Variable, order: Mapping[Variable, int]) -> bool:
    """Whether the equation is elementwise and reads only what the layer's connection has made."""
    inside = [v in order or not v.type.floating for v in equation.variables()]
    return hasattr(equation.op, "derivative") and bool(inside) and all(inside) and layer.made is not equation


def run(way: Sequence[Equation], z: Variable, probes: np.ndarray) -> dict[Variable, np.ndarray]:
    """The numbers of the equations where z is at the probes."""
    found = {z: probes}
    with np.errstate(all="ignore"):
        for equation in way:
            operands = [o.value if isinstance(o, Literal) else found[o] for o in equation.operands]
            found[equation.result] = np.asarray(equation.op.evaluate(*operands))
    return found


def slope(way: Sequence[Equation], z: Variable, numbers: Mapping[Variable, np.ndarray]) -> np.ndarray:
    """∂activation/∂z, by the ops' derivatives and the chain rule.   -> as z"""
    moves = {z: np.ones_like(numbers[z])}
    for equation in way:
        if not equation.result.type.floating:
            continue
        shares = local_share(equation, np.ones_like(numbers[equation.result]), numbers)
        terms = [
            np.broadcast_to(np.asarray(share), moves[operand].shape) * moves[operand]
            for share, operand in zip(shares, equation.operands, strict=True)
            if share is not None and isinstance(operand, Variable) and operand in moves
        ]
        if terms:
            moves[equation.result] = sum(terms[1:], terms[0])
    last = way[-1].result
    return moves.get(last, np.zeros_like(numbers[last]))
