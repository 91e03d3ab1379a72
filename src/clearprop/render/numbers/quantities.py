"""Which quantities of a Program have a row in the table of its numbers, and what stands in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from clearprop.ir import Equation, Program, Variable
from clearprop.render.maths.lines import Paper
from clearprop.render.maths.shown import is_backward
from clearprop.render.maths.tree import Box, Quantity
from clearprop.render.names import is_temporary
from clearprop.render.numbers.batch import axis_of, batch_axis, selection

HEADINGS = {"input": "Inputs", "forward": "Forward", "backward": "Backward"}


@dataclass(frozen=True)
class Adjoint:
    """∂value/∂v, as v; ``name``: the quantity of the Program that holds it, "" where none does."""

    array: np.ndarray
    name: str = ""


@dataclass(frozen=True)
class Row:
    """A quantity. ``part``: input, forward or backward; ``symbol`` is the formula of what has no symbol of its own."""

    variable: Variable
    part: str
    symbol: Box
    named: bool
    value: np.ndarray
    adjoint: Adjoint | None = None
    adjoint_symbol: Box | None = None
    axis: int | None = None  # that counts the rows of the batch, in the whole array

    @property
    def name(self) -> str:
        return self.variable.name


@dataclass(frozen=True)
class Numbers:
    """The table: its rows, and which row of the batch they show."""

    program: Program
    rows: list[Row]
    row: int | None = None
    among: int = field(default=0)  # rows that the batch has


def numbers_of(
    program: Program,
    values: Mapping[Variable, np.ndarray],
    adjoints: Mapping[Variable, Adjoint] | None = None,
    row: int | None = None,
) -> Numbers:
    """Every quantity with its value and, beside it, its gradient; a gradient that stands there has no row of its own.

    ``row``: only this row of the batch. ValueError where there are no rows, or not so many.
    """
    found = adjoints or {}
    paper = Paper(program, per_element=False)
    paper.lines(definitions=False)
    shown, among = selection(paper, row)
    batch = batch_axis(paper) if among > 1 else None
    held = {adjoint.name for adjoint in found.values()}
    variables = {variable.name: variable for variable in program.variables()}
    rows: list[Row] = []
    for part, variable, symbol in quantities(paper):
        if part == "backward" and variable.name in held:
            continue
        adjoint = found.get(variable)
        beside = None if adjoint is None else adjoint_symbol(paper, variable, variables.get(adjoint.name))
        rows.append(
            Row(
                variable,
                part,
                symbol,
                variable in paper.shown.boxes,
                shown(variable, np.asarray(values[variable])),
                None if adjoint is None else Adjoint(shown(variable, adjoint.array), adjoint.name),
                beside,
                None if batch is None else axis_of(paper, batch, variable),
            )
        )
    return Numbers(program, rows, row, among)


def quantities(paper: Paper) -> Iterator[tuple[str, Variable, Box]]:
    """Inputs, named constants, and what is computed; what has no name unless it is another's numbers once more."""
    program = paper.program
    for variable in (*program.inputs, *program.constants):
        if variable in program.inputs or not is_temporary(variable.name):
            yield "input", variable, paper.shown(variable)[0]
    lined = paper.plan.needed()
    computed = {e.result for e in lined} | {part for e in lined for part in paper.plan.parts(e)}
    for equation in program.equations:
        result = equation.result
        if result not in computed or (equation.op.shares and result not in paper.shown.boxes):
            continue
        yield "backward" if is_backward(equation) else "forward", result, symbol_of(paper, equation)


def adjoint_symbol(paper: Paper, variable: Variable, holder: Variable | None) -> Box | None:
    """The symbol of the gradient: its holder's, or ∂L/∂x of an input whose gradient is another quantity; else none."""
    if holder in paper.shown.boxes:
        return paper.shown(holder)[0]
    if variable not in paper.program.inputs:
        return None
    return Quantity(f"d{variable.name}", paper.shown.gradient(variable.name))


def symbol_of(paper: Paper, equation: Equation) -> Box:
    if equation.result in paper.shown.boxes:
        return paper.shown(equation.result)[0]
    paper.setter.exact = is_backward(equation)
    return Quantity(equation.result.name, paper.setter.side(paper.tree(equation)))
