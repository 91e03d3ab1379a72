"""Which rows to train on and which to test on: folds and held-out shares, by seed, with classes in proportion."""

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.errors import DataError, OptionError
from clearprop.train.data.wording import counted

Indices = NDArray[np.int64]
Labels = NDArray[np.int64]


def folds(rows: int, k: int, seed: int, labels: Labels | None = None) -> list[tuple[Indices, Indices]]:
    """Pairs (train, test), k of them, of row numbers from 0; every row is tested once, sizes differ by at most one.

    With `labels` i64[rows] each class is spread over the folds as evenly as can be. Raises OptionError for k < 2 or
    k > rows; classes with fewer rows than folds are no error: see `fold_notes`.
    """
    if k < 2:
        raise OptionError(f"{counted(k, 'fold')}: expected at least 2.")
    if k > rows:
        raise OptionError(f"{counted(k, 'fold')} for {counted(rows, 'row')}: expected at most as many folds as rows.")
    fold = np.empty(rows, np.int64)
    fold[shuffled_by_class(rows, seed, labels)] = np.arange(rows) % k
    return [(np.flatnonzero(fold != number), np.flatnonzero(fold == number)) for number in range(k)]


def fold_notes(k: int, labels: Labels, classes: tuple[str, ...]) -> tuple[str, ...]:
    """What to say where a class has fewer rows than there are folds: some folds cannot test it."""
    counts = np.bincount(labels, minlength=len(classes))
    rarest = int(counts.argmin())
    if counts[rarest] >= k:
        return ()
    return (
        f"class {classes[rarest]!r} has only {counted(int(counts[rarest]), 'row')} for {k} folds: "
        "not every fold tests it",
    )


def hold_out(rows: int, share: float, seed: int, labels: Labels | None = None) -> tuple[Indices, Indices]:
    """(train, test): sorted row numbers from 0, a share of them (at least one, never all) to test on.

    With `labels` i64[rows] classes are held out in proportion, and a class of a single row stays in training. Raises
    OptionError for a share that is not between 0 and 1, and DataError for fewer than two rows.
    """
    if not 0 < share < 1:
        raise OptionError(f"a share of {share} to hold out: expected a number between 0 and 1.")
    if rows < 2:
        raise DataError(f"{counted(rows, 'row')}: at least two are needed to train on some and test on others.")
    order = shuffled_by_class(rows, seed, labels)
    if labels is not None:
        several = np.bincount(labels)[labels[order]] > 1
        order = order[several] if several.any() else order
    wanted = min(max(round(share * rows), 1), rows - 1, len(order))
    chosen = order[((np.arange(wanted) + 0.5) * len(order) / wanted).astype(np.int64)]
    tested = np.zeros(rows, np.bool_)
    tested[chosen] = True
    return np.flatnonzero(~tested), np.flatnonzero(tested)


def shuffled_by_class(rows: int, seed: int, labels: Labels | None) -> Indices:
    """The row numbers in random order, class after class where there are labels."""
    order = np.random.default_rng(seed).permutation(rows)
    if labels is None:
        return order
    if len(labels) != rows:
        raise DataError(f"{counted(len(labels), 'label')} for {counted(rows, 'row')}: expected one label for each row.")
    return order[np.argsort(labels[order], kind="stable")]
