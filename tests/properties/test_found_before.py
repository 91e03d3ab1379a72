"""Programs on which a law once failed, found by the random ones and kept."""

import numpy as np

from clearprop.transform.functional import trace
from clearprop.transform.fuse import fuse
from clearprop.transform.grad import grad
from clearprop.transform.simplify import simplified
from tests.contract.emitted import check_results, run_numpy, run_python
from tests.contract.programs import Built


def built(function, **arrays) -> Built:
    program = grad(trace(function, **arrays), list(arrays))
    return Built(program, {name: np.asarray(array) for name, array in arrays.items()}, tuple(arrays))


def test_a_long_update_at_a_computed_place_is_still_python() -> None:
    """``x[2 - i][j] += a long expression`` was put in brackets as a whole."""

    def function(x, c, d):
        backwards = x[::-1]
        h = np.reshape(backwards, (4, 3))
        return np.sum(np.tanh(np.tanh(h)) * c) + np.sum(np.cos(backwards) * d)

    rng = np.random.default_rng(0)
    program = built(function, x=rng.normal(size=(3, 4)), c=rng.normal(size=(4, 3)), d=rng.normal(size=(3, 4)))
    check_results(program, run_python(Built(fuse(simplified(program.program)), program.inputs, ())), "Python")


def test_an_axis_without_elements_is_still_python() -> None:
    """``[x[i]] * 0`` read an element that is not there."""

    def function(x):
        return np.sum(np.sum(np.reshape(np.tile(x, 2), (2, 0)), axis=0)) + np.sum(x)

    check_results(program := built(function, x=np.zeros(0)), run_python(program), "Python")


def test_a_fused_write_runs() -> None:
    def function(x):
        out = x * 2
        out[1:] += np.tanh(x[:-1]) * 3
        return np.sum(out**2)

    program = built(function, x=np.array([0.5, -1.0, 2.0]))
    for elements in (True, False):
        fused = Built(fuse(program.program, elements), program.inputs, ())
        check_results(program, fused.run(), "fused, interpreted")
        check_results(program, run_numpy(fused), "fused, NumPy")
