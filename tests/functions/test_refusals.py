"""What cannot be differentiated is refused in one line: which operation, where it stands, what to do instead."""

import inspect
import re
import traceback
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import clearprop as cp

from .case import normal
from .cases_refusals import CASES, Refusal, helper_with_the_trouble, integer_cast

# Errors of Python itself that would mean: clearprop did not notice, something broke inside it.
ACCIDENTS = (AttributeError, KeyError, IndexError, AssertionError, RecursionError, UnboundLocalError)
ADVICE = re.compile(
    r"(?i)\b(use|write|rewrite|replace|return|pass|give|take|compute|keep|move|call|leave|convert|instead|"
    r"try|add|define|differentiate|is data|as data|constant)\b"
)


def line_of(function: Any) -> int:
    lines, first = inspect.getsourcelines(function)
    return next(first + i for i, line in enumerate(lines) if line.rstrip().endswith("# here"))


def message_of(function: Any, *arguments: Any, **options: Any) -> str:
    with pytest.raises(Exception) as caught:
        cp.grad(function, **options)(*arguments)
    assert not isinstance(caught.value, ACCIDENTS), f"an accident, no refusal: {caught.value!r}"
    return str(caught.value.args[0]) if caught.value.args else str(caught.value)


@pytest.mark.parametrize(
    "refusal",
    [
        pytest.param(
            refusal,
            id=refusal.function.__name__,
            marks=[pytest.mark.xfail(reason="the message is another library's", strict=False)] if refusal.hard else [],
        )
        for refusal in CASES
    ],
)
def test_refusal(refusal: Refusal) -> None:
    message = message_of(refusal.function, *refusal.arguments)

    assert "\n" not in message and len(message) < 400, f"more than a line: {message}"
    assert any(word in message.lower() for word in refusal.words), f"names no operation of {refusal.words}: {message}"
    place = helper_with_the_trouble if "callee" in refusal.function.__name__ else refusal.function
    assert re.search(rf"\b{line_of(place)}\b", message), f"does not say line {line_of(place)}: {message}"
    assert ADVICE.search(message), f"does not say what to do: {message}"


@pytest.mark.parametrize("refusal", CASES[:3], ids=lambda refusal: refusal.function.__name__)
def test_derive_refuses_in_the_same_words(refusal: Refusal) -> None:
    with pytest.raises(Exception) as caught:
        cp.derive(refusal.function, *refusal.arguments)
    assert str(caught.value) == message_of(refusal.function, *refusal.arguments) or refusal.words[0] in str(
        caught.value
    )


def test_the_same_operations_on_plain_data_are_fine() -> None:
    """Only what depends on the differentiated argument is refused."""

    def function(x):
        data = np.arange(12.0).reshape(4, 3)
        scale = np.linalg.svd(data, compute_uv=False)[0]
        text = f"{scale:.3f}"
        return np.sum(x**2) * float(text) + np.abs(np.fft.fft(data[0])).sum() * x[0]

    x = np.array([1.0, 2.0])
    scale = float(f"{np.linalg.svd(np.arange(12.0).reshape(4, 3), compute_uv=False)[0]:.3f}")
    expected = 2 * x * scale + np.array([np.abs(np.fft.fft(np.arange(3.0))).sum(), 0])
    np.testing.assert_allclose(cp.grad(function)(x), expected)


def test_printing_along_the_way_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    """A log line is no leak: its text goes nowhere."""

    def function(x):
        print("loss so far", float(np.sum(x)), f"{x[0]:.2f}")
        return np.sum(x**2)

    np.testing.assert_allclose(cp.grad(function)(np.array([1.0, 2.0])), [2.0, 4.0])
    assert "loss so far 3.0 1.00" in capsys.readouterr().out


def test_whole_numbers_are_data() -> None:
    v = np.array([1.7, 2.2])
    np.testing.assert_allclose(cp.grad(integer_cast)(v), [1.0, 2.0])


def test_an_integer_argument_has_no_gradient() -> None:
    message = message_of(lambda n: n * 2.0, 3)
    assert re.search(r"\bn\b|argument 0|position 0", message) and re.search(r"(?i)int|float", message), message


def test_an_output_that_is_no_scalar() -> None:
    message = message_of(lambda x: x * 2, normal(1, 4, 3))
    assert re.search(r"\(?4, 3\)?|\[4, 3\]", message), message
    assert re.search(r"(?i)scalar|jacobian|sum|vjp", message), message


def test_an_output_that_is_nothing() -> None:
    def forgot_to_return(x):
        np.sum(x)

    message = message_of(forgot_to_return, normal(1, 3))
    assert "None" in message or "return" in message, message


def test_an_output_of_two_parts() -> None:
    message = message_of(lambda x: (x.sum(), x), normal(1, 3))
    assert re.search(r"(?i)tuple|scalar|two|2", message), message


@pytest.mark.parametrize(("wrt", "expected"), [("weights", "x"), (2, "2"), ((0, "b"), "b")])
def test_an_argument_that_is_not_there(wrt: Any, expected: str) -> None:
    """The message names what was asked for and the arguments that there are."""
    message = message_of(lambda x, y: np.sum(x * y), np.ones(2), np.ones(2), wrt=wrt)
    assert str(expected) in message, message


def test_an_error_of_the_users_own_code_stays_what_it_is() -> None:
    def function(x, W):
        return np.sum(x @ W)

    with pytest.raises(ValueError, match=r"(?i)matmul|mismatch|shape|dimension"):
        cp.grad(function)(np.ones((2, 3)), np.ones((4, 5)))

    def raises(x):
        if x > 0:
            raise LookupError("no such row")
        return x

    with pytest.raises(LookupError, match="no such row"):
        cp.grad(raises)(1.0)


def test_the_users_line_is_in_the_traceback() -> None:
    """Whoever reads the traceback finds the own file and line in it."""

    def function(x):
        return np.sum(x.reshape(2, 2))

    with pytest.raises(ValueError) as caught:
        cp.grad(function)(np.ones(3))
    places = [(Path(frame.filename).name, frame.lineno) for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert (Path(__file__).name, function.__code__.co_firstlineno + 1) in places


@pytest.mark.filterwarnings("ignore:.*source")
def test_a_function_without_source_says_what_was_missed() -> None:
    """No source, a call that protocols cannot see: refused or right, never silently wrong."""
    namespace: dict[str, Any] = {}
    exec("import math\ndef f(x):\n    return math.exp(x) * x", namespace)
    try:
        gradient = cp.grad(namespace["f"])(0.5)
    except Exception as error:
        assert re.search(r"(?i)source|exp", str(error))
    else:
        np.testing.assert_allclose(float(gradient), np.exp(0.5) * 1.5)


@pytest.mark.filterwarnings("ignore:.*source")
def test_a_function_without_source_that_protocols_can_see() -> None:
    namespace: dict[str, Any] = {}
    exec("import numpy as np\ndef f(x, W):\n    return np.sum(np.tanh(x @ W) ** 2)", namespace)
    x, W = normal(1, 4, 3), normal(2, 3, 2)
    a = np.tanh(x @ W)
    np.testing.assert_allclose(cp.grad(namespace["f"], wrt="W")(x, W), x.T @ (2 * a * (1 - a**2)))


def test_after_a_refusal_everything_works_as_before() -> None:
    for refusal in CASES[:6]:
        with pytest.raises(Exception):  # noqa: B017
            cp.grad(refusal.function)(*refusal.arguments)
    np.testing.assert_allclose(cp.grad(lambda x: np.sum(x**2))(np.ones(3)), 2 * np.ones(3))
    assert float(np.linalg.norm(np.ones(4))) == 2.0
