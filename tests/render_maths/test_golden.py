"""The mathematics of well-known derivations, as plain text that is reviewed."""

from typing import Any

import pytest

from .derivations import DERIVATIONS


@pytest.mark.parametrize("name", DERIVATIONS)
def test_on_the_terminal(name: str, snapshot: Any) -> None:
    d = DERIVATIONS[name]
    assert f"{d.maths('unicode', shapes=True)}\n{d.maths('unicode', per_element=True)}" == snapshot


@pytest.mark.parametrize("name", DERIVATIONS)
def test_as_latex(name: str, snapshot: Any) -> None:
    assert DERIVATIONS[name].maths("latex") == snapshot


@pytest.mark.parametrize("name", ["sigmoid network", "pieces"])
def test_as_mathml(name: str, snapshot: Any) -> None:
    assert DERIVATIONS[name].maths("mathml", shapes=True) == snapshot


@pytest.mark.parametrize("name", DERIVATIONS)
@pytest.mark.parametrize("per_element", [False, True])
def test_a_terminal_of_100_columns_is_wide_enough(name: str, per_element: bool) -> None:
    for line in DERIVATIONS[name].maths("unicode", per_element, shapes=True).splitlines():
        assert len(line) <= 104  # accents that combine take no column


def test_a_sigmoid_layer_reads_as_on_paper() -> None:
    """The lines that the textbook has, whatever the golden files say."""
    lines = [" ".join(line.split()) for line in DERIVATIONS["sigmoid network"].maths("unicode").splitlines()]
    for wanted in ("z₁ = x W₁ + b₁", "δ₂ = ∂L/∂a₂ ⊙ σ′(z₂)", "∂L/∂W₁ = xᵀ δ₁", "∂L/∂a₁ = δ₂ W₂ᵀ",
                   "∂L/∂b₂ = Σₙ δ₂", "σ(z) = 1/(1 + e⁻ᶻ)", "σ′(z) = σ(z) (1 − σ(z))"):  # fmt: skip
        assert wanted in lines


def test_indices_mean_the_same_in_all_lines() -> None:
    lines = [" ".join(line.split()) for line in DERIVATIONS["sigmoid network"].maths(per_element=True).splitlines()]
    assert "∂L/∂W₁[i, j] = Σₙ x[n, i] δ₁[n, j]" in lines
    assert "∂L/∂W₂[j, k] = Σₙ a₁[n, j] δ₂[n, k]" in lines


def test_without_definitions() -> None:
    assert "where" not in DERIVATIONS["sigmoid network"].maths(definitions=False)


def test_a_form_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no form 'html'; there are latex, mathml, unicode"):
        DERIVATIONS["scalars"].maths("html")
