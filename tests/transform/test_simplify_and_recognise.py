"""Fewer equations for the same numbers; what the author named stays; dead code goes; named functions are found."""

import numpy as np
import pytest

from clearprop.execute.interpret import interpret
from clearprop.ir import Program
from clearprop.ops import OPS
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.functional import trace
from clearprop.transform.recognise import recognised
from clearprop.transform.simplify import simplified

X = np.array([[0.5, -1.0, 2.0], [0.25, 3.0, -0.75]])


def ops_of(program: Program) -> list[str]:
    return [equation.op.name for equation in program.equations]


@pytest.mark.parametrize(
    ("function", "ops"),
    [
        (lambda x: x * 1, []),
        (lambda x: np.negative(np.negative(x)), []),
        (lambda x: np.transpose(np.transpose(x)), []),
        (lambda x: np.reshape(np.reshape(x, (6,)), (2, 3)), []),
        (lambda x: np.sum(np.exp(x) * np.exp(x)), ["exp", "multiply", "sum"]),
        (lambda x: x * (2 * 3.0), ["multiply"]),
    ],
)
def test_what_is_simpler(function, ops) -> None:
    program = trace(function, X)
    simple = simplified(program).check()
    assert ops_of(simple) == ops
    np.testing.assert_array_equal(interpret(simple, {"x": X})["value"], function(X))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nothing_is_multiplied_away(bad: float) -> None:
    program = trace(lambda x: x * 0 + (x - x) + x / x, X)
    spoiled = np.where(X == 2.0, bad, X)
    with np.errstate(all="ignore"):
        expected = spoiled * 0 + (spoiled - spoiled) + spoiled / spoiled
        found = interpret(simplified(program), {"x": spoiled})["value"]
    np.testing.assert_array_equal(found, expected)


def test_what_the_author_named_stays() -> None:
    def function(x):
        first = np.exp(x)
        second = np.exp(x)
        same = first * 1
        return np.sum(first * second * same)

    names = [v.name for v in simplified(trace(function, X)).check().variables()]
    assert {"first", "second", "same"} <= set(names)


def test_guards_and_outputs_stay() -> None:
    def function(x):
        if x[0, 0] * 1 > 0:
            return {"twice": x * 2, "same": x * 1}
        return {"twice": x, "same": x}

    simple = simplified(trace(function, X)).check()
    assert list(simple.outputs) == ["value_twice", "value_same"]
    assert simple.outputs["value_same"] is simple.inputs[0]
    assert [guard.source for guard in simple.guards] == ["x[0, 0] * 1 > 0"]


def test_dead_code_goes_and_what_guards_need_stays() -> None:
    def function(x):
        np.exp(x)
        unused = np.cos(x) + np.ones((2, 3))
        if np.sum(x) > 0:
            return np.tanh(x), unused
        return x, x

    program = trace(function, X)
    only = Program(
        program.inputs, program.constants, program.equations, program.guards, {"value": program.outputs["value_0"]}
    )
    left = without_dead_code(only).check()
    assert ops_of(left) == ["sum", "greater", "tanh"]
    assert not left.constants
    assert left.inputs == program.inputs


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (lambda z: 1 / (1 + np.exp(-z)), "sigmoid"),
        (lambda z: 1.0 / (np.exp(-z) + 1.0), "sigmoid"),
        (lambda z: np.log(1 + np.exp(z)), "softplus"),
        (lambda z: np.maximum(0, z), "relu"),
        (lambda z: np.maximum(z, 0), "relu"),
    ],
)
def test_what_is_spelled_out_is_recognised(function, name: str) -> None:
    found = recognised(trace(function, X)).check()
    if OPS[name].definition is not None and name != "relu":  # a definition of one op is that op
        assert ops_of(found) == [name]
    np.testing.assert_allclose(interpret(found, {"z": X})["value"], function(X), rtol=1e-12)


@pytest.mark.parametrize(
    "function",
    [
        lambda z: 1 / (1 - np.exp(-z)),
        lambda z: 1 / (1 + np.exp(z)),
        lambda z: 1 / (2 + np.exp(-z)),
        lambda z: 2 / (1 + np.exp(-z)),
        lambda z: np.log(1 + np.exp(2 * z)) / z,
    ],
)
def test_what_only_looks_alike_is_not(function) -> None:
    program = trace(function, X)
    assert "sigmoid" not in ops_of(recognised(program))
    np.testing.assert_allclose(interpret(recognised(program), {"z": X})["value"], function(X), rtol=1e-12)


def test_steps_with_a_name_are_not_swallowed() -> None:
    def function(z):
        e = np.exp(-z)
        return 1 / (1 + e)

    assert "e" in {v.name for v in recognised(trace(function, X)).variables()}
