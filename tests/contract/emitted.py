"""Runs emitted code on arrays: Python and NumPy by exec, C by gcc and ctypes, JavaScript by Node."""

import ctypes
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from clearprop.ir import Program
from clearprop.render import c, numpy, python
from clearprop.transform.grad import vjp
from tests.javascript import run_javascript as javascript_outputs

from .derivatives import close, direction_for
from .programs import Built, Numbers, program_of

COMPILER = shutil.which("gcc") or shutil.which("clang")
FLAGS = ["-std=c11", "-O1", "-Wall", "-Werror", "-shared", "-fPIC"]
UNTOUCHED = 1.2345e30

Results = dict[str, Any]


def with_gradients(op: Any, operands: Any, numbers: Numbers | None = None) -> Built:
    """The Program of the value and, where there is one, of the pull-back of a random g."""
    built = program_of(op, operands, numbers)
    if not built.program.outputs["value"].type.floating or not built.wrt:
        return built
    program = vjp(built.program, built.wrt).check()
    value = built.run()["value"]
    g = direction_for({"g": value}, np.random.default_rng(0))["g"].astype(value.dtype)
    return Built(program, {**built.inputs, "g_value": g}, built.wrt)


def as_lists(value: Any) -> Any:
    return np.asarray(value).tolist()


def returned(program: Program, result: Any) -> Results:
    """What the emitted function returned, by the names of the Program's outputs."""
    if list(program.outputs) == ["value"]:
        return {"value": result}
    value, gradients = result
    return {"value": value} | {key if key in program.outputs else f"d{key}": array for key, array in gradients.items()}


def run_text(code: str, program: Program, arguments: list[Any]) -> Results:
    namespace: dict[str, Any] = {"__name__": "emitted"}
    exec(compile(code, "emitted.py", "exec"), namespace)
    with np.errstate(all="ignore"):
        return returned(program, namespace["value_and_gradients"](*arguments))


def run_python(built: Built) -> Results:
    code = python.source(built.program)
    imported = set(re.findall(r"^\s*(?:import|from)\s+([\w.]+)", code, flags=re.MULTILINE))
    assert imported <= {"math"}, f"plain Python needs math only, not {imported}"
    return run_text(code, built.program, [as_lists(built.inputs[v.name]) for v in built.program.inputs])


def run_numpy(built: Built) -> Results:
    arguments = [plain(np.array(built.inputs[v.name])) for v in built.program.inputs]
    return run_text(numpy.source(built.program), built.program, arguments)


def plain(array: np.ndarray) -> Any:
    return array if array.ndim else array[()]


def compiled(programs: Mapping[str, Program]) -> ctypes.CDLL:
    """A library with a function for each Program, by name, from one file: one call of gcc."""
    with tempfile.TemporaryDirectory(prefix="clearprop-contract-") as folder:
        file, library = Path(folder, "all.c"), Path(folder, "all.so")
        file.write_text("\n".join(on_its_own(c.source(program, name), name) for name, program in programs.items()))
        done = subprocess.run(
            [str(COMPILER), *FLAGS, str(file), "-o", str(library), "-lm"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{', '.join(programs)} do not compile:\n{done.stderr[:3000]}"
        return ctypes.CDLL(str(library))


STATIC = re.compile(r"^static[^\n(=;]*?\b(\w+)(?=[(\[ =]*[(\[=])", re.MULTILINE)


def on_its_own(code: str, prefix: str) -> str:
    """The code of one file so that it may stand beside others: what is static in it gets a name of its own."""
    names = sorted(set(STATIC.findall(code)))
    defines = [f"#define {name} {prefix}_{name}" for name in names]
    undone = [f"#undef {name}" for name in names]
    includes, rest = (
        re.findall(r"^#include.*$", code, re.MULTILINE),
        re.sub(r"^#include.*$", "", code, flags=re.MULTILINE),
    )
    return "\n".join([*includes, *defines, rest, *undone])


def run_c(function: Any, built: Built) -> Results:
    """Inputs in order, then outputs in order; results start as a number that nothing has, so that a gap shows."""
    program = built.program
    inputs = [as_passed(np.asarray(built.inputs[v.name])) for v in program.inputs]
    ordered = sorted(program.outputs, key=lambda name: name != "value")
    results = {name: to_fill(program.outputs[name].type) for name in ordered}
    function.restype = None
    function(*(ctypes.c_void_p(array.ctypes.data) for array in (*inputs, *results.values())))
    for array, v in zip(inputs, program.inputs, strict=True):
        assert np.array_equal(array, built.inputs[v.name], equal_nan=True), f"C wrote to its input {v.name}"
    return results


def as_passed(array: np.ndarray) -> np.ndarray:
    """Floating arrays as they are; integers and booleans come as doubles."""
    return np.array(array, dtype=array.dtype if array.dtype.kind == "f" else np.float64, order="C")


def to_fill(type: Any) -> np.ndarray:
    return np.full(type.shape, UNTOUCHED, type.numpy if type.floating else np.float64)


def run_javascript(built: Built) -> Results:
    return dict(javascript_outputs(built.program, built.inputs))


def check_results(built: Built, found: Results, language: str, rtol: float = 1e-10) -> None:
    """Every output is what the interpreter gives."""
    for name, expected in built.run().items():
        result = np.asarray(found[name], dtype=float).reshape(np.shape(expected))  # [] for any shape without elements
        tolerance = rtol if expected.dtype != np.float32 else 1e-5
        close(result, expected.astype(float), f"{built.program.name} in {language}: {name}", tolerance)
