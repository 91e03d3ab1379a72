"""Numbers that languages treat differently: JavaScript gives what NumPy does, signs of zeros and NaN included."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import clearprop as cp
from clearprop.expression import Call, Name, Number
from clearprop.ir import Type, type_of
from clearprop.ops.erf import Erf
from clearprop.ops.erfc import Erfc
from clearprop.render.javascript.functions import needed
from clearprop.render.javascript.printing import JavaScriptPrinter
from tests.javascript import JavaScriptError, call, decoded, needs_node, run_javascript
from tests.render.running import evaluated, program_of

pytestmark = needs_node

HOSTILE = np.array([np.nan, np.inf, -np.inf, -0.0, 0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 3.0, -3.0, 1e308, 5e-324])
WHOLE = np.array([-7, -3, -2, -1, 0, 1, 2, 3, 8])
TRUTH = np.array([True, False])


def assert_same(build: Callable[..., Any], *arrays: Any) -> None:
    """The values are the same, as are the signs of zeros."""
    inputs = {f"x{k}": np.asarray(array) for k, array in enumerate(arrays)}
    program = program_of(lambda *symbols: {"r": build(*symbols)}, **{n: type_of(a) for n, a in inputs.items()})
    found, expected = run_javascript(program, inputs)["r"], evaluated(program, inputs)["r"].astype(float)
    np.testing.assert_allclose(found, expected, rtol=1e-14, atol=0)
    zeros = expected == 0
    np.testing.assert_array_equal(np.signbit(found[zeros]), np.signbit(expected[zeros]))


@pytest.mark.parametrize(
    "function",
    [np.sign, np.round, np.floor, np.ceil, np.trunc, np.abs, np.sqrt, np.exp, np.log, np.cbrt, np.tanh, np.arctan,
     np.isnan, np.isinf, np.isfinite, np.negative, np.square, np.reciprocal, np.nan_to_num, np.exp2, np.log2, np.expm1,
     np.log1p, np.sinh, np.arcsinh, np.arctanh, np.logical_not],
    ids=lambda function: function.__name__,
)  # fmt: skip
def test_functions_of_one_number(function: Any) -> None:
    assert_same(function, HOSTILE)


@pytest.mark.parametrize(
    "function",
    [np.add, np.multiply, np.divide, np.power, np.remainder, np.floor_divide, np.fmod, np.hypot, np.arctan2, np.less,
     np.equal, np.not_equal, np.greater_equal, np.logical_and, np.logical_or, np.logical_xor, np.heaviside],
    ids=lambda function: function.__name__,
)  # fmt: skip
def test_functions_of_two_numbers(function: Any) -> None:
    assert_same(function, HOSTILE[:, None], HOSTILE)


@pytest.mark.parametrize("function", [np.maximum, np.minimum, np.fmax, np.fmin], ids=lambda f: f.__name__)
def test_the_larger_and_the_smaller(function: Any) -> None:
    """Of 0 and -0 NumPy takes either."""
    without = HOSTILE[~np.signbit(HOSTILE) | (HOSTILE != 0)]
    assert_same(function, without[:, None], without)


@pytest.mark.parametrize(
    "function",
    [np.add, np.subtract, np.multiply, np.remainder, np.floor_divide, np.fmod, np.maximum, np.minimum, np.divide,
     np.less, np.equal, np.logical_and, np.logical_xor],
    ids=lambda function: function.__name__,
)  # fmt: skip
def test_whole_numbers(function: Any) -> None:
    assert_same(function, WHOLE[:, None], WHOLE)


@pytest.mark.parametrize("function", [np.negative, np.abs, np.sign, np.square, lambda n: n**3, lambda n: 2 * n // 3])
def test_one_whole_number(function: Any) -> None:
    assert_same(function, WHOLE)
    assert_same(function, np.array(-4))


@pytest.mark.parametrize(
    "function", [np.add, np.multiply, np.logical_and, np.equal, np.maximum, lambda p, q: p * 2.5 + q]
)
def test_truth_values(function: Any) -> None:
    assert_same(function, TRUTH[:, None], TRUTH)
    assert_same(function, np.array(True), np.array(False))
    assert_same(function, np.array(True), np.array(True))


OVER_AN_AXIS = [np.argmax, np.argmin, np.max, np.min, np.sort, np.argsort, np.sum, np.any, np.all]


@pytest.mark.parametrize("function", OVER_AN_AXIS)
@pytest.mark.parametrize("numbers", [[2.0, 7.0, 7.0, -1.0, -1.0], [np.inf, 1.0, -np.inf]])
def test_ties_and_infinities_in_an_axis(function: Any, numbers: list[float]) -> None:
    assert_same(function, np.array(numbers))


@pytest.mark.parametrize("function", [np.max, np.min, np.sum, np.mean, np.prod, np.any, np.all, np.cumsum])
def test_one_nan_in_an_axis(function: Any) -> None:
    assert_same(function, np.array([0.0, np.nan, 3.0]))


def test_only_the_branch_that_is_taken_decides() -> None:
    assert_same(lambda x: np.where(x, x, -1.0), HOSTILE)
    assert_same(lambda x: np.where(x > 0, np.sqrt(np.abs(x)), x**2), HOSTILE)


def test_whole_numbers_are_exact_up_to_2_to_the_53() -> None:
    large = np.array([2**53 - 1, 2**52 + 1, -(2**53) + 1])
    assert_same(lambda n: n - 1, large)
    assert_same(lambda n: n // 3, large)
    assert_same(lambda n: n % 1000, large)


def test_single_precision_is_rounded_after_each_equation() -> None:
    x = np.array([0.1, 1 / 3, 16777217.0, 1e-3], dtype=np.float32)
    program = program_of(lambda x: {"r": (x * 3.0 + 0.7) / 1.1, "over": x * 1e38, "less": x > 0.1}, x=type_of(x))
    found, expected = run_javascript(program, {"x": x}), evaluated(program, {"x": x})
    for name, value in expected.items():
        np.testing.assert_array_equal(found[name], value.astype(float))
    scalar = program_of(lambda x: {"r": x * 3.0 / 7.0}, x=Type("f32"))
    given = {"x": np.float32(0.1)}
    assert run_javascript(scalar, given)["r"] == evaluated(scalar, given)["r"]


@pytest.mark.parametrize("x", [-40.0, -5.5, -1.5, -0.3, 0.0, 1e-9, 0.7, 1.4999, 1.5, 2.3, 26.0, 31.0, np.inf, np.nan])
def test_error_functions(x: float) -> None:
    program = program_of(lambda x: {"erf": Erf()(x), "erfc": Erfc()(x)}, x=Type("f64"))
    found = run_javascript(program, {"x": np.array(x)})
    np.testing.assert_allclose(found["erf"], math.erf(x), rtol=1e-14)
    np.testing.assert_allclose(found["erfc"], math.erfc(x), rtol=1e-12)


GAMMA = [-7.5, -0.5, -1e-9, 1e-9, 0.3, 1.0, 1.2, 2.0, 3.7, 4.999, 5.0, 12.0, 23.5, 60.0, 120.3, 170.9, 171.5]


@pytest.mark.parametrize("name", ["gamma", "lgamma"])
def test_the_gamma_function(name: str) -> None:
    module = f"{needed(name + '(')[0]}\n{needed(name + '(')[1]}\n" + (
        f"export const run = (...x) => ({{ values: {{}}, outputs: {{ r: {{ shape: [x.length], data: x.map({name}) }} }} }});"
    )
    found = decoded(call(module, GAMMA)["outputs"])["r"]
    np.testing.assert_allclose(found, [getattr(math, name)(x) for x in GAMMA], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("copysign(-2, 0) + copysign(3, -0)", -1.0), ("fmax(NaN, 2) + fmax(1, NaN)", 3.0), ("+signbit(-0)", 1.0)],
)
def test_functions_that_no_op_has_yet(text: str, expected: float) -> None:
    module = "\n".join(needed(text)) + f"\nexport const run = () => ({{ values: {{}}, outputs: {{ r: {text} }} }});"
    assert decoded(call(module, [])["outputs"])["r"] == expected


def test_a_function_that_is_not_written_yet_is_named() -> None:
    with pytest.raises(ValueError, match="JavaScript has no function 'nextafter'; write it into"):
        JavaScriptPrinter({}).text(Call("nextafter", (Name("x"), Number(1.0))))


def test_an_index_that_is_data_counts_from_the_end_or_is_refused() -> None:
    program = cp.trace(lambda x, at: x[at], np.arange(5.0), np.array([-1, 2, -5]))
    x = np.array([3.0, 1.0, 4.0, 1.5, 9.0])
    for at in ([-1, 2, -5], [0, 4, -4], [0, -6, 1]):  # what is too low by less than the size, the Program wraps
        inputs = {"x": x, "at": np.array(at)}
        np.testing.assert_array_equal(run_javascript(program, inputs)["value"], evaluated(program, inputs)["value"])
    for wrong in (5, -11):
        with pytest.raises(JavaScriptError, match=r"an index is .*; expected one below 5"):
            run_javascript(program, {"x": x, "at": np.array([0, wrong, 1])})
