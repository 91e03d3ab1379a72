"""cp.grad and cp.value_and_grad of every case, against central differences of the plain function."""

import copy
from typing import Any

import numpy as np
import pytest

import clearprop as cp

from . import oracle
from .case import Case, at_floats, is_floating
from .cases_kinks import CASES as KINKS
from .cases_kinks import Kink
from .catalogue import parametrised


@parametrised()
def test_gradient(case: Case) -> None:
    arguments = case.fresh()
    gradients = cp.grad(case.function, wrt=case.wrt)(*arguments, **copy.deepcopy(case.named))

    assert isinstance(gradients, tuple) and len(gradients) == len(case.wrt)
    for position, gradient in zip(case.wrt, gradients, strict=True):
        same_structure(gradient, case.arguments[position], case.names()[position])
    assert_near(gradients, oracle.numeric_gradient(case), case)
    if "mutates its argument" in case.tags:
        assert_arrays_unchanged(arguments, case.arguments)
    else:
        assert_equal_trees(arguments, case.arguments)


@parametrised()
def test_value_and_gradient(case: Case) -> None:
    arguments = case.fresh()
    value, gradients = cp.value_and_grad(case.function, wrt=case.wrt)(*arguments, **copy.deepcopy(case.named))

    plain = case.value(case.arguments)
    assert np.ndim(value) == 0 and np.asarray(value).dtype == np.asarray(plain).dtype
    close = 1e-6 if "float32" in case.tags else 1e-13
    np.testing.assert_allclose(float(value), float(plain), rtol=close, atol=close)
    assert_near(gradients, oracle.numeric_gradient(case), case)
    assert_arrays_unchanged(arguments, case.arguments)


@parametrised(lambda case: len(case.arguments) > 1 and "star" not in case.tags)
def test_one_by_position_and_by_name(case: Case) -> None:
    """A position or a name gives the gradient itself, not a tuple; both the same one."""
    position = case.wrt[-1]
    by_position = cp.grad(case.function, wrt=position)(*case.fresh(), **case.named)
    by_name = cp.grad(case.function, wrt=case.names()[position])(*case.fresh(), **case.named)

    same_structure(by_position, case.arguments[position], "by position")
    argument = case.arguments[position]
    for one, other in zip(at_floats(by_position, argument), at_floats(by_name, argument), strict=True):
        np.testing.assert_array_equal(one, other)
    differences = oracle.numeric_gradient(case)
    far = oracle.distance([at_floats(by_position, argument)], differences[-1:])
    assert far <= case.tolerance * oracle.largest(differences)


@pytest.mark.parametrize("kink", KINKS, ids=lambda kink: kink.id)
def test_kink(kink: Kink) -> None:
    gradient = cp.grad(kink.function)(copy.deepcopy(kink.at))

    assert gradient.shape == np.shape(kink.at) and np.isfinite(gradient).all()
    low, high = np.broadcast_to(kink.low, gradient.shape), np.broadcast_to(kink.high, gradient.shape)
    assert (gradient >= low - 1e-12).all() and (gradient <= high + 1e-12).all(), f"{gradient} not in [{low}, {high}]"
    if kink.total is not None:
        np.testing.assert_allclose(gradient.sum(), kink.total)


def test_wrt_is_the_first_argument_unless_said() -> None:
    gradient = cp.grad(lambda x, y: np.sum(x**2 * y))(np.array([1.0, 2.0]), np.array([3.0, 5.0]))
    np.testing.assert_allclose(gradient, [6.0, 20.0])


def test_a_tuple_of_one_gives_a_tuple_of_one() -> None:
    gradients = cp.grad(lambda x: x * x, wrt=(0,))(3.0)
    assert isinstance(gradients, tuple) and len(gradients) == 1 and float(gradients[0]) == 6.0


def test_order_and_mixture_of_names_and_positions() -> None:
    gradients = cp.grad(lambda x, y, z: x * y**2 * z, wrt=("z", 0))(2.0, 3.0, 5.0)
    assert [float(g) for g in gradients] == [18.0, 45.0]


def test_a_gradient_with_respect_to_a_keyword() -> None:
    gradient = cp.grad(lambda x, *, rate: (x * rate**2).sum(), wrt="rate")(np.ones(3), rate=2.0)
    assert float(gradient) == 12.0


def test_an_argument_that_does_not_matter_has_gradient_zero() -> None:
    gradients = cp.grad(lambda x, y, z: x.sum(), wrt=(0, 1, 2))(np.ones(3), np.ones((2, 4), np.float32), {"a": 1.0})
    np.testing.assert_array_equal(gradients[1], np.zeros((2, 4)))
    assert gradients[1].dtype == np.float32 and gradients[2]["a"].shape == ()


