"""A Program beside the same one built for other sizes: names, shapes, statements and data in which sizes are formulas."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from clearprop.expression import Expression
from clearprop.ir import Equation, Program, Variable
from clearprop.render.definitions import definitions
from clearprop.render.javascript.equations import Written, statements
from clearprop.render.javascript.merging import Differs, merged
from clearprop.render.javascript.sizes import Size, axes_of
from clearprop.render.names import JAVASCRIPT, Names
from clearprop.render.outline import Outline


class SideBySide:
    """The first of the Programs, and what the others say of its sizes. ValueError where they differ in more than sizes."""

    def __init__(self, programs: Sequence[Program], function: str) -> None:
        self.program = programs[0]
        names = [Names(JAVASCRIPT) for _ in programs]  # each gives the same names, as it is asked for the same ones
        self.outlines = [Outline(p, n, keeps=True) for p, n in zip(programs, names, strict=True)]
        self.outline = self.outlines[0]
        self.function, *_ = (n.claim(function) for n in names)
        self.inputs, *_ = [outline.name_inputs() for outline in self.outlines]
        self.axes, *_ = [axes_of(programs, n) for n in names]
        for outline in self.outlines:
            outline.name_rest()
        self.definitions = definitions(self.outline.equations)
        self.functions, *_ = [{name: n.claim(name) for name in self.definitions} for n in names]
        self.check_others()
        self.check_guards()
        variables = zip(*(outline.name for outline in self.outlines), strict=True)
        self.shape = {v[0]: self.merged([version.type.shape for version in v], v[0].name) for v in variables}
        all_dtypes = [outline.dtypes() for outline in self.outlines]
        self.dtypes = all_dtypes[0]
        self.written: dict[Variable, list[Written]] = {}
        for equation, *versions in zip(self.outline.equations, *(o.equations for o in self.outlines), strict=True):
            found = [statements(e, o, d) for e, o, d in zip(versions, self.outlines, all_dtypes, strict=True)]
            self.written[equation.result] = self.merged(found, equation.result.name)
        self.constants = {variable: self.constant(variable) for variable in self.outline.constants()}

    def check_others(self) -> None:
        """ValueError where an equation, a guard, a name or an output is another one in the Program for other sizes."""
        mine, *others = (described(outline) for outline in self.outlines)
        if any(other != mine for other in others):
            raise ValueError(f"{self.program.name} has other equations for other sizes; expected the same ones.")

    def check_guards(self) -> None:
        """ValueError where a guard expects another value in the Program for other sizes."""
        for guards in zip(*(outline.program.guards for outline in self.outlines), strict=True):
            self.merged([np.asarray(guard.value) for guard in guards], f"the check of {guards[0].condition.name}")

    def merged(self, versions: Sequence[Any], name: str) -> Any:
        try:
            return merged(versions, self.axes)
        except Differs as difference:
            raise ValueError(
                f"{self.program.name} cannot be written for other sizes: in {name}, {difference}."
            ) from None

    def constant(self, variable: Variable) -> np.ndarray:
        """The constant's elements; where their count is a formula they are all the same number."""
        versions = [by_name(outline.program.constants, variable.name) for outline in self.outlines]
        return self.merged(versions, variable.name)  # type: ignore[no-any-return]

    def is_sized(self, variable: Variable) -> bool:
        """Whether a size of the variable is read at run time."""
        return any(isinstance(size, Size) for size in self.shape[variable])

    def type_text(self, variable: Variable) -> str:
        """``f64[rows, 4]``."""
        return f"{variable.type.dtype}[{', '.join(map(str, self.shape[variable]))}]"

    def formulas(self, tree: Callable[[Outline, Equation], Expression]) -> dict[Variable, Expression]:
        """A tree for each equation, by result; sizes are formulas in it where they can be told."""
        found: dict[Variable, Expression] = {}
        for equation, *versions in zip(self.outline.equations, *(o.equations for o in self.outlines), strict=True):
            trees = [tree(outline, version) for outline, version in zip(self.outlines, versions, strict=True)]
            try:
                found[equation.result] = merged(trees, self.axes)
            except Differs:
                found[equation.result] = trees[0]
        return found


def described(outline: Outline) -> tuple[Any, ...]:
    """What is the same in the Program for other sizes."""
    equations = [
        (equation.result.name, equation.op.name, *map(name_of, equation.operands)) for equation in outline.equations
    ]
    guards = [(guard.condition.name, np.ndim(guard.value)) for guard in outline.program.guards]
    outputs = [(key, name_of(atom)) for key, atom in outline.program.outputs.items()]
    return equations, guards, outputs, list(outline.name.values())


def name_of(atom: Any) -> str:
    return atom.name if isinstance(atom, Variable) else ""


def by_name(constants: dict[Variable, np.ndarray], name: str) -> np.ndarray:
    return next(array for variable, array in constants.items() if variable.name == name)
