"""The slope of one layer's activation that stands where another's belongs: their units are as many, so nothing fails."""

from collections.abc import Iterator
from functools import partial
from itertools import permutations
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import block_pulls, scopes, subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.sweep import Adjoints, Pull, slope, swept
from clearprop.read.recover.layers import Block
from clearprop.read.recover.steps import Run, Step


def of_other_layers(diagnosis: Diagnosis, case: Case) -> Iterator[Hypothesis]:
    """φ' of layer k in δ of layer l, for each two layers whose values have the same shapes."""
    run, steps = case.points[0]
    bent = [layer for layer in range(1, case.depth + 1) if case.activation(layer) != "identity"]
    for layer, other in permutations(bent, 2):
        if not paired(run, steps[0], layer, other):
            continue

        def adjoints(run: Run, step: Step, layer: int = layer, other: int = other) -> Adjoints:
            return swept(run, step, case.seeds(run, step), pulls(run, step, layer, other))

        l, k = subscript(layer), subscript(other)
        for sees, scope in scopes(case, (layer,)):
            yield Hypothesis(
                diagnosis,
                layer,
                adjoints,
                sees,
                f"δ{l}",
                f"∂L/∂a{l} · φ'(z{k}), of another layer",
                f"∂L/∂a{l} · φ'(z{l})",
                weight=scope + 1,
                found={"note": "", "group": (layer,)},
                values=partial(slopes, layer=layer, other=other),
            )


def paired(run: Run, step: Step, layer: int, other: int) -> list[tuple[Block, Block]]:
    """The activations of two layers, unit by unit; none where they differ in number or shape."""
    own, others = (
        [block for block in step.layers.blocks if block.layer == number and len(block.sources) == 1]
        for number in (layer, other)
    )
    pairs = list(zip(own, others, strict=False))
    values = run.graph.values
    alike = len(own) == len(others) and all(
        np.shape(values[a.activation]) == np.shape(values[b.activation]) for a, b in pairs
    )
    return pairs if alike else []


def pulls(run: Run, step: Step, layer: int, other: int) -> dict[int, Pull]:
    found: dict[int, Pull] = {}
    for block, instead in paired(run, step, layer, other):

        def factor(z: Any, a: Any, derivative: Any, instead: Block = instead) -> Any:
            return slope_of(run, instead)

        found |= block_pulls(run, step, [block], factor)
    return found


def slopes(run: Run, step: Step, layer: int, other: int) -> list[Any]:
    """What stands where φ' of the layer belongs."""
    return [slope_of(run, instead) for _, instead in paired(run, step, layer, other)]


def slope_of(run: Run, block: Block) -> Any:
    return np.asarray(slope(run, block)[block.sources[0]])
