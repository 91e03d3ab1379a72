"""CP401: all units of a layer start alike, and stay alike."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.recover.network import roles
from clearprop.read.recover.sizes import units
from clearprop.read.recover.steps import Run, Step


class SymmetricStart(Diagnosis):
    """Every unit of a hidden layer starts with the same weights, in and out, and gets the same gradient for ever."""

    code = "CP401"
    name = "symmetric-start"
    starts = True
    why = (
        "Units with equal weights compute the same and get the same gradient, so that they stay equal: a layer of "
        "a hundred is one unit. Only different numbers at the start tell them apart."
    )
    wrong = "W1 = np.ones((3, 4)) * 0.5\nW2 = np.ones((4, 1)) * 0.5"
    right = "W1 = np.random.randn(3, 4) * 0.5\nW2 = np.random.randn(4, 1) * 0.5"
    sure = "The units' weights were equal at the start and after every recorded update."
    example = Example(
        TWO_LAYERS,
        "W1, b1 = rng.normal(size=(3, 3)) * 0.7, np.zeros((1, 3))\nW2, b2 = rng.normal(size=(3, 1)) * 0.7,",
        "W1, b1 = np.full((3, 3), 0.5), np.zeros((1, 3))\nW2, b2 = np.full((3, 1), 0.5),",
    )

    def standing(self, case: Case) -> Iterator[Hypothesis]:
        run = case.original
        for layer in range(1, case.depth):
            width = units(run.steps[0].layers, layer)
            alike = width > 1 and all(equal_units(run, step, layer, width) for step in (run.steps[0], run.steps[-1]))
            if alike:
                weights = [i for i in run.parameters if layer_of(run, i) == layer]
                yield Hypothesis(
                    self,
                    layer,
                    case.true,
                    set(),
                    f"W{'₀₁₂₃₄₅₆₇₈₉'[layer % 10]}",
                    f"the same for all {width} units of the layer, at every step",
                    "different from unit to unit at the start",
                    kind="made",
                    found={"lineages": weights},
                )
                return


def layer_of(run: Run, lineage: int) -> int:
    found = roles(run.steps[0].layers).get(run.steps[0].before[lineage])
    return found.layer if found else 0


def equal_units(run: Run, step: Step, layer: int, width: int) -> bool:
    """Whether every pre-activation of the layer is the same in all units, for each row."""
    values: list[Any] = []
    for block in step.layers.blocks:
        if block.layer == layer:
            values += [np.asarray(run.graph.values[source], float) for source in block.sources]
    if not values:
        return False
    if values[0].ndim == 0:
        rows = [values[i : i + width] for i in range(0, len(values) - len(values) % width, width)]
        return bool(rows) and all(np.ptp(row) <= 1e-12 * max(1.0, float(np.max(np.abs(row)))) for row in rows)
    return all(any(same_along(z, axis, width) for axis in range(z.ndim)) for z in values)


def same_along(z: np.ndarray, axis: int, width: int) -> bool:
    return z.shape[axis] == width and bool(np.all(np.ptp(z, axis=axis) <= 1e-12 * max(1.0, float(np.max(np.abs(z))))))
