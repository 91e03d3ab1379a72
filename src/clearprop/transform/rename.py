"""Names: the author's where there are some, each once; the rest are numbered temporaries."""

import re
from dataclasses import replace
from typing import Any

from clearprop.ir import Atom, Equation, Guard, Origin, Program, Variable

TEMPORARY = re.compile(r"t\d+")


def is_temporary(name: str) -> bool:
    """Whether the name is a number that nobody chose."""
    return TEMPORARY.fullmatch(name) is not None


def renamed(program: Program, names: dict[Variable, str]) -> Program:
    """The Program with these names; a name that comes again gets a number (``h``, ``h_2``), temporaries count from 1."""
    taken = {variable.name for variable in program.inputs}
    counts: dict[str, int] = {}
    temporaries = iter(range(1, len(program.equations) + len(program.constants) + 2))
    new: dict[Any, Any] = {variable: variable for variable in program.inputs}

    def unique(variable: Variable) -> Variable:
        name = names.get(variable, variable.name)
        if is_temporary(name):
            name = next(t for t in (f"t{i}" for i in temporaries) if t not in taken)
        else:
            base = name
            while name in taken:
                counts[base] = counts.get(base, 1) + 1
                name = f"{base}_{counts[base]}"
        taken.add(name)
        new[variable] = variable if name == variable.name else Variable(name, variable.type)
        return new[variable]  # type: ignore[no-any-return]

    def atom(old: Atom) -> Any:
        return new.get(old, old)

    constants = {unique(variable): array for variable, array in program.constants.items()}
    equations = [
        Equation(unique(e.result), e.op, tuple(new.get(o, o) for o in e.operands), e.origin) for e in program.equations
    ]
    for equation in equations:
        equation.origin = with_variables(equation.origin, new)
    guards = [Guard(atom(g.condition), g.value, g.origin, g.source) for g in program.guards]
    outputs = {name: atom(value) for name, value in program.outputs.items()}
    return Program(program.inputs, constants, equations, guards, outputs, program.name)


def with_variables(origin: Origin, new: dict[Any, Any]) -> Origin:
    adjoint = origin.adjoint
    if adjoint is None or new.get(adjoint.of, adjoint.of) is adjoint.of:
        return origin
    return replace(origin, adjoint=replace(adjoint, of=new[adjoint.of]))
