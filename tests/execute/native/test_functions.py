"""exp, expm1, tanh and log of our own: at most 4 units in the last place from the truth, and math.h's special values."""

import ctypes

import numpy as np
import pytest

from clearprop.execute.native import libraries
from clearprop.execute.native.step_source import INLINE, native_file

FUNCTIONS = ("exp", "expm1", "tanh", "log", "expf", "expm1f", "tanhf")
SPECIAL = (
    0.0, -0.0, np.inf, -np.inf, np.nan, 1e-320, -1e-320, 5e-324, 709.78, 709.79, -708.5, -720.3, -745.1, -745.2, 1.0, -1.0,
    1e-20, 2.2e-308, 1e308, 88.72, 88.73, -87.5, -103.9, -104.5,
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("native")
    text = f"#include <math.h>\n#include <stdint.h>\n{INLINE}\n" + native_file("functions.h")
    for name in FUNCTIONS:
        number = "float" if name.endswith("f") else "double"
        text += f"\nvoid run_{name}(const {number} *x, {number} *r, long n)\n"
        text += f"{{ for (long i = 0; i < n; i++) r[i] = {name}(x[i]); }}\n"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(libraries, "folder", lambda: folder)
        return libraries.loaded({"functions.c": text})


def points(name: str, dtype: type) -> np.ndarray:
    generator = np.random.default_rng(0)
    if name == "log":
        ranges = [np.exp(generator.uniform(-745, 709, 50_000)), generator.uniform(0.5, 2, 50_000)]
    else:
        ranges = [
            generator.uniform(low, high, 50_000) for low, high in ((-760, 720), (-110, 95), (-1, 1), (-1e-3, 1e-3))
        ]
    with np.errstate(over="ignore"):
        return np.concatenate([*ranges, SPECIAL]).astype(dtype)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_close_everywhere(library, name):
    dtype, longer = (np.float32, np.float64) if name.endswith("f") else (np.float64, np.longdouble)
    x = points(name, dtype)
    found = np.empty_like(x)
    getattr(library, f"run_{name}")(
        ctypes.c_void_p(x.ctypes.data), ctypes.c_void_p(found.ctypes.data), ctypes.c_long(x.size)
    )
    with np.errstate(all="ignore"):
        true = getattr(np, name.removesuffix("f"))(x.astype(longer))
        rounded = true.astype(dtype)
        finite = np.isfinite(rounded) & np.isfinite(found)
        apart = np.abs(found[finite].astype(longer) - true[finite]) / np.spacing(np.abs(rounded[finite])).astype(longer)
    assert np.max(apart) <= 4
    others = ~np.isfinite(rounded) | (rounded == 0)
    np.testing.assert_array_equal(found[others], rounded[others])
    numbers = ~np.isnan(rounded)
    np.testing.assert_array_equal(np.signbit(found[numbers]), np.signbit(rounded[numbers]))
