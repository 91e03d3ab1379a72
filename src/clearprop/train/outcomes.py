"""What targets mean to a network: classes, yes or no, or numbers; as rows for the loss, and back from its outputs."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np

from clearprop.train.frames import array_of

Kind = Literal["numbers", "classes", "binary", "labels"]


@dataclass(frozen=True)
class Outcome:
    """``classes``: one of several, the largest output; ``binary``: one output, yes or no; ``labels``: several of these;
    ``numbers``: the outputs themselves, ``flat`` where the targets were f[rows].

    ``no`` is the number that stands for "no" in the rows that the loss sees: 0, or -1 for the hinge loss; ``says_no``
    is what a prediction calls it.
    """

    kind: Kind
    flat: bool = False
    no: float = 0.0
    says_no: int = 0

    @staticmethod
    def expected(outputs: int, classifies: bool) -> "Outcome":
        """What the targets will mean, as far as the network alone tells."""
        return Outcome(("classes" if outputs > 1 else "binary") if classifies else "numbers")

    @property
    def metric(self) -> str:
        """What predictions are scored by."""
        return "r2" if self.kind == "numbers" else "accuracy"

    def decide(self, y_hat: np.ndarray) -> np.ndarray:
        """Predictions from outputs.   y_hat: f[rows, outputs] -> i64[rows] of class numbers, or as the targets were."""
        if self.kind == "classes":
            return np.asarray(np.argmax(y_hat, axis=1))
        if self.kind == "numbers":
            return y_hat[:, 0] if self.flat else y_hat
        said = np.where(y_hat > self.threshold, 1, self.says_no)
        return said[:, 0] if self.kind == "binary" else said

    def score(self, y_hat: np.ndarray, y: np.ndarray) -> float:
        """Accuracy, or R² averaged over outputs.   y_hat, y: f[rows, outputs]."""
        return float(self.scored(self.sums(y_hat, y), self.most(y)))

    def sums(self, y_hat: np.ndarray, y: np.ndarray) -> np.ndarray:
        """What the score is made of, and what adds up, rows to rows.   y_hat, y: f[rows, outputs] -> f64[outputs].

        Squares of what is left for numbers; else the first one counts the hits, and the others are 0.
        """
        if self.kind == "numbers":
            return np.asarray(np.sum((y - y_hat) ** 2, axis=0, dtype=np.float64))
        found = np.zeros(y.shape[1])
        if self.kind == "classes":
            found[0] = np.sum(np.argmax(y_hat, axis=1) == np.argmax(y, axis=1))
        else:
            found[0] = np.sum((y_hat > self.threshold) == (y > self.threshold))
        return found

    def most(self, y: np.ndarray) -> np.ndarray:
        """What the sums are compared with: squares around the means for numbers, else how often a hit was possible."""
        if self.kind == "numbers":
            return np.asarray(np.sum((y - np.mean(y, axis=0)) ** 2, axis=0, dtype=np.float64))
        return np.array([len(y) if self.kind == "classes" else y.size])

    def scored(self, sums: np.ndarray, most: np.ndarray) -> np.ndarray:
        """The score of which these are the sums over all rows.   sums: f64[..., outputs] -> f64[...]."""
        return r_squared(sums, most) if self.kind == "numbers" else np.asarray(sums[..., 0] / most[0])

    @property
    def threshold(self) -> float:
        """What lies between yes and no."""
        return (1 + self.no) / 2

    def to_json(self) -> dict[str, Any]:
        """The fields, as JSON has them."""
        return asdict(self)


def r_squared(left: np.ndarray, all_of_it: np.ndarray) -> np.ndarray:
    """1 - Σ (y - y_hat)² / Σ (y - mean)², averaged over outputs; for a constant target 1 if it is met, else 0.

    left: f64[..., outputs], all_of_it: f64[outputs], the two sums -> f64[...].
    """
    constant = np.where(left == 0, 1.0, 0.0)
    of_each = np.where(all_of_it > 0, 1 - left / np.where(all_of_it > 0, all_of_it, 1), constant)
    return np.asarray(np.mean(of_each, axis=-1))


def encode(targets: Any, outputs: int, loss: str, classifies: bool) -> tuple[np.ndarray, Outcome]:
    """The rows that the loss sees, f[rows, outputs], and what they mean. ValueError where they do not fit.

    Class numbers become one-hot rows. One-hot rows and class numbers are classes, whatever the loss.
    """
    y = array_of(targets)
    if y.dtype.kind not in "buif":
        raise ValueError(f"the targets are {y.dtype}, expected numbers; give texts as class numbers 0, 1, 2, ...")
    if y.size and not np.isfinite(y).all():
        raise ValueError("the targets hold NaN or infinity; leave out these rows or fill them in.")
    whole = y.dtype.kind in "bui" or bool((y == np.round(y)).all())
    no = -1.0 if loss == "hinge" else 0.0
    if outputs > 1 and whole and (y.ndim == 1 or y.shape[1:] == (1,)):
        return one_hot_rows(np.ravel(y).astype(np.int64), outputs, no), Outcome("classes", no=no)
    flat = y.ndim == 1
    rows = y[:, None] if flat and outputs == 1 else y
    if rows.ndim != 2 or rows.shape[1] != outputs:
        shape = ", ".join(map(str, y.shape))
        classes = f", or whole class numbers [{len(y)}]" if outputs > 1 and y.ndim else ""
        raise ValueError(
            f"the targets have the shape [{shape}]; expected [{len(y) if y.ndim else 1}, {outputs}]{classes}."
        )
    two_valued = bool(np.isin(rows, (no, 0, 1)).all())
    if outputs == 1:
        if not (two_valued and (classifies or y.dtype.kind in "bui")):
            return checked(rows, loss), Outcome("numbers", flat)
        says_no = -1 if (rows == -1).any() else 0
        return np.where(rows == 1, 1.0, no), Outcome("binary", no=no, says_no=says_no)
    if two_valued and ((rows == 1).sum(axis=1) == 1).all():
        return np.where(rows == 1, 1.0, no), Outcome("classes", no=no)
    if two_valued and classifies and loss != "cross_entropy":
        return np.where(rows == 1, 1.0, no), Outcome("labels", no=no, says_no=int(rows.min()) if rows.size else 0)
    return checked(rows, loss), Outcome("classes" if loss == "cross_entropy" else "numbers")


def checked(rows: np.ndarray, loss: str) -> np.ndarray:
    """The rows, if the loss is meant for such targets."""
    if loss == "cross_entropy" and not (np.allclose(rows.sum(axis=1), 1, atol=1e-6) and (rows >= 0).all()):
        raise ValueError(
            "cross_entropy expects class numbers, one-hot rows or probabilities that sum to 1 in each row."
        )
    if loss == "binary_cross_entropy" and not ((rows >= 0) & (rows <= 1)).all():
        raise ValueError(
            f"binary_cross_entropy expects targets from 0 to 1; found {rows[(rows < 0) | (rows > 1)][0]:g}."
        )
    if loss == "hinge":
        raise ValueError("hinge expects class numbers, or targets of -1 and 1.")
    return rows


def one_hot_rows(labels: np.ndarray, classes: int, no: float) -> np.ndarray:
    outside = labels[(labels < 0) | (labels >= classes)]
    if outside.size:
        raise ValueError(
            f"class {outside[0]} for a network of {classes} outputs: expected class numbers from 0 to {classes - 1}."
        )
    rows = np.full((len(labels), classes), no)
    rows[np.arange(len(labels)), labels] = 1.0
    return rows
