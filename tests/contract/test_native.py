"""Each op, its value and its gradients, as compiled steps have them: fused, in a room, by functions for vector code."""

import ctypes
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from clearprop.execute.native import libraries
from clearprop.execute.native.kernels import kernel
from clearprop.execute.native.step_emitter import StepEmitter
from clearprop.execute.native.step_source import INLINE, VECTORISED, native_file
from clearprop.ir import Program
from clearprop.render.c_file import includes
from clearprop.train.native import prepared

from .cases import as_float32
from .emitted import COMPILER, as_passed, check_results, on_its_own, to_fill, with_gradients
from .programs import Built
from .test_languages import EMITTED, NAMES

NUMBERS = {"f64": "double", "f32": "float"}
FILES = 4
"""So many files for each type of numbers: they are compiled side by side."""


@cache
def built() -> dict[str, dict[str, Built]]:
    """By type of numbers and op: the first case of each, in both precisions."""
    first = {case.op.name: case for case in reversed(EMITTED)}
    narrow = {name: as_float32(case) for name, case in first.items()}
    both = {"f64": first, "f32": narrow}
    return {dtype: {n: with_gradients(c.op, c.operands) for n, c in cases.items()} for dtype, cases in both.items()}


def with_results(program: Program) -> Program:
    """The same with outputs that bear no input's name."""
    outputs = {f"result{k}": atom for k, atom in enumerate(program.outputs.values())}
    return Program(program.inputs, program.constants, program.equations, list(program.guards), outputs, program.name)


def source(dtype: str, names: list[str]) -> str:
    """A file with ``dtype_NAME(arrays)`` for each op."""
    steps, products = [], {}
    for name in names:
        emitter = StepEmitter(prepared(with_results(built()[dtype][name].program), dtype), f"of_{name}", dtype)
        *called, step = emitter.parts()
        products |= emitter.products
        count = len(emitter.inputs) + len(emitter.outputs)
        entry = [
            f"void {dtype}_{name}(void **arrays);",
            f"void {dtype}_{name}(void **arrays)",
            f"{{\n    static _Alignas(64) {emitter.room_name} room;",
            f"    of_{name}({', '.join([*(f'arrays[{k}]' for k in range(count)), '&room'])});\n}}",
        ]
        text = "\n\n".join([*called, emitter.room_type(), step, *entry])
        steps.append(on_its_own(re.sub("^INLINE ", "static inline ", text, flags=re.M), f"of_{name}"))
    head = [INLINE, f"typedef {NUMBERS[dtype]} number;", native_file("kernels.h"), *map(kernel, products)]
    head += [native_file("functions.h")] * any(map(VECTORISED.search, steps))
    text = "\n\n".join([*head, *steps])
    return (
        "\n".join([*includes(text), "#include <stdint.h>"])
        + "\n\n"
        + re.sub(r"^static inline", "INLINE", text, flags=re.M)
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    place: Path = tmp_path_factory.mktemp("native")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(libraries, "folder", lambda: place)
        parts = [(dtype, k) for dtype in NUMBERS for k in range(FILES)]
        return libraries.loaded({f"{dtype}_{k}.c": source(dtype, NAMES[k::FILES]) for dtype, k in parts})


@pytest.mark.native
@pytest.mark.skipif(not COMPILER, reason="NO C COMPILER: compiled steps are not tested on this machine")
@pytest.mark.parametrize("dtype", NUMBERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_compiled_step_gives_what_the_interpreter_gives(name: str, dtype: str, library: ctypes.CDLL) -> None:
    one = built()[dtype][name]
    inputs = [as_passed(np.asarray(one.inputs[v.name])) for v in one.program.inputs]
    results = {output: to_fill(atom.type) for output, atom in one.program.outputs.items()}
    arrays = [*inputs, *results.values()]
    getattr(library, f"{dtype}_{name}")((ctypes.c_void_p * len(arrays))(*(array.ctypes.data for array in arrays)))
    check_results(one, results, "a compiled step")
