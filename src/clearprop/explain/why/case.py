"""What the facts and the changes look at: one weight, its factors, and the run that they come from."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.explain.factors import Factors, factors
from clearprop.explain.run import Run
from clearprop.explain.slopes import FAR, curve
from clearprop.explain.sweep import rms
from clearprop.explain.wording import element


@dataclass(eq=False)
class Case:
    """A weight in a run; arrays of rows are in the order of ``factors.rows``.

    ``row``: whose share ``factors`` are, if of one row only. ``expected``: what the asker thought that the gradient was.
    """

    run: Run
    factors: Factors
    row: Any = None
    expected: float | None = None

    @property
    def weight(self) -> str:
        """Its symbol: ``W₁[0, 2]``."""
        return element(self.factors.name, self.factors.index)

    @property
    def gradient(self) -> float:
        return self.factors.product

    @property
    def value(self) -> float:
        """The weight itself."""
        return float(self.run.values[self.run.program.input(self.factors.name)][self.factors.index])

    @property
    def loss(self) -> float:
        return self.run.value

    @cached_property
    def whole(self) -> float:
        """The gradient over all rows."""
        return (
            factors(self.run, self.factors.name, self.factors.index).product if self.row is not None else self.gradient
        )

    @cached_property
    def products(self) -> np.ndarray:
        return np.array([row.product for row in self.factors.rows])

    @cached_property
    def inputs(self) -> np.ndarray:
        return np.array([row.input for row in self.factors.rows])

    @cached_property
    def slopes(self) -> np.ndarray:
        """The size of each row's slope: of a column, its norm."""
        return np.array([np.linalg.norm(np.atleast_1d(row.slope)) for row in self.factors.rows])

    @cached_property
    def errors(self) -> np.ndarray:
        """The size of each row's error signal."""
        return np.array([np.linalg.norm(np.atleast_1d(row.error_signal)) for row in self.factors.rows])

    @cached_property
    def z(self) -> np.ndarray:
        """The pre-activation in each row."""
        return np.array([self.run.values[row.use.z][row.at] for row in self.factors.rows])

    @cached_property
    def curve(self) -> tuple[np.ndarray, np.ndarray] | None:
        """Points z and the slopes there of the weight's activation; None where it has none, or mixes units."""
        return curve(self.factors.uses[0]) if len(self.factors.uses) == 1 else None

    @cached_property
    def steepest(self) -> tuple[float, float] | None:
        """Where the activation is steepest, nearest to zero, and how steep it is there; None where it has no steepest."""
        if self.curve is None:
            return None
        points, steep = self.curve[0], np.abs(self.curve[1])
        inner = np.abs(points) <= FAR / 2
        if not np.isfinite(steep).all() or steep.max() > 1.01 * steep[inner].max():
            return None
        best = np.flatnonzero(steep >= steep.max() * (1 - 1e-9))
        at = best[np.argmin(np.abs(points[best]))]
        return float(points[at]), float(steep[at])

    @cached_property
    def typical(self) -> float:
        """The root mean square of all parameters' gradients that are finite."""
        return rms(self.gradients)

    @cached_property
    def gradients(self) -> np.ndarray:
        """All parameters' gradients that are finite, one after another."""
        parts = [self.run.adjoints.get(self.run.program.input(name)) for name in self.run.wrt]
        flat = np.concatenate([np.ravel(part) for part in parts if part is not None] or [np.zeros(0)])
        return np.asarray(flat[np.isfinite(flat)])
