"""Names: the author's where there are some, each once; the rest are numbered temporaries."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from clearprop.ir import Atom, Equation, Guard, Program, Variable

TEMPORARY = re.compile(r"t\d+")


def is_temporary(name: str) -> bool:
    """Whether the name is a number that nobody chose."""
    return TEMPORARY.fullmatch(name) is not None


def renamed(program: Program, names: Mapping[Variable, str], before: Program | None = None) -> Program:
    """The Program with these names; a name that comes again gets a number (``h``, ``h_2``), temporaries count on.

    Inputs keep their names, and so do the variables of the Program ``before``, which this one was made from and shares
    them with; only where a new input has the name of such a variable, another stands in the variable's place.
    """
    old = {*program.inputs, *(before.variables() if before is not None else ())}
    taken = {variable.name for variable in old}
    if len(taken) < len(old):
        new = out_of_the_way(program, old, taken)
        program = substituted(program, new)
        old.update(new.values())
    counts: dict[str, int] = {}
    number = 0
    for variable in program.variables():
        if variable in old:
            continue
        name = names.get(variable, variable.name)
        if name[0] == "t" and is_temporary(name):
            name = ""
            while not name or name in taken:
                number += 1
                name = f"t{number}"
        elif name in taken:
            base = name
            while name in taken:
                counts[base] = counts.get(base, 1) + 1
                name = f"{base}_{counts[base]}"
        variable.name = name
        taken.add(name)
    return program


def out_of_the_way(program: Program, old: set[Variable], taken: set[str]) -> dict[Atom, Variable]:
    """Another variable, named ``dx_2``, for each old one that has the name of an input ``dx``."""
    inputs = {variable.name for variable in program.inputs}
    new: dict[Atom, Variable] = {}
    for variable in program.variables():
        if variable in old and variable.name in inputs and variable not in program.inputs:
            name = next(n for n in (f"{variable.name}_{i}" for i in count(2)) if n not in taken)
            taken.add(name)
            new[variable] = Variable(name, variable.type)
    return new


def substituted(program: Program, new: Mapping[Atom, Variable]) -> Program:
    """The Program with other variables in these places."""
    equations = [
        Equation(new.get(e.result, e.result), e.op, tuple(new.get(o, o) for o in e.operands), e.origin)
        for e in program.equations
    ]
    for equation in equations:
        adjoint = equation.origin.adjoint
        if adjoint is not None and adjoint.of in new:
            equation.origin = replace(equation.origin, adjoint=replace(adjoint, of=new[adjoint.of]))
    constants = {new.get(v, v): array for v, array in program.constants.items()}
    guards = [Guard(new.get(g.condition, g.condition), g.value, g.origin, g.source) for g in program.guards]
    outputs = {name: new.get(atom, atom) for name, atom in program.outputs.items()}
    return Program(program.inputs, constants, equations, guards, outputs, program.name)
