"""The targets of a training: what predictions for them are scored by, and which losses they account for."""

from functools import cached_property

import numpy as np

from clearprop.execute.native.compiled import CLASSES, SIDES, SQUARES
from clearprop.train.outcomes import Outcome


class Targets:
    """``y``: f[rows, outputs], and what it means."""

    def __init__(self, y: np.ndarray, outcome: Outcome) -> None:
        self.y = y
        self.outcome = outcome
        self.metric = {"numbers": SQUARES, "classes": CLASSES}.get(outcome.kind, SIDES)

    @cached_property
    def most(self) -> float:
        """What a loss may come to: 1 + max y²."""
        return 1 + float(np.max(self.y**2, initial=0.0))

    @cached_property
    def possible(self) -> np.ndarray:
        """What the outcome's sums are compared with."""
        return self.outcome.most(self.y)

    def score(self, sums: np.ndarray) -> np.ndarray:
        """Accuracy or R², from the outcome's sums over all rows.   sums: f64[..., outputs] -> f64[...]."""
        return self.outcome.scored(sums, self.possible)
