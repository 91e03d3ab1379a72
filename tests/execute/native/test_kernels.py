"""Products of matrices by kernels: every way of lying in memory, and sizes around what a register holds."""

import ctypes
from itertools import product

import numpy as np
import pytest

from clearprop.execute.native import libraries
from clearprop.execute.native.kernels import HEAD, Sizes, kernel

SIZES = [(1, 1, 1), (1, 7, 33), (5, 3, 8), (6, 16, 16), (7, 10, 15), (13, 2, 64), (12, 9, 100), (3, 40, 130)]


@pytest.mark.parametrize("number, dtype", [("float", np.float32), ("double", np.float64)])
def test_a_kernel_gives_the_product(number, dtype, tmp_path, monkeypatch):
    monkeypatch.setattr(libraries, "folder", lambda: tmp_path)
    every = [Sizes(*sizes, turned) for sizes in SIZES for turned in product((False, True), repeat=2)]
    exported = "\n".join(
        f"void call_{s.name}(const number *x, const number *y, number *r) {{ {s.name}(x, y, r); }}" for s in every
    )
    text = "\n\n".join(["#include <string.h>", f"typedef {number} number;", HEAD, *map(kernel, every), exported])
    library = ctypes.CDLL(str(libraries.library({"kernels.c": text})))
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
