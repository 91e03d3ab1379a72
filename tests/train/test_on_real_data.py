"""Training on real data sets: what is reached, in few epochs."""

from pathlib import Path

import numpy as np
import pytest

from clearprop.app.settings import Settings
from clearprop.app.training import train_and_score
from clearprop.network import Network
from clearprop.nn import SGD
from clearprop.train.data import Scaler, folds, load


@pytest.mark.data
@pytest.mark.slow
def test_wheat_seeds_row_by_row(data_folder: Path) -> None:
    """On folds of our own, drawn class by class; the published ones are in tests/published."""
    data = load(data_folder / "wheat-seeds.csv")
    scores = []
    for train, test in folds(data.rows, 5, 1, data.targets.astype(np.int64))[:2]:
        scaler = Scaler("minmax").fit(data.features[train])
        network = Network([7, 5, 3], activation="sigmoid", output="sigmoid", loss="half_squared_error", seed=1)
        network.fit(
            scaler.transform(data.features[train]), data.targets[train], epochs=120, batch_size=1, optimizer=SGD(0.3)
        )
        scores.append(network.evaluate(scaler.transform(data.features[test]), data.targets[test])["accuracy"])
    assert np.mean(scores) > 0.88


@pytest.mark.data
@pytest.mark.slow
def test_mnist_reaches_97_percent(data_folder: Path) -> None:
    """`clearprop train FOLDER --hidden 100 --activation relu --epochs 5` scores at least 0.97 on t10k."""
    assert train_and_score(Settings(str(data_folder), hidden="100", activation="relu", epochs=5)).score >= 0.97
