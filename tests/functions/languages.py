"""Runs what `d.code(...)` emits: Python and NumPy by exec, C by gcc and ctypes. Knows nothing else of clearprop."""

import ctypes
import functools
import inspect
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from .case import Case

COMPILER = shutil.which("gcc") or shutil.which("clang")
FLAGS = ["-std=c11", "-O1", "-Wall", "-Werror=implicit-function-declaration", "-shared", "-fPIC"]


def as_lists(value: Any) -> Any:
    """Arrays as nested lists, NumPy's scalars as floats, containers as they are."""
    if isinstance(value, dict):
        return {key: as_lists(item) for key, item in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(as_lists, value))
    if isinstance(value, (list, tuple)):
        return type(value)(map(as_lists, value))
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value


def run_source(
    code: str, arguments: tuple[Any, ...], named: dict[str, Any], defaults: dict[str, Any]
) -> tuple[Any, dict[str, Any]]:
    """In a fresh namespace, as `python file.py` would: nothing of ours is there to lean on."""
    assert "clearprop" not in re.sub(r"#.*|\"\"\"(.|\n)*?\"\"\"", "", code), "emitted code leans on ours"
    namespace: dict[str, Any] = {"__name__": "emitted"}
    exec(compile(code, "emitted.py", "exec"), namespace)
    function = namespace["value_and_gradients"]
    return function(*arguments, **named, **defaults_wanted(function, defaults, len(arguments), named))


def defaults_wanted(function: Any, defaults: dict[str, Any], positional: int, named: dict[str, Any]) -> dict[str, Any]:
    """Emitted code may ask for what has a default in the function itself."""
    rest = list(inspect.signature(function).parameters.values())[positional:]
    return {
        p.name: defaults[p.name] for p in rest if p.name in defaults and p.name not in named and p.default is p.empty
    }


def run_python(code: str, case: Case, arguments: tuple[Any, ...]) -> tuple[Any, dict[str, Any]]:
    imported = set(re.findall(r"^\s*(?:import|from)\s+([\w.]+)", code, flags=re.MULTILINE))
    assert imported <= {"math", "__future__"}, f"plain Python needs math only, not {imported}"
    return run_source(code, tuple(map(as_lists, arguments)), as_lists(case.named), as_lists(defaults_of(case)))


def run_numpy(code: str, case: Case, arguments: tuple[Any, ...]) -> tuple[Any, dict[str, Any]]:
    return run_source(code, arguments, case.named, defaults_of(case))


def defaults_of(case: Case) -> dict[str, Any]:
    parameters = inspect.signature(case.function).parameters.values()
    return {p.name: p.default for p in parameters if p.default is not p.empty}


@functools.cache
def compiled(code: str) -> ctypes.CDLL:
    with tempfile.TemporaryDirectory(prefix="clearprop-c-") as folder:
        source, library = Path(folder, "emitted.c"), Path(folder, "emitted.so")
        source.write_text(code)
        command = [COMPILER, *FLAGS, source, "-o", library, "-lm"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"this does not compile:\n{code}\n{done.stderr[:2000]}"
        return ctypes.CDLL(str(library))


def signature(code: str) -> list[tuple[str, str]]:
    """(C type, name) of every parameter of value_and_gradients."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", code, flags=re.DOTALL)
    found = re.findall(r"void\s+value_and_gradients\s*\(([^)]*)\)", text)
    assert found, "no function `void value_and_gradients(...)`"
    parameters = []
    for part in found[-1].split(","):
        match = re.fullmatch(r"\s*(?:const\s+)?(double|float)\s*\*\s*(?:const\s+)?(?:restrict\s+)?(\w+)\s*", part)
        assert match, f"a parameter that is no pointer to numbers: {part!r}"
        parameters.append((match[1], match[2]))
    return parameters


def run_c(code: str, inputs: list[Any], gradients: list[Any]) -> tuple[float, list[Any]]:
    """Inputs in order, then the value, then the gradients; `gradients` says their shapes.

    Results start as a number that no gradient has, so that an entry never written shows.
    """
    parameters = signature(code)
    assert len(parameters) == len(inputs) + 1 + len(gradients), f"{[name for _, name in parameters]}"
    kinds = [np.float64 if kind == "double" else np.float32 for kind, _ in parameters]
    results = [np.empty(()), *gradients]
    arrays = [np.ascontiguousarray(value, dtype=kind) for value, kind in zip(inputs, kinds, strict=False)]
    arrays += [
        np.full(np.shape(g), 1.2345e30, dtype=kind) for g, kind in zip(results, kinds[len(inputs) :], strict=True)
    ]
    function = compiled(code).value_and_gradients
    function.restype = None
    function(*(ctypes.c_void_p(array.ctypes.data) for array in arrays))
    for array, value in zip(arrays, inputs, strict=False):
        np.testing.assert_array_equal(array, np.asarray(value, dtype=array.dtype), err_msg="C wrote to an input")
    value, *rest = arrays[len(inputs) :]
    return float(value), rest
