"""CP104: of softmax's Jacobian only the diagonal is used."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import fitting, scopes, subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import SOFTMAX, Example
from clearprop.read.diagnoses.sweep import Adjoints, Pull, Shares, swept
from clearprop.read.recover.layers import Block
from clearprop.read.recover.steps import Run, Step


class SoftmaxJacobianDiagonalOnly(Diagnosis):
    """∂L/∂z = g · p(1 - p) for softmax, as if each output depended on its own z alone."""

    code = "CP104"
    name = "softmax-jacobian-diagonal-only"
    why = (
        "Every output of softmax depends on every z: ∂pᵢ/∂zⱼ = pᵢ(δᵢⱼ - pⱼ). Then ∂L/∂z = p · (g - Σ g p); p(1 - "
        "p) is only the diagonal, and what the other outputs say to z is lost."
    )
    wrong = "delta = (p - y) * p * (1 - p)"
    right = "g = p - y\ndelta = p * (g - (g * p).sum(axis=1, keepdims=True))"
    sure = "The changes equal those of the backward pass with the diagonal alone, at every fresh point."
    example = Example(SOFTMAX, "dz = p * (dp - np.sum(dp * p, axis=1, keepdims=True))", "dz = dp * p * (1 - p)")

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        for layer in range(1, case.depth + 1):
            if case.activation(layer) != "softmax":
                continue

            def adjoints(run: Run, step: Step, layer: int = layer) -> Adjoints:
                pulls = {b.activation: diagonal(run, b) for b in step.layers.blocks if b.layer == layer}
                return swept(run, step, case.seeds(run, step), pulls)

            l = subscript(layer)
            for sees, scope in scopes(case, (layer,)):
                yield Hypothesis(
                    self,
                    layer,
                    adjoints,
                    sees,
                    f"δ{l}",
                    "∂L/∂p · p(1 - p)",
                    "p · (∂L/∂p - Σ ∂L/∂p · p)",
                    weight=scope,
                )


def diagonal(run: Run, block: Block) -> Pull:
    p = np.asarray(run.graph.values[block.activation])

    def pull(g: Any) -> Shares:
        if len(block.sources) == 1:
            z = run.graph.values[block.sources[0]]
            return [(block.sources[0], fitting(np.asarray(g) * p * (1 - p), z))]
        return [(own(run, block), float(np.sum(np.asarray(g) * p * (1 - p))))]

    return pull


def own(run: Run, block: Block) -> int:
    """Of several z the one that this output is of: the one whose share it is."""
    z = np.array([float(np.sum(run.graph.values[s])) for s in block.sources])
    shares = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
    return block.sources[int(np.argmin(np.abs(shares - float(np.sum(run.graph.values[block.activation])))))]
