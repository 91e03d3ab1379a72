"""Forward mode as Program -> Program: directions in, tangents out, by an op's own rule or its reverse rule transposed."""

import numpy as np

from clearprop.execute.interpret import interpret
from clearprop.ops import OPS
from clearprop.transform.functional import trace
from clearprop.transform.grad import grad
from clearprop.transform.jvp import jvp

X, T = np.array([0.5, -1.0, 2.0]), np.array([1.0, 0.5, -2.0])


def test_names_of_directions_and_tangents() -> None:
    def function(x):
        z = np.sin(x)
        return np.sum(z * z)

    program = jvp(trace(function, X), ["x"]).check()
    assert [v.name for v in program.inputs] == ["x", "dx"]
    assert list(program.outputs) == ["value", "dvalue"]
    assert "dz" in {equation.result.name for equation in program.equations}
    found = interpret(program, {"x": X, "dx": T})
    np.testing.assert_allclose(found["dvalue"], np.sum(2 * np.sin(X) * np.cos(X) * T))


def test_what_does_not_move_has_tangent_zero() -> None:
    program = jvp(trace(lambda x, y: (np.sum(y), np.floor(x), np.argmax(x)), X, X), ["x"]).check()
    found = interpret(program, {"x": X, "y": X, "dx": T})
    assert found["dvalue_0"] == 0
    np.testing.assert_array_equal(found["dvalue_1"], np.zeros(3))
    assert "dvalue_2" not in found


def test_an_op_without_a_rule_of_its_own_goes_by_its_transpose() -> None:
    assert OPS["cumprod"].jvp is None
    assert not OPS["cumprod"].linear
    program = jvp(trace(lambda x: np.cumprod(x), X), ["x"]).check()
    expected = [T[0], T[0] * X[1] + X[0] * T[1], T[0] * X[1] * X[2] + X[0] * T[1] * X[2] + X[0] * X[1] * T[2]]
    np.testing.assert_allclose(interpret(program, {"x": X, "dx": T})["dvalue"], expected)


def test_a_direction_beside_a_gradient_of_the_same_name() -> None:
    """The gradient is called dx, and so is the new input: the input keeps the name, the gradient's Program its own."""
    first = grad(trace(lambda x: np.sum(x**3), X), ["x"])
    before = str(first)
    program = jvp(first, ["x"]).check()
    assert str(first) == before
    assert [v.name for v in program.inputs] == ["x", "dx"]
    found = interpret(program, {"x": X, "dx": T})
    np.testing.assert_allclose(found["dx"], 3 * X**2)
    np.testing.assert_allclose(found["ddx"], 6 * X * T)
