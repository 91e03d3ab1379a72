"""Rescale: shifts and scales by given numbers, and belongs to the network."""

from pathlib import Path

import numpy as np
import pytest

from clearprop.network import Network, load
from clearprop.nn import Dense, Rescale

GENERATOR = np.random.default_rng(0)
X = GENERATOR.normal(size=(7, 3)) * [1.0, 100.0, 0.01] + [0.0, 500.0, -3.0]
MEAN, DEVIATION = X.mean(axis=0), X.std(axis=0)


def test_a_network_of_raw_columns_is_one_of_scaled_columns() -> None:
    raw = Network([3, Rescale(MEAN, DEVIATION), 4, 2], activation="tanh", seed=3)
    scaled = Network([3, 4, 2], activation="tanh", seed=3)
    assert list(raw.parameters) == list(scaled.parameters) == ["W1", "b1", "W2", "b2"]
    np.testing.assert_allclose(raw.predict_proba(X), scaled.predict_proba((X - MEAN) / DEVIATION), rtol=1e-12)
    Y = GENERATOR.normal(size=(7, 2))
    for name, gradient in raw.derive(X, Y).gradients.items():
        np.testing.assert_allclose(gradient, scaled.derive((X - MEAN) / DEVIATION, Y).gradients[name], rtol=1e-10)


def test_the_other_way_round() -> None:
    plain = Network([3, 2], seed=3)
    back = Network([3, Dense(2, "identity"), Rescale([5.0, -1.0], [2.0, 10.0], inverse=True)], seed=3)
    np.testing.assert_allclose(back.predict_proba(X), plain.predict_proba(X) * [2, 10] + [5, -1], rtol=1e-12)
    both = Network([3, Rescale(MEAN, DEVIATION), Rescale(MEAN, DEVIATION, inverse=True), 2], seed=3)
    np.testing.assert_allclose(both.predict_proba(X), plain.predict_proba(X), rtol=1e-9)


def test_it_is_saved_and_its_dtype_is_the_networks(tmp_path: Path) -> None:
    network = Network([3, Rescale(MEAN, DEVIATION), 2], dtype="float32")
    network.save(tmp_path / "m")
    again = load(tmp_path / "m")
    assert again.architecture == network.architecture
    assert again.predict_proba(X).dtype == np.float32
    np.testing.assert_array_equal(again.predict_proba(X), network.predict_proba(X))
    assert "constant" in str(network.step_program(5))


@pytest.mark.parametrize(
    ("offset", "scale", "says"),
    [
        ([1.0], [1.0, 2.0], "1 offsets and 2 scales"),
        ([1.0], [0.0], "no scale of 0"),
        ([np.nan], [1.0], "a scale or offset of nan"),
    ],
)
def test_numbers_that_do_not_fit(offset: list[float], scale: list[float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Rescale(offset, scale)


def test_as_many_as_there_are_features() -> None:
    with pytest.raises(ValueError, match="2 offsets and scales for 3 features"):
        Network([3, Rescale([0, 0], [1, 1]), 2])
