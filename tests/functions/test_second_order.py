"""Hessians, Jacobians, forward mode and pull-backs: JAX's conventions, held against differences and each other."""

from typing import Any

import numpy as np
import pytest

import clearprop as cp

from . import oracle
from .case import Case
from .cases_vectors import SCALARS, VECTORS

scalars = pytest.mark.parametrize("case", SCALARS, ids=lambda case: case.id)
vectors = pytest.mark.parametrize("case", VECTORS, ids=lambda case: case.id)


def differences(function: Any, x: Any, step: float = 1e-4) -> Any:
    """The Jacobian of function at x, by central differences of fourth order; the shape is out + in."""
    x = np.asarray(x, dtype=float)
    out = np.shape(function(like(x)))
    result = np.zeros(out + x.shape)
    for index in np.ndindex(x.shape):

        def at(by: float, index: tuple[int, ...] = index) -> Any:
            there = x.copy()
            there[index] += by
            return np.asarray(function(like(there)))

        near, far = at(step) - at(-step), at(2 * step) - at(-2 * step)
        result[(..., *index)] = (8 * near - far) / (12 * step)
    return result


def like(x: Any) -> Any:
    return x if x.shape else float(x)


def close(ours: Any, expected: Any, tolerance: float = 1e-6) -> None:
    assert np.shape(ours) == np.shape(expected), f"{np.shape(ours)} for {np.shape(expected)}"
    scale = max(1e-3, float(np.max(np.abs(expected), initial=0.0)))
    np.testing.assert_allclose(ours, expected, rtol=0, atol=tolerance * scale)


@pytest.mark.parametrize("case", VECTORS + SCALARS, ids=lambda case: case.id)
def test_these_cases_are_smooth(case: Case) -> None:
    (position,) = case.wrt

    def function(x: Any) -> Any:
        return case.function(*case.arguments[:position], x, *case.arguments[position + 1 :])

    close(differences(function, case.arguments[position]), differences(function, case.arguments[position], 3e-4))


@scalars
def test_hessian(case: Case) -> None:
    (x,) = case.fresh()
    ours = cp.hessian(case.function)(x)

    close(ours, differences(cp.grad(case.function), x))
    size = int(np.size(x))
    matrix = np.reshape(ours, (size, size))
    close(matrix, matrix.T, 1e-9)


@scalars
def test_gradient(case: Case) -> None:
    (x,) = case.fresh()
    (expected,) = oracle.numeric_gradient(case)[0]
    close(cp.grad(case.function)(x), expected)


@scalars
def test_gradient_of_a_function_of_the_gradient(case: Case) -> None:
    """The norm of the gradient is a function of its own: its gradient is twice the Hessian times the gradient."""
    (x,) = case.fresh()
    gradient = cp.grad(case.function)
    penalty = cp.grad(lambda x: np.sum(gradient(x) ** 2))(x)
    hessian = np.reshape(cp.hessian(case.function)(x), (np.size(x), np.size(x)))
    close(penalty, np.reshape(2 * hessian @ np.ravel(gradient(x)), np.shape(x)), 1e-9)


@scalars
def test_forward_and_reverse_agree(case: Case) -> None:
    """<gradient, direction> by reverse mode is the tangent by forward mode."""
    (x,) = case.fresh()
    direction = np.random.default_rng(3).normal(size=np.shape(x))
    direction = direction if direction.shape else float(direction)
    value, tangent = cp.jvp(case.function, (x,), (direction,))
    np.testing.assert_allclose(float(value), float(case.value((x,))), rtol=1e-13)
    close(tangent, np.asarray(np.sum(cp.grad(case.function)(x) * direction)), 1e-9)


@scalars
def test_hessian_times_vector(case: Case) -> None:
    """Forward over reverse."""
    (x,) = case.fresh()
    direction = np.random.default_rng(4).normal(size=np.shape(x))
    direction = direction if direction.shape else float(direction)
    _, product = cp.jvp(cp.grad(case.function), (x,), (direction,))
    size = int(np.size(x))
    expected = np.reshape(cp.hessian(case.function)(x), (size, size)) @ np.ravel(direction)
    close(product, np.reshape(expected, np.shape(x)), 1e-9)


@vectors
def test_jacobian(case: Case) -> None:
    """Shape: the output's, then the argument's."""
    (position,) = case.wrt
    arguments = case.fresh()

    def function(x: Any) -> Any:
        return case.function(*arguments[:position], x, *arguments[position + 1 :])

    close(cp.jacobian(case.function, wrt=position)(*arguments), differences(function, arguments[position]))


@vectors
def test_vjp(case: Case) -> None:
    (position,) = case.wrt
    arguments = case.fresh()
    value, pull_back = cp.vjp(case.function, *arguments)
    plain = case.value(arguments)
    np.testing.assert_allclose(value, plain, rtol=1e-13)
    jacobian = cp.jacobian(case.function, wrt=position)(*arguments)
    for seed in (1, 2):
        cotangent = np.random.default_rng(seed).normal(size=np.shape(plain))
        gradients = pull_back(cotangent)
        assert isinstance(gradients, tuple) and len(gradients) == len(arguments)
        close(gradients[position], np.tensordot(cotangent, jacobian, axes=cotangent.ndim), 1e-9)


@vectors
def test_jvp(case: Case) -> None:
    (position,) = case.wrt
    arguments = case.fresh()
    rng = np.random.default_rng(5)
    tangents = tuple(
        (rng.normal(size=np.shape(a)) if i == position else np.zeros(np.shape(a))) for i, a in enumerate(arguments)
    )
    value, tangent = cp.jvp(case.function, arguments, tangents)
    np.testing.assert_allclose(value, case.value(arguments), rtol=1e-13)
    jacobian = cp.jacobian(case.function, wrt=position)(*arguments)
    close(tangent, np.tensordot(jacobian, tangents[position], axes=np.ndim(tangents[position])), 1e-9)


def test_vjp_of_a_scalar_function_is_its_gradient() -> None:
    value, pull_back = cp.vjp(lambda x, y: np.sum(x * y), np.array([1.0, 2.0]), np.array([3.0, 5.0]))
    assert float(value) == 13.0
    for ours, expected in zip(pull_back(1.0), ([3.0, 5.0], [1.0, 2.0]), strict=True):
        np.testing.assert_array_equal(ours, expected)


def test_hessian_of_the_second_argument() -> None:
    hessian = cp.hessian(lambda x, y: np.sum(x) * np.sum(y**3), wrt=1)(np.ones(2), np.array([1.0, 2.0, 4.0]))
    np.testing.assert_allclose(hessian, np.diag([12.0, 24.0, 48.0]))


def test_hessian_of_a_matrix_argument() -> None:
    """Shape in + in: every entry of W with every entry."""
    W = np.arange(6.0).reshape(2, 3) / 5
    hessian = cp.hessian(lambda W: np.sum(W[0] * W[1]) ** 2)(W)
    assert hessian.shape == (2, 3, 2, 3)
    close(hessian, differences(cp.grad(lambda W: np.sum(W[0] * W[1]) ** 2), W))


def test_third_order() -> None:
    x = np.array([0.3, -0.7, 1.1])

    def function(x):
        return np.sum(np.tanh(x) ** 2) * x[0]

    close(cp.jacobian(cp.hessian(function))(x), differences(cp.hessian(function), x))
