"""Running a Program inside a recording: its equations become the recording's, so gradients nest."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from clearprop.execute.interpret import interpret
from clearprop.ir import Literal, Program
from clearprop.trace.arrays import TracedArray, recorder_now
from clearprop.trace.recorder import Recorded


def run_program(program: Program, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The outputs of the Program: arrays, or traced arrays where an input is one."""
    recorder = recorder_now()
    if recorder is None or not any(type(value) is TracedArray for value in inputs.values()):
        return dict(interpret(program, inputs))
    values: dict[Any, Any] = dict(program.constants)
    for variable in program.inputs:
        given = inputs[variable.name]
        values[variable] = given._read() if type(given) is TracedArray else np.asarray(given, variable.type.numpy)
    for equation in program.equations:
        operands = (o.value if isinstance(o, Literal) else values[o] for o in equation.operands)
        values[equation.result] = equation.op(*operands)
    return {
        name: handle(atom.value if isinstance(atom, Literal) else values[atom])
        for name, atom in program.outputs.items()
    }


def handle(value: Any) -> Any:
    return TracedArray(value.builder, value.value, value) if type(value) is Recorded else value
