"""The slope of an activation, taken at the pass before: what goes back through a layer, and where it shows."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Hypothesis
from clearprop.read.diagnoses.blocks import fitting
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.earlier import with_earlier
from clearprop.read.diagnoses.numbers import Numbers
from clearprop.read.diagnoses.scales import way_to
from clearprop.read.diagnoses.sweep import Adjoints, Pull, Shares, slope, swept
from clearprop.read.diagnoses.wrong_values import Line, blamed, place, relevant
from clearprop.read.recover.layers import Block
from clearprop.read.recover.steps import Run, Step


def with_old_slopes(
    case: Case, layers: tuple[int, ...], sees: set[int], rate: float, point: int, number: int
) -> dict[int, Any]:
    """The gradients with the slopes of the step before; at the first step they are whatever the script made up."""

    def changed(run: Run, steps: list[Step]) -> Adjoints:
        step = steps[number]
        pulls = {b.activation: old_pull(run, b, before) for b, before in pairs(step, steps[number - 1], layers)}
        return swept(run, step, case.seeds(run, step), pulls)

    return with_earlier(case, sees, rate, point, number, changed)


def pairs(step: Step, before: Step, layers: tuple[int, ...]) -> Iterator[tuple[Block, Block]]:
    """The activations of these layers, each with its own of the step before."""
    now, then = ([b for b in s.layers.blocks if b.layer in layers and len(b.sources) == 1] for s in (step, before))
    if len(now) == len(then):
        yield from zip(now, then, strict=True)


def old_pull(run: Run, block: Block, before: Block) -> Pull:
    (source,) = block.sources
    z, old = run.graph.values[source], slope(run, before)[before.sources[0]]

    def pull(g: Any) -> Shares:
        share = np.asarray(g) * fitting(old, g)
        return [(source, share.reshape(np.shape(z)) if np.ndim(z) else float(np.sum(share)))]

    return pull


def where_slope_is_taken(case: Case, hypothesis: Hypothesis) -> Line:
    """The first value on the way back that is the slope of the pass before; else the first made of its activation."""
    run, step = place(case)
    graph, blocks = run.graph, [b for b, _ in pairs(case.points[case.shown][1][0], step, hypothesis.found["group"])]
    slopes = Numbers((value for b in blocks for value in slope(run, b).values()), ())
    activations = Numbers((graph.values[b.activation] for b in blocks), ())
    back = [n for n in sorted(way_to(run, step, hypothesis.sees) & step.backward) if relevant(run, step, n)]
    made = (n for n in back if any(activations.has(graph.values[o]) for o in graph.operands[n]))
    node = next((n for n in back if slopes.has(graph.values[n])), None) or next(made, None)
    return None if node is None else (blamed(case, run, step, node, hypothesis), ())
