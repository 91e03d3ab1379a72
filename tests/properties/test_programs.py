"""What every transformation, every way of running and every view must leave as it is: the numbers."""

import json
import os
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from clearprop.execute.interpret import interpret_keeping
from clearprop.ir import Program, Variable, from_json, parse, to_json
from clearprop.ops import OPS
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.fuse import fuse
from clearprop.transform.grad import grad
from clearprop.transform.recognise import recognised
from clearprop.transform.simplify import simplified
from tests.contract.derivatives import check_derivatives, close
from tests.contract.emitted import COMPILER, check_results, compiled, run_c, run_numpy, run_python
from tests.contract.programs import Built

from .programs import programs

RELAXED = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "derandomize": "CLEARPROP_RANDOM" not in os.environ,  # the same examples each time, or new ones
}
TRANSFORMATIONS = [without_dead_code, simplified, recognised, fuse]


def gradient(built: Built) -> Built:
    return replace(built, program=grad(built.program, built.wrt).check())


def fused(built: Built, elements: bool = True) -> Built:
    """As code is printed from it: several equations in one expression."""
    return replace(built, program=fuse(simplified(built.program), elements))


def same_numbers(found: Built, expected: Built, says: str, rtol: float = 1e-12) -> None:
    ours, theirs = found.run(), expected.run()
    assert list(ours) == list(theirs)
    for name, array in theirs.items():
        close(ours[name], array, f"{says}: {name}", rtol)


@pytest.mark.parametrize("transformation", TRANSFORMATIONS, ids=lambda t: t.__name__)
@settings(max_examples=40, **RELAXED)
@given(built=programs())
def test_transformations_keep_values(transformation: Callable[[Program], Program], built: Built) -> None:
    for program in (built, gradient(built)):
        changed = transformation(program.program).check()
        same_numbers(replace(program, program=changed), program, transformation.__name__)


@settings(max_examples=60, **RELAXED)
@given(built=programs())
def test_gradients_are_those_of_differences(built: Built) -> None:
    only = replace(built, program=replace(built.program, outputs={"value": built.program.outputs["value"]}))
    check_derivatives(only, "a random Program", rtol=1e-5)


@settings(max_examples=60, **RELAXED)
@given(built=programs())
def test_writing_in_place_and_freeing_change_nothing(built: Built) -> None:
    for program in (built, gradient(built)):
        before = {name: array.copy() for name, array in program.inputs.items()}
        constants = {variable: array.copy() for variable, array in program.program.constants.items()}
        found = program.run()
        kept = interpret_keeping(program.program, program.inputs)
        for name, atom in program.program.outputs.items():
            expected = kept[atom] if isinstance(atom, Variable) else atom.value
            np.testing.assert_array_equal(found[name], expected)
        for name, array in before.items():
            np.testing.assert_array_equal(program.inputs[name], array, err_msg="an input was written into")
        for variable, array in constants.items():
            np.testing.assert_array_equal(program.program.constants[variable], array, err_msg="so was a constant")
        again = program.run()
        for name, array in found.items():
            np.testing.assert_array_equal(again[name], array, err_msg="a second run differs")


@settings(max_examples=60, **RELAXED)
@given(built=programs())
def test_text_and_json_come_back_as_they_were(built: Built) -> None:
    program = gradient(built)
    text = str(program.program)
    data = json.dumps(to_json(program.program), allow_nan=False)
    for way in (parse(text, OPS), from_json(json.loads(data), OPS)):
        assert str(way.check()) == text
        assert json.dumps(to_json(way), allow_nan=False) == data
        same_numbers(replace(program, program=way), program, "read back", rtol=0.0)


@settings(max_examples=60, **RELAXED)
@given(built=programs())
def test_python_and_numpy_give_what_the_interpreter_gives(built: Built) -> None:
    program = gradient(built)
    check_results(program, run_python(program), "Python", rtol=1e-12)
    check_results(program, run_numpy(program), "NumPy", rtol=1e-12)
    check_results(program, run_python(fused(program)), "Python, fused", rtol=1e-12)
    check_results(program, run_numpy(fused(program, elements=False)), "NumPy, fused", rtol=1e-12)


@pytest.mark.native
@pytest.mark.skipif(not COMPILER, reason="NO C COMPILER: the emitted C is not tested on this machine")
@settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate], **RELAXED)  # each step compiles
@given(built=programs(most=20))
def test_c_gives_what_the_interpreter_gives(built: Built) -> None:
    program = gradient(built)
    library = compiled({"f": program.program, "g": fused(program).program})
    check_results(program, run_c(library.f, program), "C", rtol=1e-12)
    check_results(program, run_c(library.g, fused(program)), "C, fused", rtol=1e-12)
