"""What stands beside each quantity of a derivation as its gradient, and which quantity of the Program holds that."""

from collections.abc import Mapping, Sequence

import numpy as np

from clearprop.execute.interpret import interpret
from clearprop.explain.sweep import adjoints, depending
from clearprop.ir import Literal, Program, Variable
from clearprop.ir.building import without_collecting
from clearprop.render.numbers.quantities import Adjoint
from clearprop.render.outline import VALUE, needed
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.grad import adjoint_name, pulled_back
from clearprop.transform.rename import is_temporary
from clearprop.transform.simplify import simplified

Arrays = Mapping[Variable, np.ndarray]


def adjoints_of(program: Program, run: Arrays, wrt: Sequence[str], as_written: Arrays) -> dict[Variable, Adjoint]:
    """∂value/∂v, as v, of each forward variable that moves with what the gradient is with respect to.

    ``program``: the gradient's, simplified, with its ``run``. ``as_written``: the adjoints in the function as it was
    written, which those of named quantities are; those of steps without a name come from the Program that shows them.
    """
    value = program.outputs[VALUE]
    if isinstance(value, Literal):
        return {}
    sources = [program.input(name) for name in wrt]
    forward = needed(Program(program.inputs, program.constants, program.equations, [], {VALUE: value}))
    moving = [*sources, *(equation.result for equation in depending(forward, sources))]
    with np.errstate(all="ignore"):
        swept = adjoints(Program(program.inputs, program.constants, forward, [], {VALUE: value}), run, value)
    named = {v.name: array for v, array in as_written.items() if not is_temporary(v.name)}
    held = {e.result.name: np.asarray(run[e.result]) for e in program.equations if e.origin.adjoint}
    called: dict[str, list[str]] = {}
    for name in held:  # as it is called, or with a number where an author had taken the name
        stem, _, number = name.rpartition("_")
        for one in {name, stem if number.isdigit() else name}:
            called.setdefault(one, []).append(name)
    found: dict[Variable, Adjoint] = {}
    for variable in moving:
        array = named.get(variable.name, swept.get(variable, np.zeros((), variable.type.numpy)))
        array = np.broadcast_to(array, variable.type.shape)
        holder = (
            "" if is_temporary(variable.name) else holder_of(called.get(adjoint_name(variable.name), ()), array, held)
        )
        if variable in sources and not holder:
            holder = f"d{variable.name}"
        found[variable] = Adjoint(held.get(holder, array), holder)
    return found


def unheld(program: Program, run: Arrays, adjoints: Mapping[Variable, Adjoint]) -> Program | None:
    """The adjoints that no quantity of the Program holds, as another Program: outputs ``d<name>`` by variable.

    Without those that the function has as it was written and not as the Program has it; None where none is left.
    """
    value = program.outputs[VALUE]
    sources = [variable for variable, adjoint in adjoints.items() if not adjoint.name]
    if isinstance(value, Literal) or not sources:
        return None
    forward = needed(Program(program.inputs, program.constants, program.equations, [], {VALUE: value}))
    whole = Program(program.inputs, program.constants, forward, [], {VALUE: value}, program.name)
    with without_collecting():
        found = simplified(pulled_back(whole, {VALUE: 1.0}, sources, {}))
    with np.errstate(all="ignore"):
        numbers = interpret(found, {variable.name: run[variable] for variable in program.inputs})
    same = {f"d{v.name}": adjoints[v].array for v in sources}
    outputs = {name: atom for name, atom in found.outputs.items() if is_close(same[name], numbers[name])}
    kept = Program(found.inputs, found.constants, found.equations, [], outputs, found.name)
    return without_dead_code(kept) if outputs else None


def holder_of(candidates: Sequence[str], array: np.ndarray, held: Mapping[str, np.ndarray]) -> str:
    """The first of these quantities that holds these numbers."""
    alike = (name for name in candidates if held[name].shape == array.shape)
    return next((name for name in alike if is_close(array, held[name])), "")


def is_close(array: np.ndarray, other: np.ndarray) -> bool:
    return np.allclose(other, array, rtol=1e-9 if array.dtype == np.float64 else 1e-4, equal_nan=True)
