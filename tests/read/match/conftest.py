import base64
import pickle
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from clearprop.read.match import Truths, truths_of
from clearprop.read.recover.descent import LOSSES, seeds
from clearprop.read.recover.graph import Graph
from clearprop.read.recover.steps import Run, Step, recovered
from clearprop.read.recover.text import Text
from clearprop.read.source import parse_source
from clearprop.read.tape.child import record

Points = list[tuple[Run, Step, Truths]]


def run_of(text: str, replacements: Sequence[Any] = ()) -> Run:
    tree = parse_source(text).tree
    sent = base64.b64encode(pickle.dumps(tree)).decode()
    tape = record({"text": text, "tree": sent, "file": "script.py", "soft": 2000, "replacements": replacements})
    return recovered(Graph(tape), Text(text, tree))


def other_start(run: Run, seed: int) -> list[tuple[int, int, Any]]:
    """Other first values for the parameters, put in where they were drawn."""
    random = np.random.default_rng(seed)
    graph = run.graph
    leaves = {n for i in run.parameters for n in graph.ancestors([run.lineages[i].first]) if graph.ops[n] == "leaf"}
    return [
        (graph.sites[leaf], graph.tape.arguments[leaf][0][1], random.normal(size=np.shape(graph.values[leaf])) * 0.7)
        for leaf in sorted(leaves)
    ]


@pytest.fixture(scope="session")
def points() -> Callable[[str, str], Points]:
    """The first three steps of a script at three starts, with what is true for a loss."""

    def found(text: str, loss: str = "half_squared_error") -> Points:
        first = run_of(text)
        runs = [first, *(run_of(text, other_start(first, seed)) for seed in (1, 2))]
        return [
            (run, step, truths_of(run, step, seeds(run, step, LOSSES[loss]))) for run in runs for step in run.steps[:3]
        ]

    return found
