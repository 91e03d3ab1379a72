"""A weight of a saved model, explained on a person's own rows."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np

from clearprop.app.model import Model
from clearprop.explain.factors import factors
from clearprop.explain.run import Run
from clearprop.explain.why.answer import Answer, why
from clearprop.train.data import DataError
from clearprop.train.data.errors import OptionError

WEIGHT = re.compile(r"\s*([A-Za-z_]\w*)\s*((?:\[[\s\d,-]+\]\s*)+)")


def answer(model: Path, weight: str, data: str, row: int | None, expected: float | None) -> Answer:
    """Why the weight's gradient is what it is on these rows, or on one of them alone.

    OptionError for a weight or a row that is not there; DataError for a file that does not fit, or has no target.
    """
    name, index = parsed(weight)
    if expected is not None and not np.isfinite(expected):
        raise OptionError(f"--expected {expected}: expected a finite number.")
    run = run_on(Model.load(model), data, row)
    try:
        found = factors(run, name, run.element(name, index))
    except (KeyError, IndexError) as problem:
        raise OptionError(str(problem.args[0])) from None
    return why(run, found, expected=expected)


def parsed(weight: str) -> tuple[str, tuple[int, ...]]:
    """``W1[0,2]`` or ``W1[0][2]``: the name and the index."""
    match = WEIGHT.fullmatch(weight)
    if match is None:
        raise OptionError(f"{weight!r} is not a weight; write its name and place, such as 'W1[0,2]' or 'b1[2]'.")
    return match[1], tuple(int(at) for at in re.findall(r"-?\d+", match[2]))


def run_on(model: Model, source: str, row: int | None) -> Run:
    """The run of the model's loss on the rows of the source, scaled as for training and called by their own numbers."""
    new = model.schema.read(source)
    if new.targets is None:
        raise DataError(
            f"{source}: the target {model.schema.target} is missing; without it there is no loss to explain."
        )
    chosen = np.arange(len(new.rows)) if row is None else np.flatnonzero(new.rows == row)
    if not len(chosen):
        raise OptionError(f"--row {row}: expected a row of {source}, from {new.rows[0]} to {new.rows[-1]}.")
    targets: np.ndarray = new.targets
    if model.target_scaler is not None:
        targets = model.target_scaler.transform(np.asarray(targets, float))
    explained = model.network.derive(model.scaler.transform(new.features)[chosen], targets[chosen]).explained
    return replace(explained, rows=new.rows[chosen].tolist())
