"""Products of matrices by kernels: every way of lying in memory, sizes around what a register holds, near and in panels."""

import ctypes
from itertools import product

import numpy as np
import pytest

from clearprop.execute.native import kernels, libraries
from clearprop.execute.native.kernels import Sizes, calls, kernel
from clearprop.execute.native.step_source import INLINE, native_file

SIZES = [
    (1, 1, 1),
    (1, 7, 33),
    (5, 3, 8),
    (6, 16, 16),
    (7, 10, 15),
    (13, 2, 64),
    (12, 9, 100),
    (3, 40, 130),
    (29, 17, 71),
]
KEPT = """for (int i = first; i < stop; i++) {
    for (int j = left; j < right; j++) {
        r[i * COLUMNS + j] = block[(i - first) * NAME_WIDTH + (j - left)];
    }
}"""


def calling(sizes: Sizes) -> str:
    """A function that anybody can call, with room for what the kernel needs."""
    name = sizes.name
    kept = KEPT.replace("COLUMNS", str(sizes.columns)).replace("NAME", name) if sizes.far else ""
    body = "\n".join(calls(sizes, "x", "y", "" if sizes.far else "r", [kept]))
    return f"""void call_{name}(const number *x, const number *y, number *r)
{{
    static number scratch[{name}_LAID + {name}_STRIPS + {name}_BLOCK];
    number *laid = scratch, *strips = laid + {name}_LAID, *block = strips + {name}_STRIPS;
    (void)block;
    {body}
}}"""


@pytest.mark.parametrize("panels", [False, True], ids=["near", "panels"])
@pytest.mark.parametrize("number, dtype", [("float", np.float32), ("double", np.float64)])
def test_a_kernel_gives_the_product(number, dtype, panels, tmp_path, monkeypatch):
    monkeypatch.setattr(libraries, "folder", lambda: tmp_path)
    if panels:
        monkeypatch.setattr(kernels, "NEAR", 0)
        monkeypatch.setattr(kernels, "FEW", 4)
    every = [Sizes(*sizes, turned) for sizes in SIZES for turned in product((False, True), repeat=2)]
    assert any(sizes.far for sizes in every) == panels
    head = ["#include <stdint.h>", INLINE, f"typedef {number} number;", native_file("kernels.h")]
    library = libraries.loaded({"kernels.c": "\n\n".join([*head, *map(kernel, every), *map(calling, every)])})
    generator = np.random.default_rng(0)
    for s in every:
        x, y = generator.normal(size=(s.rows, s.inner)), generator.normal(size=(s.inner, s.columns))
        given = [np.ascontiguousarray(a.T if t else a, dtype) for a, t in zip((x, y), s.turned, strict=True)]
        guarded = np.full(s.rows * s.columns + 2, -7.0, dtype)  # a number on either side that has to stay
        address = guarded[1:].ctypes.data
        getattr(library, f"call_{s.name}")(*(ctypes.c_void_p(a.ctypes.data) for a in given), ctypes.c_void_p(address))
        found = guarded[1:-1].reshape(s.rows, s.columns)
        scale = np.abs(x) @ np.abs(y)
        assert np.all(np.abs(found - x @ y) <= 20 * np.finfo(dtype).eps * scale), s
        assert guarded[0] == guarded[-1] == -7
