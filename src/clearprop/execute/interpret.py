"""Running a Program with NumPy, equation by equation: keeping every number, or only what is still needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.ir import Equation, Literal, Program, Variable
from clearprop.ops import Elementwise

Values = dict[Variable, Any]


class GuardError(ValueError):
    """The inputs take another branch than the recorded one; the message names it."""


def interpret(program: Program, inputs: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """The outputs of the Program by name, as arrays. Memory is freed, and written in place, after a value's last use.

    ValueError where an input is missing or has another shape than its variable; GuardError where a guard fails.
    """
    plan = program.plans.get("interpret")
    if plan is None:
        plan = program.plans["interpret"] = Plan.of(program)
    values = start(program, inputs)
    for step in plan.steps:
        operands = [values[atom] if type(atom) is Variable else atom for atom in step.operands]
        in_place = step.in_place and type(operands[0]) is np.ndarray and operands[0].flags.writeable
        values[step.result] = step.op.write(*operands) if in_place else step.op.evaluate(*operands)
        if step.last:
            for variable in step.last:
                del values[variable]
    check_guards(program, values)
    return outputs_of(program, values)


def interpret_keeping(program: Program, inputs: Mapping[str, Any]) -> Values:
    """Every value of a run, by variable."""
    values = start(program, inputs)
    for equation in program.equations:
        operands = [values[atom] if type(atom) is Variable else atom for atom in with_numbers(equation)]
        values[equation.result] = np.asarray(equation.op.evaluate(*operands))
    check_guards(program, values)
    return values


def start(program: Program, inputs: Mapping[str, Any]) -> Values:
    values: Values = dict(program.constants)
    for variable in program.inputs:
        if variable.name not in inputs:
            raise ValueError(f"{program.name} needs the input {variable!r}, which is missing.")
        array = np.asarray(inputs[variable.name], dtype=variable.type.numpy)
        if array.shape != variable.type.shape:
            raise ValueError(
                f"{program.name} was recorded with {variable!r}; an array of shape {array.shape} does not fit it."
            )
        values[variable] = array
    return values


def check_guards(program: Program, values: Values) -> None:
    for guard in program.guards:
        found = values[guard.condition]
        if not np.array_equal(found, guard.value):
            raise GuardError(guard.message(found if np.size(found) == 1 else "other values"))


def outputs_of(program: Program, values: Values) -> dict[str, np.ndarray]:
    """The outputs, each an array of the caller's own: writable, and sharing memory with nothing else."""
    found: dict[str, np.ndarray] = {}
    others = {id(values[variable]) for variable in (*program.inputs, *program.constants)}
    for name, atom in program.outputs.items():
        array = np.asarray(atom.value, atom.type.numpy) if isinstance(atom, Literal) else np.asarray(values[atom])
        if not (array.flags.owndata and array.flags.writeable) or id(array) in others:
            array = array.copy()
        others.add(id(array))
        found[name] = array
    return found


@dataclass(slots=True)
class Step:
    """An equation with what may be freed after it, and whether it may write into its operand 0."""

    op: Any
    operands: tuple[Any, ...]
    result: Variable
    last: tuple[Variable, ...]
    in_place: bool


@dataclass(slots=True)
class Plan:
    """The steps of a Program, worked out once."""

    steps: list[Step]

    @staticmethod
    def of(program: Program) -> "Plan":
        """Last uses, found in one backward pass.

        An op that writes may do so in its operand's memory when that memory belongs to neither an input, a constant nor
        an output, and nothing that shares it is read again.
        """
        writes = any(equation.op.writes for equation in program.equations)
        owner = owners(program) if writes else {}
        lasting = {owner.get(v, v) for v in (*program.inputs, *program.constants, *kept(program))}
        unfreed = {*program.inputs, *program.constants, *kept(program)}
        read_later: set[Variable] = set()
        steps: list[Step] = []
        for equation in reversed(program.equations):
            last = []
            for variable in (equation.result, *equation.operands):
                if type(variable) is Variable and variable not in unfreed:
                    unfreed.add(variable)
                    last.append(variable)
            in_place = False
            if writes:
                roots = [owner.get(o, o) if isinstance(o, Variable) else None for o in equation.operands]
                free = bool(roots) and roots[0] not in lasting and roots[0] not in read_later
                in_place = equation.op.writes and free and roots[0] not in (None, *roots[1:])
                read_later.update(root for root in roots if root is not None)
            steps.append(Step(equation.op, with_numbers(equation), equation.result, tuple(last), in_place))
        return Plan(steps[::-1])


def with_numbers(equation: Equation) -> tuple[Any, ...]:
    """The operands with Literals as numbers: Python's beside arrays in elementwise ops, whose dtype they take."""
    if all(type(operand) is Variable for operand in equation.operands):
        return equation.operands
    weak = isinstance(equation.op, Elementwise) and any(o.type.dtype != "bool" for o in equation.variables())
    return tuple(
        o if isinstance(o, Variable) else o.value if weak else np.asarray(o.value, o.type.numpy)
        for o in equation.operands
    )


def kept(program: Program) -> set[Variable]:
    """What is read at the end: outputs and the conditions of guards."""
    atoms = [*program.outputs.values(), *(guard.condition for guard in program.guards)]
    return {atom for atom in atoms if not isinstance(atom, Literal)}


def owners(program: Program) -> dict[Variable, Variable]:
    """For each result that may be a view, the variable whose memory it may share."""
    owner: dict[Variable, Variable] = {}
    for equation in program.equations:
        if equation.op.shares and equation.operands and isinstance(first := equation.operands[0], Variable):
            owner[equation.result] = owner.get(first, first)
    return owner
