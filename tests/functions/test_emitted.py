"""What a derivation emits (Python with nested lists, NumPy, C) gives what cp.grad gives, and runs by itself."""

from typing import Any

import numpy as np
import pytest

import clearprop as cp

from . import oracle
from .case import Case, at_floats, is_floating, named_leaves
from .catalogue import parametrised
from .languages import COMPILER, as_lists, run_c, run_numpy, run_python, signature

emitted = parametrised(lambda case: "python" not in case.tags)
needs_compiler = pytest.mark.skipif(not COMPILER, reason="NO C COMPILER: the emitted C is not tested on this machine")


DERIVED: dict[int, Any] = {}
EXPECTED: dict[int, tuple[float, list[Any]]] = {}


def derive(case: Case) -> Any:
    """Once for each case; an error is raised again in each test."""
    if id(case) not in DERIVED:
        DERIVED[id(case)] = cp.derive(case.function, *case.fresh(), wrt=wrt_of(case), **case.named)
    return DERIVED[id(case)]


def wrt_of(case: Case) -> tuple[int, ...] | None:
    """None (every floating argument) wherever that means the positions of the case."""
    every = Case(case.function, case.arguments).wrt
    return None if every == case.wrt and not {"named", "defaults"} & case.tags else case.wrt


def expected(case: Case) -> tuple[float, list[Any]]:
    """The value and, flat, the gradients that cp.grad gives."""
    if id(case) not in EXPECTED:
        value, gradients = cp.value_and_grad(case.function, wrt=case.wrt)(*case.fresh(), **case.named)
        pairs = zip(gradients, case.wrt, strict=True)
        EXPECTED[id(case)] = float(value), [leaf for g, i in pairs for leaf in at_floats(g, case.arguments[i])]
    return EXPECTED[id(case)]


def gradient_names(case: Case) -> list[str]:
    named = {}
    for position in case.wrt:
        named.update(named_leaves(case.arguments[position], case.names()[position]))
    return [name for name, leaf in named.items() if is_floating(leaf)]


def assert_same(value: Any, gradients: Any, case: Case) -> None:
    plain, flat = expected(case)
    close = 2e-4 if "float32" in case.tags else 1e-9
    scale = max([1e-300, *(float(np.max(np.abs(g), initial=0.0)) for g in flat)])
    np.testing.assert_allclose(float(value), plain, rtol=close, atol=close)
    assert len(gradients) == len(flat)
    for name, ours, other in zip(gradient_names(case), gradients, flat, strict=True):
        ours = np.asarray(ours, dtype=float)
        assert ours.shape == other.shape or ours.size == other.size == 0, f"{name}: {ours.shape} for {other.shape}"
        np.testing.assert_allclose(ours.reshape(other.shape), other, rtol=0, atol=close * scale, err_msg=name)


@emitted
def test_derivation(case: Case) -> None:
    d = derive(case)
    if not {"star", "odd names"} & case.tags:
        assert list(d.gradients) == gradient_names(case)
    assert_same(d.value, list(d.gradients.values()), case)
    differences = [[gradient for group in oracle.numeric_gradient(case) for gradient in group]]
    assert oracle.distance([list(d.gradients.values())], differences) <= case.tolerance * oracle.largest(differences)


@emitted
def test_numpy(case: Case) -> None:
    d = derive(case)
    arguments = case.fresh()
    value, gradients = run_numpy(d.code("numpy"), case, arguments)
    assert list(gradients) == list(d.gradients)
    assert_same(value, list(gradients.values()), case)
    if "mutates its argument" not in case.tags:
        for before, after in zip(case.inputs().values(), case.inputs(arguments).values(), strict=True):
            np.testing.assert_array_equal(before, after, err_msg="emitted code wrote to its arguments")


@emitted
def test_python(case: Case) -> None:
    d = derive(case)
    value, gradients = run_python(d.code("python"), case, case.fresh())
    assert list(gradients) == list(d.gradients)
    assert isinstance(value, float)
    assert_same(value, list(gradients.values()), case)


