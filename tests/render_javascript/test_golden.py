"""The module of one small training step, as plain text that is reviewed."""

from typing import Any

import numpy as np
import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

import clearprop as cp
from clearprop.render import javascript


class Module(SingleFileSnapshotExtension):
    """A file that runs as it is."""

    file_extension = "mjs"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def module(snapshot: Any) -> Any:
    return snapshot.use_extension(Module)


def test_a_training_step(module: Any) -> None:
    network = cp.Network([3, 2], activation="sigmoid", output="sigmoid", loss="half_squared_error", seed=1)
    first, *others = (network.step_program(rows, cp.SGD(0.1)) for rows in (5, 7, 11))
    assert javascript.source(first, "step", others=others) == module


def test_functions_are_defined_only_where_they_are_used(module: Any) -> None:
    def rounded(x: Any, labels: Any) -> Any:
        if x[0] > 0:
            x = x * 2.0
        total = 0.0
        for k in range(len(labels)):
            total = total + x[labels[k]] % 0.75
        return total + x.round()[0] // 0.5

    assert javascript.source(cp.trace(rounded, np.array([1.5, -2.0, 0.5]), np.array([2, 0]))) == module