def test_the_same_array_in_two_arguments_counts_once_each() -> None:
    x = np.array([1.0, 2.0])
    first, second = cp.grad(lambda a, b: np.sum(a * b**2), wrt=(0, 1))(x, x)
    np.testing.assert_allclose(first, x**2)
    np.testing.assert_allclose(second, 2 * x**2)


def test_captured_arrays_are_as_before_after_a_write() -> None:
    """The function writes to an array that it captured; tracing leaves the user's memory as a plain call would not."""
    buffer = np.zeros(3)

    def function(x):
        buffer[:] = x * 2
        return np.sum(buffer**2)

    np.testing.assert_allclose(cp.grad(function)(np.array([1.0, 2.0, 3.0])), [8.0, 16.0, 24.0])
    assert buffer.dtype == float and type(buffer) is np.ndarray


def test_strided_and_read_only_arguments() -> None:
    x = np.arange(24.0).reshape(4, 6)[::2, ::3]
    x.flags.writeable = False
    np.testing.assert_allclose(cp.grad(lambda x: np.sum(x**2))(x), 2 * x)
    columns = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    np.testing.assert_allclose(cp.grad(lambda x: (x.ravel() * np.arange(6)).sum())(columns), np.arange(6).reshape(2, 3))


def test_the_function_is_left_as_it_was() -> None:
    """Exchanged methods and code objects are put back: a plain call afterwards is plain."""

    class Scaled:
        def __init__(self, factor):
            self.factor = factor

        def __mul__(self, other):
            return self.factor * other

    scaled = Scaled(3.0)

    def function(x):
        return np.sum((scaled * x) ** 2)

    before = function(np.ones(2)), function.__code__, Scaled.__mul__.__code__
    cp.grad(function)(np.ones(2))
    after = function(np.ones(2)), function.__code__, Scaled.__mul__.__code__
    assert before == after and type(after[0]) is np.float64


def test_gradients_of_a_gradient_as_a_function() -> None:
    third = cp.grad(cp.grad(cp.grad(lambda x: x**4)))
    np.testing.assert_allclose(float(third(1.5)), 24 * 1.5)


def same_structure(gradient: Any, argument: Any, where: str) -> None:
    """Containers keep their kind and the order of keys; arrays their shape and dtype; a float has a 0-d array."""
    if isinstance(argument, dict):
        assert isinstance(gradient, dict) and list(gradient) == list(argument), f"{where}: {gradient!r}"
        for key in argument:
            same_structure(gradient[key], argument[key], f"{where}[{key!r}]")
    elif isinstance(argument, (list, tuple)):
        kind = list if isinstance(argument, list) else type(argument)
        assert isinstance(gradient, kind) and len(gradient) == len(argument), f"{where}: {gradient!r}"
        for i, item in enumerate(argument):
            same_structure(gradient[i], item, f"{where}[{i}]")
    elif is_floating(argument):
        assert isinstance(gradient, np.ndarray), f"{where}: {type(gradient)} is not an array"
        assert gradient.shape == np.shape(argument), f"{where}: {gradient.shape} for {np.shape(argument)}"
        assert gradient.dtype == np.asarray(argument).dtype, f"{where}: {gradient.dtype}"


def assert_near(gradients: Any, expected: list[list[Any]], case: Case) -> None:
    ours = [at_floats(g, case.arguments[position]) for g, position in zip(gradients, case.wrt, strict=True)]
    far = oracle.distance(ours, expected)
    assert far <= case.tolerance * oracle.largest(expected), f"off by {far}\nours {ours}\ndifferences {expected}"


def assert_arrays_unchanged(after: Any, before: Any) -> None:
    """Every array and number that was there before is there still, bit for bit (a key may have been added)."""
    if isinstance(before, dict):
        for key in before:
            assert_arrays_unchanged(after[key], before[key])
    elif isinstance(before, (list, tuple)):
        for one, other in zip(after, before, strict=False):
            assert_arrays_unchanged(one, other)
    elif isinstance(before, np.ndarray):
        assert type(after) is np.ndarray and after.dtype == before.dtype
        np.testing.assert_array_equal(after, before)


def assert_equal_trees(after: Any, before: Any) -> None:
    assert type(after) is type(before)
    if isinstance(before, dict):
        assert list(after) == list(before)
        for key in before:
            assert_equal_trees(after[key], before[key])
    elif isinstance(before, (list, tuple)):
        assert len(after) == len(before)
        for one, other in zip(after, before, strict=True):
            assert_equal_trees(one, other)
    elif isinstance(before, np.ndarray):
        assert after.dtype == before.dtype
        np.testing.assert_array_equal(after, before)
    else:
        assert after == before