@needs_compiler
@pytest.mark.native
@emitted
def test_c(case: Case) -> None:
    d = derive(case)
    code = d.code("c")
    names = [name for _, name in signature(code)]
    given = case.inputs()
    count = len(names) - 1 - len(d.gradients)
    if {"star", "odd names"} & case.tags:
        every = list(given.values())
        inputs = every if count == len(every) else [leaf for leaf in every if is_floating(leaf)]
    else:
        spelled = [name.rstrip("_") if name.rstrip("_") in given else name for name in names[:count]]
        assert set(spelled) <= set(given), f"{spelled} are not all inputs of the function: {list(given)}"
        assert spelled == [name for name in given if name in spelled], "the inputs are not in the function's order"
        floating = [
            name for position in case.wrt for name in named_leaves(case.arguments[position], case.names()[position])
        ]
        assert set(floating) - set(spelled) <= {name for name in floating if not is_floating(given[name])}
        inputs = [given[name] for name in spelled]
    value, gradients = run_c(code, inputs, list(d.gradients.values()))
    assert_same(value, gradients, case)
    if "float32" not in case.tags:
        assert {kind for kind, _ in signature(code)} == {"double"}


@parametrised(lambda case: not {"python", "branches", "masks", "float32", "stretch"} & case.tags)
def test_python_and_numpy_elsewhere(case: Case) -> None:
    """Emitted once, run at other inputs: no number of the first point is frozen in."""
    d = derive(case)
    there = oracle.nearby(case, 0.02)
    value, gradients = cp.value_and_grad(case.function, wrt=case.wrt)(*there, **case.named)
    flat = [leaf for g, i in zip(gradients, case.wrt, strict=True) for leaf in at_floats(g, case.arguments[i])]
    scale = max(float(np.max(np.abs(g), initial=0.0)) for g in flat)
    for run, language in ((run_numpy, "numpy"), (run_python, "python")):
        other, ours = run(d.code(language), case, oracle.nearby(case, 0.02))
        np.testing.assert_allclose(float(other), float(value), rtol=1e-9, atol=1e-9, err_msg=language)
        for one, two in zip(ours.values(), flat, strict=True):
            np.testing.assert_allclose(np.asarray(one).reshape(two.shape), two, rtol=0, atol=1e-9 * scale)


def leaky(x):
    if x[0] > 0:
        return np.sum(x**2)
    return np.sum(x**3)


@pytest.mark.parametrize("language", ["numpy", "python"])
def test_emitted_code_tests_its_guards(language: str) -> None:
    """Where the recorded branch is left the code names its condition or its line, and gives no number."""
    code = cp.derive(leaky, np.array([1.0, 2.0, 3.0])).code(language)
    away = np.array([-1.0, 2.0, 3.0])
    line = leaky.__code__.co_firstlineno + 1
    with pytest.raises(Exception, match=rf"(?s)x\[0\] > 0|\b{line}\b"):
        run_source_at(code, away if language == "numpy" else as_lists(away))


def run_source_at(code: str, argument: Any) -> Any:
    namespace: dict[str, Any] = {"__name__": "emitted"}
    exec(compile(code, "emitted.py", "exec"), namespace)
    return namespace["value_and_gradients"](argument)


def reserved_names(lambda_, double, value):
    return np.sum(lambda_ * double) + value**2


@needs_compiler
@pytest.mark.native
def test_names_that_a_language_reserves() -> None:
    """A trailing underscore; the value's own name does not collide with an input called `value`."""
    arguments = np.array([1.0, 2.0]), np.array([3.0, 5.0]), 4.0
    d = cp.derive(reserved_names, *arguments)
    value, gradients = run_c(d.code("c"), list(arguments), list(d.gradients.values()))
    assert value == 29.0
    np.testing.assert_array_equal(gradients[0], arguments[1])
    np.testing.assert_array_equal(gradients[1], arguments[0])
    assert float(gradients[2]) == 8.0


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Exception, match=r"(?i)python.*numpy|numpy.*python|\bc\b.*numpy|known"):
        cp.derive(lambda x: x * x, 3.0).code("fortran")
