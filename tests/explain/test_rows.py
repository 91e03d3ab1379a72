"""A derivation as JavaScript takes any number of rows, where the function can be followed with more of them."""

from typing import Any

import numpy as np
import pytest

import clearprop as cp
from clearprop.explain.resizing import other_sizes
from tests.javascript import JavaScriptError, call, decoded, encoded, needs_node

pytestmark = needs_node

RANDOM = np.random.default_rng(0)
W = RANDOM.normal(size=(3, 4))


def loss(params: Any, x: Any, y: Any) -> Any:
    h = np.tanh(x @ params["W"]) * params["gain"]
    spread = np.var(h, axis=0, ddof=1)
    return np.sum((h - y) ** 2) / (2 * len(x)) + np.mean(spread)


def data(rows: int) -> tuple[Any, ...]:
    return {"W": W, "gain": 0.5}, RANDOM.normal(size=(rows, 3)), RANDOM.normal(size=(rows, 4))


def outputs(module: str, *arguments: Any) -> dict[str, np.ndarray]:
    return decoded(call(module, [encoded(argument) for argument in arguments])["outputs"])


def test_other_rows_give_their_own_value_and_gradients() -> None:
    module = cp.derive(loss, *data(5), wrt="params").code("javascript")
    for rows in (5, 9, 31):
        params, x, y = data(rows)
        expected = cp.derive(loss, params, x, y, wrt="params")
        found = outputs(module, params["W"], params["gain"], x, y)
        np.testing.assert_allclose(found["value"], expected.value, rtol=1e-12)
        for name, gradient in expected.gradients.items():
            np.testing.assert_allclose(found[f"d{name}"], gradient, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: np.sum(x * np.array([1.0, 2.0, 3.0, 4.0, 5.0])),
        lambda x: np.sum(x) if len(x) < 6 else np.mean(x),
        lambda x: np.median(x),
        lambda x: np.sum(x) / {5: 3.0, 6: 3.5, 7: 3.2}[len(x)],
    ],
    ids=["data for each row", "a branch on the size", "another formula for even sizes", "a number that is no formula"],
)
def test_where_that_cannot_be_told_the_sizes_are_the_functions(function: Any) -> None:
    module = cp.derive(function, np.arange(5.0)).code("javascript")
    assert outputs(module, np.arange(5.0))["value"] == function(np.arange(5.0))
    with pytest.raises(JavaScriptError, match=r"x: expected an array of shape \[5\], got \[6\]"):
        outputs(module, np.arange(6.0))


def test_what_the_function_prints_is_not_printed_again(capsys: pytest.CaptureFixture[str]) -> None:
    def printing(x: Any) -> Any:
        print("followed")
        return np.mean(x**2)

    d = cp.derive(printing, np.arange(5.0))
    capsys.readouterr()
    assert "rows" in d.code("javascript")
    assert capsys.readouterr().out == ""


def test_a_networks_derivation_takes_any_batch() -> None:
    network = cp.Network(
        [3, cp.Dense(4, "relu"), cp.BatchNorm(), cp.Dense(2)], output="softmax", loss="cross_entropy", seed=3
    )
    x, y = RANDOM.normal(size=(8, 3)), np.eye(2)[RANDOM.integers(0, 2, 8)]
    d = network.derive(x[:5], y[:5], training=True)
    expected = network.derive(x, y, training=True)
    given = {**network.arrays, "x": x, "y": y}
    found = outputs(d.code("javascript"), *(given[variable.name] for variable in d.program.inputs))
    for name, gradient in expected.gradients.items():
        np.testing.assert_allclose(found[f"d{name}"], gradient, rtol=1e-10, atol=1e-12)


def test_the_other_sizes_are_no_axis_size() -> None:
    assert other_sizes(5, [5, 6, 3, 8]) == [7, 10]
    assert other_sizes(4, []) == [5, 6]
