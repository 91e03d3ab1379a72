"""The slopes of a network's activations as Programs, for pages that say which units are dead or flat as numbers change."""

from collections.abc import Mapping

import numpy as np

from clearprop.ir import Program, Variable
from clearprop.ir.building import without_collecting
from clearprop.render.outline import VALUE
from clearprop.render.picture.layers import NoNetwork, layers_of
from clearprop.render.picture.slopes import Slopes, slopes_of
from clearprop.transform.grad import pulled_back
from clearprop.transform.simplify import simplified


def bends(program: Program, run: Mapping[Variable, np.ndarray]) -> dict[str, Program]:
    """By activation, ∂a/∂z as a Program from z, element by element; none where the Program is no network."""
    forward = [equation for equation in program.equations if equation.origin.adjoint is None]
    defined = {equation.result: equation for equation in forward}
    try:
        layers = layers_of(program, forward)
    except NoNetwork:
        return {}
    found = (slopes_of(layer, defined, run) for layer in layers if layer.made is not None)
    with without_collecting():
        return {slopes.activation.name: bend(program, slopes) for slopes in found if slopes}


def bend(program: Program, slopes: Slopes) -> Program:
    """Output ``d<z>``: the slopes, as z."""
    made = {equation.result for equation in slopes.way}
    read = {v: None for equation in slopes.way for v in equation.variables() if v not in made}
    inputs = tuple(v for v in read if v not in program.constants)
    whole = Program(inputs, program.constants, [*slopes.way], [], {VALUE: slopes.activation}, slopes.activation.name)
    return simplified(pulled_back(whole, {VALUE: 1.0}, [slopes.z], {}))
