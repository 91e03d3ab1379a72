"""Missing values: refused, or their rows dropped, or kept as NaN for the scaler to fill with the training mean."""

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.errors import DataError, OptionError
from clearprop.train.data.table import Places
from clearprop.train.data.wording import counted, did_you_mean, listed

POLICIES = ("drop", "mean")

ADVICE = "choose --missing drop to leave these rows out, or --missing mean to fill in the column's mean"
ADVICE_FOR_NEW_DATA = "fill them in, or train the model again with --missing mean, which fills in the column's mean"


def check_policy(missing: str | None) -> None:
    """Raises OptionError for anything but None, 'drop' and 'mean'."""
    if missing is not None and missing not in POLICIES:
        raise OptionError(
            f"missing={missing!r}{did_you_mean(missing, POLICIES)}: expected 'drop', which leaves out rows "
            "with missing values, or 'mean', which fills in the column's mean."
        )


def rows_to_keep(
    gaps: NDArray[np.bool_],
    names: tuple[str, ...],
    places: Places,
    missing: str | None,
    target: int | None = None,
    advice: str = ADVICE,
) -> tuple[NDArray[np.bool_], tuple[str, ...]]:
    """bool[rows] and notes, from bool[rows, columns]: where a value is missing. A target is never filled.

    Raises DataError where values are missing and nothing was chosen, and where no row is left.
    """
    with_gaps: NDArray[np.bool_] = np.asarray(gaps.any(axis=1))
    if not with_gaps.any():
        return np.logical_not(with_gaps), ()
    if missing is None:
        row = int(with_gaps.argmax())
        place = places.where(row, names[int(gaps[row].argmax())])
        holes, rows = int(gaps.sum()), int(with_gaps.sum())
        raise DataError(
            f"{places.source}: {counted(holes, 'value')} {'is' if holes == 1 else 'are'} missing, in "
            f"{counted(rows, 'row')} of {len(gaps):,}, the first in {place}; {advice}."
        )
    keep: NDArray[np.bool_] = np.logical_not(with_gaps)
    if missing == "mean":
        keep = np.ones(len(gaps), np.bool_) if target is None else ~gaps[:, target]
    if not keep.any():
        raise DataError(
            f"{places.source}: no row is left, since {'a value' if missing == 'drop' else 'the target'} is missing in "
            f"every row{'; --missing mean fills values in' if missing == 'drop' else ''}."
        )
    return keep, tuple(say_what_was_done(gaps, names, keep, missing, target))


def say_what_was_done(
    gaps: NDArray[np.bool_], names: tuple[str, ...], keep: NDArray[np.bool_], missing: str, target: int | None
) -> list[str]:
    """The notes: how many rows were dropped, how many values are filled and in which columns."""
    notes = []
    dropped = len(keep) - int(keep.sum())
    if dropped:
        what = "a value" if missing == "drop" or target is None else f"the target {names[target]!r}"
        verb = "is" if dropped == 1 else "are"
        notes.append(f"{counted(dropped, 'row')} of {len(keep):,} {verb} dropped, since {what} is missing there")
    filled = gaps[keep].sum(axis=0)
    if filled.any():
        columns = [names[position] for position in np.flatnonzero(filled)]
        notes.append(
            f"{counted(int(filled.sum()), 'missing value')} filled with the mean of the training rows, in: "
            f"{listed(columns)}"
        )
    return notes
