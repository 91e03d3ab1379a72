"""Reverse mode as Program -> Program: names, origins, adjoints that add up, seeds, and what is refused."""

import numpy as np
import pytest

from clearprop.execute.interpret import interpret, interpret_keeping
from clearprop.ir import Program
from clearprop.transform.functional import trace
from clearprop.transform.grad import grad, vjp

RNG = np.random.default_rng(1)
W, B, X, Y = RNG.normal(size=(3, 2)), RNG.normal(size=2), RNG.normal(size=(5, 3)), RNG.normal(size=(5, 2))


def loss(W1, b1, x, y):
    z1 = x @ W1 + b1
    a1 = np.tanh(z1)
    return np.sum((a1 - y) ** 2) / 5


def names_of(program: Program) -> dict[str, str]:
    return {equation.result.name: equation.op.name for equation in program.equations}


def equation_of(program: Program, name: str):
    return next(equation for equation in program.equations if equation.result.name == name)


def test_the_adjoints_have_the_names_that_people_give_them() -> None:
    program = grad(trace(loss, W, B, X, Y), ["W1", "b1"]).check()
    assert list(program.outputs) == ["value", "dW1", "db1"]
    assert {"z1", "a1", "da1", "delta1", "dW1", "db1"} <= set(names_of(program))
    values = {v.name: array for v, array in interpret_keeping(program, {"W1": W, "b1": B, "x": X, "y": Y}).items()}
    np.testing.assert_allclose(values["da1"], (values["a1"] - Y) * 2 / 5)
    np.testing.assert_allclose(values["delta1"], values["da1"] * (1 - values["a1"] ** 2))
    np.testing.assert_allclose(values["dW1"], X.T @ values["delta1"])


def test_origins_say_local_upstream_and_sum() -> None:
    program = grad(trace(loss, W, B, X, Y), ["W1", "b1"])
    delta = equation_of(program, "delta1").origin
    assert (delta.adjoint.of.name, delta.adjoint.operand, delta.adjoint.factor) == ("a1", 0, "upstream")
    assert delta.position == equation_of(program, "a1").origin.position
    local = [e.origin.adjoint for e in program.equations if e.origin.adjoint and e.origin.adjoint.factor == "local"]
    assert ("a1", None) in {(adjoint.of.name, adjoint.operand) for adjoint in local}
    twice = grad(trace(lambda x: np.sum(np.sin(x) * np.exp(x)), X), ["x"])
    added = equation_of(twice, "dx").origin.adjoint
    assert (added.of.name, added.operand, added.factor) == ("x", None, "sum")


def test_the_forward_part_stays_as_it_is_and_keeps_its_names() -> None:
    forward = trace(loss, W, B, X, Y)
    before = str(forward)
    program = grad(forward, ["W1", "x"])
    assert str(forward) == before
    assert [e.result for e in program.equations[: len(forward.equations)]] == [e.result for e in forward.equations]


def test_what_no_gradient_needs_is_not_computed() -> None:
    program = grad(trace(loss, W, B, X, Y), ["b1"])
    assert "transpose" not in names_of(program).values()
    assert sum(name == "matmul" for name in names_of(program).values()) == 1


def test_contributions_to_parts_are_added_in_place() -> None:
    program = grad(trace(lambda x: np.sum(x[0] * x[1:]) + np.sum(x[::2] ** 2), np.ones(5)), ["x"])
    zeros = [e for e in program.equations if e.op.name == "full" and e.op.value == 0]
    assert len(zeros) == 1
    gradient = interpret(program, {"x": np.arange(5.0)})["dx"]
    np.testing.assert_allclose(gradient, [10, 0, 4, 0, 8])


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (lambda x, y: np.sum(y), np.zeros(3)),
        (lambda x, y: np.sum(x), np.ones(3)),
        (lambda x, y: np.sum(x + x), np.full(3, 2.0)),
        (lambda x, y: x[1], np.array([0.0, 1.0, 0.0])),
        (lambda x, y: np.sum(np.floor(x)), np.zeros(3)),
        (lambda x, y: np.sum(np.where(x > 0, 1.0, 2.0)), np.zeros(3)),
        (lambda x, y: 3.0, np.zeros(3)),
    ],
)
def test_gradients_are_arrays_of_the_argument(function, expected) -> None:
    x = np.array([0.5, -1.0, 2.0])
    program = grad(trace(function, x, x), ["x"]).check()
    gradient = interpret(program, {"x": x, "y": x})["dx"]
    np.testing.assert_array_equal(gradient, expected)
    assert gradient.dtype == np.float64


def test_float32_inputs_have_float32_gradients_beside_float64_ones() -> None:
    program = grad(trace(lambda x, y: np.sum(x * y), np.ones(3, np.float32), np.ones(3)), ["x", "y"]).check()
    assert [str(program.outputs[name].type) for name in ("dx", "dy")] == ["f32[3]", "f64[3]"]


def test_a_scalar_output_is_needed() -> None:
    with pytest.raises(ValueError, match=r"returns one floating number; f returns f64\[5, 3\]\. Sum or average it"):
        grad(trace(lambda x: x * 2, X), ["x"])
    with pytest.raises(ValueError, match=r"returns one floating number; f returns i64\[\]"):
        grad(trace(lambda x: np.argmax(x), X), ["x"])


def test_data_has_no_gradient() -> None:
    with pytest.raises(ValueError, match=r"k: i64\[\] is data: a gradient needs a floating input"):
        grad(trace(lambda x, k: np.sum(x * k), X, 3), ["k"])


def test_the_pull_back_takes_a_cotangent_for_each_output() -> None:
    program = vjp(trace(lambda x: (np.sin(x), x[0] * 2, np.argmax(x)), np.ones(3)), ["x"]).check()
    assert [v.name for v in program.inputs] == ["x", "g_value_0", "g_value_1"]
    x, g = np.array([0.1, 0.2, 0.3]), np.array([1.0, 2.0, 3.0])
    found = interpret(program, {"x": x, "g_value_0": g, "g_value_1": 5.0})
    np.testing.assert_allclose(found["dx"], g * np.cos(x) + [10, 0, 0])
    assert found["value_2"] == 2


def test_a_gradient_has_a_gradient() -> None:
    first = grad(trace(lambda x: np.sum(x**3), np.ones(3)), ["x"])
    second = vjp(
        Program(first.inputs, first.constants, first.equations, [], {"d": first.outputs["dx"]}, "f"), ["x"]
    ).check()
    x, g = np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.0, 2.0])
    np.testing.assert_allclose(interpret(second, {"x": x, "g_d": g})["dx"], 6 * x * g)


def test_guards_stay() -> None:
    def branching(x):
        return np.sum(x) if x[0] > 0 else np.sum(x * 2)

    program = grad(trace(branching, np.ones(3)), ["x"])
    assert [guard.source for guard in program.guards] == ["x[0] > 0"]
