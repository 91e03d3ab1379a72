"""Runs emitted code: Python and NumPy by exec, C by one call of gcc for any number of files."""

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clearprop.ir import Literal, Program, Variable
from clearprop.ops.symbol import Builder
from clearprop.render import c, numpy, python

COMPILER = shutil.which("gcc") or shutil.which("clang")
FLAGS = ["-std=c11", "-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC"]
needs_compiler = pytest.mark.skipif(not COMPILER, reason="NO C COMPILER: the emitted C is not tested on this machine")
UNTOUCHED = 1.2345e30

Values = dict[str, np.ndarray]


def program_of(build: Any, name: str = "f", **inputs: Any) -> Program:
    """The Program of NumPy text on Symbols; what it returns in a dict are the outputs, and names of their own."""
    builder = Builder()
    variables = {key: Variable(key, kind) for key, kind in inputs.items()}
    outputs = build(*(builder.symbol(variable) for variable in variables.values()))
    for key, symbol in outputs.items():
        symbol.atom.name = symbol.atom.name if key in inputs else key
    atoms = {key: symbol.atom for key, symbol in outputs.items()}
    return Program(tuple(variables.values()), builder.constants, builder.equations, [], atoms, name).check()


def evaluated(program: Program, inputs: Mapping[str, Any]) -> Values:
    """The outputs, equation by equation, by the ops themselves."""
    values: dict[Any, Any] = dict(program.constants)
    values.update((variable, np.asarray(inputs[variable.name])) for variable in program.inputs)
    with np.errstate(all="ignore"):
        for equation in program.equations:
            operands = [o.value if isinstance(o, Literal) else values[o] for o in equation.operands]
            values[equation.result] = np.asarray(equation.op.evaluate(*operands))
    return {
        key: np.asarray(atom.value if isinstance(atom, Literal) else values[atom])
        for key, atom in program.outputs.items()
    }


def by_name(program: Program, returned: Any) -> Values:
    """What the function returned, by the names of the outputs."""
    names = list(program.outputs)
    if "value" in names and len(names) > 1:
        returned = {"value": returned[0], **returned[1]}
    elif len(names) == 1:
        returned = {names[0]: returned}
    return {name: np.asarray(part) for name, part in zip(names, returned.values(), strict=True)}


def defined(code: str, function: str = "value_and_gradients") -> Any:
    namespace: dict[str, Any] = {"__name__": "emitted"}
    exec(compile(code, "emitted.py", "exec"), namespace)
    return namespace[function]


def run_python(program: Program, inputs: Mapping[str, Any]) -> Values:
    function = defined(python.source(program))
    return by_name(program, function(*(np.asarray(inputs[v.name]).tolist() for v in program.inputs)))


def run_numpy(program: Program, inputs: Mapping[str, Any]) -> Values:
    function = defined(numpy.source(program))
    arguments = [np.array(inputs[v.name]) for v in program.inputs]
    with np.errstate(all="ignore"):
        found = by_name(program, function(*arguments))
    for variable, argument in zip(program.inputs, arguments, strict=True):
        np.testing.assert_array_equal(argument, inputs[variable.name], err_msg="emitted code wrote to its argument")
    return found


class Library:
    """C functions compiled together; ``functions`` holds each Program under the name of its function."""

    def __init__(self, functions: Mapping[str, Program], *flags: str) -> None:
        self.functions = functions
        with tempfile.TemporaryDirectory(prefix="clearprop-render-") as folder:
            files = [Path(folder, f"{name}.c") for name in functions]
            for file, (name, program) in zip(files, functions.items(), strict=True):
                file.write_text(c.source(program, name))
            shared = Path(folder, "all.so")
            command = [str(COMPILER), *FLAGS, *flags, *map(str, files), "-lm", "-o", str(shared)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr[:4000]
            self.library = ctypes.CDLL(str(shared))

    def run(self, name: str, inputs: Mapping[str, Any]) -> Values:
        program = self.functions[name]
        arrays = [as_parameter(np.asarray(inputs[v.name]), v.type.dtype) for v in program.inputs]
        results = {
            key: np.full(atom.type.shape, UNTOUCHED, dtype="f4" if atom.type.dtype == "f32" else "f8")
            for key, atom in program.outputs.items()
        }
        values_first = sorted(results, key=lambda key: key != "value")
        pointers = [ctypes.c_void_p(array.ctypes.data) for array in (*arrays, *(results[key] for key in values_first))]
        getattr(self.library, name)(*pointers)
        return results


def as_parameter(array: np.ndarray, dtype: str) -> np.ndarray:
    return np.ascontiguousarray(array, dtype="f4" if dtype == "f32" else "f8")


def run_c(program: Program, inputs: Mapping[str, Any]) -> Values:
    return Library({"value_and_gradients": program}).run("value_and_gradients", inputs)


def assert_equal(found: Values, expected: Values, close: float = 1e-12) -> None:
    assert list(found) == list(expected)
    for key, value in expected.items():
        if value.size:
            scale = np.max(np.abs(value, where=np.isfinite(value), out=np.zeros(value.shape)), initial=1.0)
            np.testing.assert_allclose(found[key], value, rtol=close, atol=close * scale, err_msg=key)
            assert found[key].shape == value.shape, key
