"""A network as a file holds it: what it is, what it has learned, and where its training would go on."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from clearprop.nn import Architecture, Optimizer, Parameters, Statistics
from clearprop.train.checkpoints import RUN
from clearprop.train.data.errors import DataError
from clearprop.train.history import History, Record
from clearprop.train.outcomes import Outcome
from clearprop.train.trainer import Point

Training = tuple[Optimizer | dict[str, Any], Point] | None
"""The optimiser, which comes as JSON from a file, and where it stands."""


class Trained(Protocol):
    """What is stored: a Network."""

    architecture: Architecture
    seed: int
    outcome: Outcome
    about: Mapping[str, Any]
    parameters: Parameters
    statistics: Statistics
    history: History
    training: Training


def contents(network: Trained, new: Sequence[Record] = ()) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The network as JSON and arrays; ``new`` records follow its history's. ValueError where a file cannot hold it."""
    rule, point = network.training or (None, Point({}))
    arrays = {**network.parameters, **network.statistics}
    kept = {name: array for name, array in point.arrays.items() if name not in arrays}
    optimizer = rule.to_json() if isinstance(rule, Optimizer) else rule
    description = {
        "architecture": network.architecture.to_json(),
        "seed": network.seed,
        "outcome": network.outcome.to_json(),
        "history": [*network.history.to_json(), *History("", new).to_json()],
        "about": dict(network.about),
        "training": None if rule is None else {"optimizer": optimizer, "updates": point.updates, "keeps": list(kept)},
    }
    return description, {**arrays, **kept}


def fill(network: Trained, description: Mapping[str, Any], arrays: Mapping[str, np.ndarray], path: str | Path) -> None:
    """The other way round, for a network that is new. DataError for arrays that are not its own."""
    network.outcome = Outcome(**description["outcome"])
    network.about = description["about"]
    network.history = History.from_json(network.outcome.metric, description["history"])
    training = description.get("training") or {"keeps": []}
    expected = {name: array.shape for name, array in (*network.parameters.items(), *network.statistics.items())}
    expected |= {name: network.parameters[owner(name, network.parameters)].shape for name in training["keeps"]}
    if {name: array.shape for name, array in arrays.items() if not name.startswith(RUN)} != expected:
        raise DataError(f"{path}: the arrays are not those of {network.architecture}; the file was changed.")
    for mapping in (network.parameters, network.statistics):
        mapping.arrays = {name: arrays[name] for name in mapping}
    if training["keeps"] or "updates" in training:
        point = Point({name: arrays[name] for name in expected}, training["updates"], epochs_of(network.history))
        network.training = (training["optimizer"], point)


def owner(slot: str, parameters: Parameters) -> str:
    """The parameter that an optimiser's state belongs to: W1 for velocity_W1."""
    return next(name for name in parameters if slot.endswith(f"_{name}"))


def epochs_of(history: History) -> int:
    """How many epochs were made."""
    return history[-1].epoch if history else 0


def same_rule(before: Optimizer | dict[str, Any] | None, rule: Optimizer) -> bool:
    """Whether the optimiser is the one from before, which may come from a file."""
    if not before:
        return False
    return before == (rule if isinstance(before, Optimizer) else json.loads(json.dumps(rule.to_json())))
