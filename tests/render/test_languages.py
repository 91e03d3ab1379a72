"""Every example of every op, in every language, gives what the op evaluates to."""

from typing import Any

import numpy as np
import pytest

from clearprop.ir import NOWHERE, Equation, Program, Variable, type_of
from clearprop.ops import OPS, Example
from clearprop.render import c, javascript, numpy, python
from tests.javascript import needs_node, run_javascript

from .running import Library, assert_equal, evaluated, needs_compiler, run_numpy, run_python

KNOWN_LACKS: set[str] = set()
"""Ops that plain Python and C do not have: neither a formula nor an algorithm is written yet."""


def program(op: Any, operands: tuple[Any, ...]) -> tuple[Program, dict[str, Any]]:
    arrays = [np.asarray(operand) for operand in operands]
    inputs = tuple(Variable(f"x{k}", type_of(array)) for k, array in enumerate(arrays))
    result = Variable("r", op.infer(*(variable.type for variable in inputs)))
    equations = [Equation(result, op, inputs, NOWHERE)]
    built = Program(inputs, {}, equations, [], {"r": result}, op.name).check()
    return built, {variable.name: array for variable, array in zip(inputs, arrays, strict=True)}


def examples() -> dict[str, tuple[Program, dict[str, Any]]]:
    found = {}
    for name, cls in OPS.items():
        for k, given in enumerate(cls.examples):
            one = given if isinstance(given, Example) else Example(given, {})
            found[f"{name}_{k}"] = program(cls(**one.parameters), one.operands)
    return found


EXAMPLES = examples()
EVERYWHERE = [label for label, (one, _) in EXAMPLES.items() if not c.lacks(one.equations[0].op)]


@pytest.fixture(scope="session")
def library() -> Library:
    return Library({f"f_{label}": EXAMPLES[label][0] for label in EVERYWHERE})


@pytest.mark.parametrize("label", EXAMPLES)
def test_numpy(label: str) -> None:
    one, inputs = EXAMPLES[label]
    assert not numpy.lacks(one.equations[0].op)
    assert_equal(run_numpy(one, inputs), evaluated(one, inputs))


@pytest.mark.parametrize("label", EVERYWHERE)
def test_python(label: str) -> None:
    one, inputs = EXAMPLES[label]
    found, expected = run_python(one, inputs), evaluated(one, inputs)
    single = expected["r"].dtype == np.float32 or any(np.asarray(x).dtype == np.float32 for x in inputs.values())
    assert_equal(found, expected, 1e-6 if single else 1e-12)
    if expected["r"].size:
        assert found["r"].dtype.kind == expected["r"].dtype.kind


@needs_compiler
@pytest.mark.native
@pytest.mark.parametrize("label", EVERYWHERE)
def test_c(label: str, library: Library) -> None:
    one, inputs = EXAMPLES[label]
    expected = evaluated(one, inputs)
    assert_equal(library.run(f"f_{label}", inputs), expected, 1e-6 if expected["r"].dtype == np.float32 else 1e-12)


@needs_node
@pytest.mark.parametrize("label", EVERYWHERE)
def test_javascript(label: str) -> None:
    one, inputs = EXAMPLES[label]
    expected = evaluated(one, inputs)
    assert_equal(run_javascript(one, inputs), expected, 1e-6 if expected["r"].dtype == np.float32 else 1e-12)


def test_what_a_language_lacks_is_listed() -> None:
    built = {label: one.equations[0].op for label, (one, _) in EXAMPLES.items()}
    for language in (python, c, javascript):
        assert {op.name for op in built.values() if language.lacks(op)} == KNOWN_LACKS
