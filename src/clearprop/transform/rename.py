"""Names: the author's where there are some, each once; the rest are numbered temporaries."""

import re
from collections.abc import Mapping

from clearprop.ir import Program, Variable

TEMPORARY = re.compile(r"t\d+")


def is_temporary(name: str) -> bool:
    """Whether the name is a number that nobody chose."""
    return TEMPORARY.fullmatch(name) is not None


def renamed(program: Program, names: Mapping[Variable, str], before: Program | None = None) -> Program:
    """The Program with these names; a name that comes again gets a number (``h``, ``h_2``), temporaries count on.

    The variables of the Program ``before``, which this one was made from and shares them with, keep their names.
    """
    old = set(before.variables()) if before is not None else set(program.inputs)
    taken = {variable.name for variable in program.inputs} | {variable.name for variable in old}
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
