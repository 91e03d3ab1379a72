"""What stands beside each quantity of a derivation as its gradient, and which quantity of the Program holds that."""

from collections.abc import Mapping, Sequence

import numpy as np

from clearprop.explain.sweep import adjoints, depending
from clearprop.ir import Literal, Program, Variable
from clearprop.render.numbers.quantities import Adjoint
from clearprop.render.outline import VALUE, needed
from clearprop.transform.grad import adjoint_name
from clearprop.transform.rename import is_temporary


def adjoints_of(program: Program, run: Mapping[Variable, np.ndarray], wrt: Sequence[str]) -> dict[Variable, Adjoint]:
    """∂value/∂v, as v, of each forward variable that moves with what the gradient is with respect to.

    Where the Program holds it, its own numbers and the name of the quantity; the rest come from one sweep more.
    """
    value = program.outputs[VALUE]
    if isinstance(value, Literal):
        return {}
    sources = [program.input(name) for name in wrt]
    forward = needed(Program(program.inputs, program.constants, program.equations, [], {VALUE: value}))
    moving = [*sources, *(equation.result for equation in depending(forward, sources))]
    with np.errstate(all="ignore"):
        swept = adjoints(Program(program.inputs, program.constants, forward, [], {VALUE: value}), run, value)
    held = {equation.result.name: equation.result for equation in program.equations if equation.origin.adjoint}
    found: dict[Variable, Adjoint] = {}
    for variable in moving:
        own = program.outputs.get(f"d{variable.name}") if variable in sources else None
        if own is None and not is_temporary(variable.name):
            own = held.get(adjoint_name(variable.name))
        if isinstance(own, Variable) and own.type == variable.type:
            found[variable] = Adjoint(np.asarray(run[own]), own.name)
        else:
            zero = np.zeros((), variable.type.numpy)
            found[variable] = Adjoint(np.broadcast_to(swept.get(variable, zero), variable.type.shape))
    return found
