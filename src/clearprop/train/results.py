"""What a trained network said on rows, beside what was there: counts, mistakes, and what would be guessed without it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class Confusion:
    """Rows of one class that were taken for another; ``rows`` are their numbers, those told most surely first."""

    actual: int
    said: int
    rows: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Classified:
    """actual, said, guessed, rows: i64[n]; sure: f64[n], the probability of what was said, or None.

    ``guessed`` is what is right most often without a network: the most frequent class of the rows trained on.
    """

    classes: tuple[str, ...]
    actual: np.ndarray
    said: np.ndarray
    guessed: np.ndarray
    rows: np.ndarray
    sure: np.ndarray | None = None

    @cached_property
    def counts(self) -> np.ndarray:
        """i64[actual, said]"""
        counts = np.zeros((len(self.classes), len(self.classes)), np.int64)
        np.add.at(counts, (self.actual, self.said), 1)
        return counts

    @property
    def right(self) -> int:
        return int(np.sum(self.actual == self.said))

    @property
    def guessed_right(self) -> int:
        return int(np.sum(self.actual == self.guessed))

    @cached_property
    def mistakes(self) -> np.ndarray:
        """i64[mistakes]: their places, the surest first."""
        wrong = np.flatnonzero(self.actual != self.said)
        return wrong if self.sure is None else wrong[np.argsort(-self.sure[wrong], kind="stable")]

    def confusions(self, most: int) -> list[Confusion]:
        """The pairs of classes that are confused most, both ways apart."""
        found = []
        for actual, said in np.argwhere(self.counts * (1 - np.eye(len(self.classes), dtype=np.int64))).tolist():
            of = self.mistakes[(self.actual[self.mistakes] == actual) & (self.said[self.mistakes] == said)]
            found.append(Confusion(actual, said, tuple(self.rows[of].tolist())))
        return sorted(found, key=lambda pair: -len(pair.rows))[:most]


@dataclass(frozen=True, eq=False)
class Measured:
    """actual, predicted, guessed: f64[n] in the target's unit; rows: i64[n].

    ``guessed`` is the mean of the targets that were trained on.
    """

    actual: np.ndarray
    predicted: np.ndarray
    guessed: np.ndarray
    rows: np.ndarray

    @property
    def left(self) -> np.ndarray:
        """What is left over: actual - predicted.   f64[n]"""
        left: np.ndarray = self.actual - self.predicted
        return left

    @property
    def mean_absolute(self) -> float:
        """Σ |actual - predicted| / n"""
        return float(np.mean(np.abs(self.left)))

    @property
    def root_mean_square(self) -> float:
        """√(Σ (actual - predicted)² / n)"""
        return float(np.sqrt(np.mean(self.left**2)))

    @property
    def mean_absolute_guessed(self) -> float:
        """Σ |actual - guessed| / n"""
        return float(np.mean(np.abs(self.actual - self.guessed)))

    def largest(self, most: int) -> np.ndarray:
        """i64[most]: the places of the largest errors, the largest first."""
        found: np.ndarray = np.argsort(-np.abs(self.left), kind="stable")[:most]
        return found
