"""The defaults of ``clearprop train`` on the sets that ship, beside scikit-learn's own network with its defaults.

Five folds, the same for both, three seeds; the columns of the peer's are standardised as well as raw, the better counts.
"""

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from clearprop.app.settings import Settings
from clearprop.app.training import train_and_score
from clearprop.train.data import folds, load

SETS = ("iris", "wine", "breast_cancer", "digits", "diabetes")
SEEDS = (1, 2, 3)
FOLDS = 5


def ours(name: str, seed: int) -> float:
    return train_and_score(Settings(name, folds=FOLDS, seed=seed), None).score


def theirs(name: str, seed: int, scaled: bool) -> float:
    data = load(name)
    classes = data.targets if data.classes else None
    scores = []
    for train, test in folds(data.rows, FOLDS, seed, classes):
        network = (MLPClassifier if data.classes else MLPRegressor)(random_state=seed)
        model = make_pipeline(StandardScaler(), network) if scaled else network
        scores.append(
            model.fit(data.features[train], data.targets[train]).score(data.features[test], data.targets[test])
        )
    return float(np.mean(scores))


def main() -> None:
    """Prints mean scores over the seeds, and whether ours is within a point of the better of the peer's."""
    for name in SETS:
        mine = np.mean([ours(name, seed) for seed in SEEDS])
        raw, scaled = (np.mean([theirs(name, seed, scale) for seed in SEEDS]) for scale in (False, True))
        verdict = "met" if mine >= max(raw, scaled) - 0.01 else "MISSED"
        print(f"  {name:14} {mine:.3f}   scikit-learn {raw:.3f} raw, {scaled:.3f} scaled   within a point: {verdict}")
