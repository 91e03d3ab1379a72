"""The slope of a ReLU asked of the gradient that comes back instead of z: it passes where it is itself positive."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import chosen, scopes, subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.sweep import Adjoints, Pull, Shares, swept
from clearprop.read.recover.layers import Block
from clearprop.read.recover.steps import Run, Step


def by_its_own_sign(diagnosis: Diagnosis, case: Case, bent: tuple[str, ...], weight: int) -> Iterator[Hypothesis]:
    """Of each layer with such an activation; where the code holds -∂L/∂a, that is what is asked."""
    for layer in (layer for layer in range(1, case.depth + 1) if case.activation(layer) in bent):
        l = subscript(layer)
        for sign, asked in ((1, ">"), (-1, "<")):
            for sees, scope in scopes(case, (layer,)):
                yield Hypothesis(
                    diagnosis,
                    layer,
                    partial(masked, case, layer, sign),
                    sees,
                    f"δ{l}",
                    f"∂L/∂a{l} where ∂L/∂a{l} {asked} 0, else 0",
                    f"∂L/∂a{l} · φ'(z{l})",
                    weight=weight + scope,
                    found={"group": (layer,)},
                )


def masked(case: Case, layer: int, sign: int, run: Run, step: Step) -> Adjoints:
    blocks = chosen(run, step, (layer,), None)
    return swept(run, step, case.seeds(run, step), {b.activation: positive_pull(run, b, sign) for b in blocks})


def positive_pull(run: Run, block: Block, sign: int) -> Pull:
    shape = np.shape(run.graph.values[block.sources[0]])

    def pull(g: Any) -> Shares:
        passed = np.where(sign * np.asarray(g) > 0, g, 0.0)
        return [(block.sources[0], passed.reshape(shape) if shape else float(np.sum(passed)))]

    return pull
