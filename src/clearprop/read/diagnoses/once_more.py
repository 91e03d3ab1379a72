"""A layer's true δ, times something that has no place in it: what is computed is right, and then multiplied once more."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import fitting, scopes, subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.numbers import Numbers
from clearprop.read.diagnoses.sweep import Adjoints, Pull, Shares, swept
from clearprop.read.diagnoses.wrong_values import place
from clearprop.read.recover.steps import Run, Step

Times = Callable[[Any, Any], Any]
TIMES: dict[str, Times] = {"a{l}": lambda z, a: a, "(1 - a{l})": lambda z, a: 1 - a, "z{l}": lambda z, a: z}
"""What δ is multiplied by, from z and a."""


def multiplied_once_more(diagnosis: Diagnosis, case: Case, weight: int) -> Iterator[Hypothesis]:
    """Of the layers whose δ is computed as it should be."""
    for layer in (layer for layer in range(1, case.depth + 1) if delta_is_made(case, layer)):
        l = subscript(layer)
        for text, times in TIMES.items():
            for sees, scope in scopes(case, (layer,)):
                yield Hypothesis(
                    diagnosis,
                    layer,
                    partial(with_factor, case, layer, times),
                    sees,
                    f"δ{l}",
                    f"∂L/∂z{l} · {text.format(l=l)}",
                    f"∂L/∂z{l}",
                    weight=weight + scope,
                )


def delta_is_made(case: Case, layer: int) -> bool:
    """Whether the way back has the true ∂L/∂z of a layer somewhere."""
    run, step = place(case)
    adjoints = case.true(run, step)
    deltas = Numbers([adjoints[z] for z, _ in activated(step, layer) if z in adjoints], case.rates)
    return any(run.dependent[node] and deltas.has(run.graph.values[node]) for node in step.backward - run.cut)


def activated(step: Step, layer: int) -> Iterator[tuple[int, int]]:
    """(z, a) of each activation of a layer."""
    for block in step.layers.blocks:
        if block.layer == layer:
            yield from ((source, block.activation) for source in block.sources)


def with_factor(case: Case, layer: int, times: Times, run: Run, step: Step) -> Adjoints:
    values = run.graph.values
    factors = {z: times(np.asarray(values[z]), fitting(values[a], values[z])) for z, a in activated(step, layer)}
    pulls = {z: pull_times(run, z, factor) for z, factor in factors.items()}
    found = swept(run, step, case.seeds(run, step), pulls)
    return found | {z: found[z] * factor for z, factor in factors.items() if z in found}


def pull_times(run: Run, z: int, factor: Any) -> Pull:
    """The rule of a pre-activation, with its adjoint times something."""

    def pull(g: Any) -> Shares:
        return list(zip(run.graph.operands[z], run.graph.pulled(z, g * factor), strict=True))

    return pull
