"""Names as symbols, and numbers as people write them."""

import math
from typing import Any

import numpy as np
import pytest

from clearprop.explain.derivation import derive
from clearprop.render.maths import latex, unicode
from clearprop.render.maths.numbers import number_box
from clearprop.render.maths.symbols import symbol


@pytest.mark.parametrize(
    ("name", "text", "tex"),
    [
        ("W1", "W₁", "W_{1}"),
        ("y_hat", "ŷ", r"\hat{y}"),
        ("z1_hat", "ẑ₁", r"\hat{z}_{1}"),
        ("alpha", "α", r"\alpha"),
        ("beta2", "β₂", r"\beta_{2}"),
        ("Sigma", "Σ", r"\Sigma"),
        ("θ", "θ", r"\theta"),
        ("learning_rate", "learning_rate", r"\mathrm{learning\_rate}"),
        ("x_train", "x_train", r"x_{\mathrm{train}}"),
        ("layers_0_1", "layers₀₁", r"\mathrm{layers}_{0 , 1}"),
        ("m_W1", "m_W₁", "m_{W_{1}}"),
        ("lambda_", "λ", r"\lambda"),
        ("_", "_", r"\_"),
    ],
)
def test_a_name(name: str, text: str, tex: str) -> None:
    assert unicode.text(symbol(name)) == text
    assert latex.text(symbol(name)) == tex


@pytest.mark.parametrize(
    ("value", "text"),
    [(2.0, "2"), (0.5, "½"), (1 / 3, "⅓"), (0.1, "0.1"), (1 - 0.9, "0.1"), (1e-8, "10⁻⁸"), (2.5e-9, "2.5 · 10⁻⁹"),
     (math.pi, "π"), (math.inf, "∞"), (math.nan, "NaN"), (0.123456789, "0.123456…"), (2 / 7, "2/7"), (True, "1")],
)  # fmt: skip
def test_a_number(value: float, text: str) -> None:
    assert unicode.text(number_box(value)) == text


def test_no_two_quantities_look_alike() -> None:
    def f(W1: Any, W_1: Any, x: Any, x0: Any) -> Any:
        return np.sum(W1 * W_1) * x[0] * x0

    text = derive(f, np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([0.5]), 2.0).maths()
    assert "W₁" in text and "W_1" in text
    assert "x[0]" in text and "x₀" in text


def test_the_author_s_own_dW_is_no_gradient() -> None:
    def f(W: Any) -> Any:
        dW = 2 * W
        return np.sum(dW**2)

    text = derive(f, np.array([1.0, 2.0])).maths()
    assert "dW" in text.split("Backward")[0]
    assert "∂f/∂W = 8 W" in text


def test_vectors_are_columns() -> None:
    text = derive(lambda x, W: np.sum((x @ W) ** 2), np.ones(3), np.ones((3, 2))).maths()
    assert "Wᵀ x" in text


def test_gradients_that_are_another_s_symbol_or_a_number() -> None:
    text = derive(lambda a, b: 3.0 * a + b, 1.0, 2.0).maths()
    assert "∂f/∂a = 3" in text and "∂f/∂b = 1" in text


def test_a_product_of_matrices_stands_apart() -> None:
    """(A B) ⊙ C is not A (B ⊙ C)."""
    text = derive(lambda A, B, C: np.sum((A @ B) * C), np.ones((2, 3)), np.ones((3, 4)), np.ones((2, 4))).maths()
    assert "(A B) ⊙ C" in text


def test_an_inverse_is_no_inverse_of_elements() -> None:
    text = derive(lambda A: np.sum(np.linalg.inv(A)), np.array([[2.0, 1.0], [0.5, 3.0]])).maths(per_element=True)
    assert "A⁻¹" in text and "A[n, i]⁻¹" not in text
