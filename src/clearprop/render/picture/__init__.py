"""Programs as pictures (SVG): a network as units and connections, any other Program as a layered graph."""

from collections.abc import Mapping

import numpy as np

from clearprop.ir import Program, Variable
from clearprop.ir.building import without_collecting
from clearprop.render.numbers.quantities import Adjoint
from clearprop.render.picture.backward import Backward
from clearprop.render.picture.graph import graph_source
from clearprop.render.picture.layers import NoNetwork, layers_of
from clearprop.render.picture.network import network_source


def source(
    program: Program,
    numbers: Mapping[Variable, np.ndarray],
    adjoints: Mapping[Variable, Adjoint],
    changing: bool = False,
) -> str:
    """The Program as SVG that stands alone, with the numbers of a run and the adjoints of its variables.

    ``changing``: for a page where the numbers change, and with them the picture.
    """
    forward = [equation for equation in program.equations if equation.origin.adjoint is None]
    backward = Backward(program, numbers, adjoints)
    with without_collecting():
        try:
            layers = layers_of(program, forward)
        except NoNetwork:
            return graph_source(program, backward)
        return network_source(program, backward, layers, changing)
