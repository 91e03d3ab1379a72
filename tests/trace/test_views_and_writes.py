"""Writes through views, and repeated places: NumPy's aliasing holds, whatever made the view."""

import numpy as np
import pytest

import clearprop as cp

WEIGHTS = np.arange(6.0).reshape(2, 3)
BUFFER = np.zeros((2, 3))
ROW = BUFFER[1]


def transposed(v):
    a = np.zeros((2, 3))
    a.T[1, 0] = v
    return (a * WEIGHTS).sum()


def transposed_in_place(v):
    a = np.zeros((2, 3))
    t = a.T
    t += v
    return (a * WEIGHTS).sum()


def flat(v):
    a = np.zeros((2, 3))
    a.flat[1] = v
    a.ravel()[5] += v**2
    return (a * WEIGHTS).sum()


def split(v):
    a = np.zeros((2, 3))
    _, second = np.split(a, 2)
    second[0, 1] = v
    return (a * WEIGHTS).sum()


def diagonal_by_einsum(v):
    a = np.zeros((3, 3))
    np.einsum("ii->i", a)[:] = v
    return (a * np.arange(9.0).reshape(3, 3)).sum()


def reshaped(v):
    a = np.zeros((2, 3))
    b = a.reshape(-1)
    b[2] = v
    b *= 2
    return (a * WEIGHTS).sum()


def copied_to_a_view(v):
    a = np.ones((2, 3))
    np.copyto(a.T, v)
    a.put([1, 3], v**2)
    return (a * WEIGHTS).sum()


def captured_view(v):
    BUFFER[...] = 0
    BUFFER.T[1, 0] = v
    ROW[2] = v**2
    return (BUFFER * WEIGHTS).sum() + ROW.sum()


def repeated_places(v):
    z = np.zeros(3)
    z[[0, 0, 2]] = np.array([1.0, 10, 100]) * v
    return (z * np.array([1.0, 2, 3])).sum()


def repeated_rows(v):
    z = np.ones((3, 2))
    z[np.array([1, 1]), :] = np.array([[1.0, 2.0], [3.0, 4.0]]) * v
    z[[0, 0], [1, 1]] += v
    return (z * WEIGHTS.reshape(3, 2)).sum()


@pytest.mark.parametrize(
    "function",
    [
        transposed, transposed_in_place, flat, split, diagonal_by_einsum, reshaped, copied_to_a_view, captured_view,
        repeated_places, repeated_rows,
    ],
)  # fmt: skip
def test_a_write_reaches_what_shares_the_memory(function):
    v, step = 1.7, 1e-5
    value, gradient = cp.value_and_grad(function)(v)
    assert value == pytest.approx(function(v), rel=1e-14)
    assert float(gradient) == pytest.approx((function(v + step) - function(v - step)) / (2 * step), rel=1e-7)


def test_numpy_functions_given_directly():
    assert cp.grad(np.tanh)(0.5) == pytest.approx(1 - np.tanh(0.5) ** 2)
    np.testing.assert_allclose(cp.grad(np.linalg.norm)(np.array([3.0, 4.0])), [0.6, 0.8])
    np.testing.assert_array_equal(cp.grad(np.max)(np.array([1.0, 3.0])), [0.0, 1.0])


def test_rounding_to_an_integer_leaves_a_guard():
    assert len(cp.trace(lambda x: x * round(x), 2.7).guards) == 1


def test_a_numpy_number_is_not_weak():
    single = np.array([1.0, 2.0], np.float32)
    program = cp.trace(lambda x: x * np.float64(2.0), single)
    assert str(program.outputs["value"].type) == "f64[2]"
