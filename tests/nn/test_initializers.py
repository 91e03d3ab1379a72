"""Initialisers: each has the spread that its formula says."""

import math

import numpy as np
import pytest

from clearprop.nn.initializers import (
    INITIALIZERS,
    Uniform,
    initializer_from_json,
    initializer_of,
    initializer_to_json,
)

SHAPE = (300, 200)
VARIANCES = {
    "glorot_normal": 2 / 500, "glorot_uniform": 2 / 500, "he_normal": 2 / 300, "he_uniform": 2 / 300,
    "lecun_normal": 1 / 300, "lecun_uniform": 1 / 300, "normal": 0.05**2, "uniform": 0.05**2 / 3,
    "orthogonal": 1 / 300,
}  # fmt: skip
LIMITS = {"glorot_uniform": 6 / 500, "he_uniform": 6 / 300, "lecun_uniform": 3 / 300, "uniform": 0.05**2}


@pytest.mark.parametrize("name", VARIANCES)
def test_variance_is_the_formulas(name: str) -> None:
    drawn = INITIALIZERS[name](SHAPE, np.random.default_rng(0))
    assert drawn.shape == SHAPE
    assert abs(drawn.mean()) < 4 * math.sqrt(VARIANCES[name] / drawn.size) + 1e-12
    assert drawn.var() == pytest.approx(VARIANCES[name], rel=0.03)


@pytest.mark.parametrize("name", LIMITS)
def test_uniform_ones_reach_their_limit_and_keep_to_it(name: str) -> None:
    drawn = np.abs(INITIALIZERS[name](SHAPE, np.random.default_rng(0)))
    assert 0.999 * math.sqrt(LIMITS[name]) < drawn.max() <= math.sqrt(LIMITS[name])


@pytest.mark.parametrize("shape", [(5, 3), (3, 5)])
def test_orthogonal_has_orthonormal_rows_or_columns(shape: tuple[int, int]) -> None:
    W = INITIALIZERS["orthogonal"](shape, np.random.default_rng(0))
    product = W @ W.T if shape[0] < shape[1] else W.T @ W
    np.testing.assert_allclose(product, np.eye(3), atol=1e-12)


def test_constants() -> None:
    generator = np.random.default_rng(0)
    assert (INITIALIZERS["zeros"]((2, 3), generator) == 0).all()
    assert (INITIALIZERS["ones"]((2, 3), generator) == 1).all()


def test_usual_other_names_and_functions() -> None:
    assert initializer_of("Xavier-Uniform") is INITIALIZERS["glorot_uniform"]
    own = lambda shape, generator: np.ones(shape)
    assert initializer_of(own) is own


def test_an_unknown_name_says_which_is_near() -> None:
    with pytest.raises(ValueError, match="no initialiser 'glorot_unifrom'; did you mean 'glorot_uniform'"):
        initializer_of("glorot_unifrom")
    with pytest.raises(ValueError, match="expected a name"):
        initializer_of(3)  # type: ignore[arg-type]


def test_json_keeps_names_and_numbers() -> None:
    for initializer in (*INITIALIZERS.values(), Uniform(0, 1)):
        again = initializer_from_json(initializer_to_json(initializer))
        np.testing.assert_array_equal(
            again((4, 3), np.random.default_rng(1)), initializer((4, 3), np.random.default_rng(1))
        )


def test_a_lost_one_says_so_when_it_is_needed() -> None:
    lost = initializer_from_json(initializer_to_json(lambda shape, generator: np.ones(shape)))
    with pytest.raises(ValueError, match="a file does not hold"):
        lost((2,), np.random.default_rng(0))
