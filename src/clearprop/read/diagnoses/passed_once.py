"""A layer that is computed once, before the loop: every step moves its parameters, and no pass reads what they become."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.wrong_values import Line, line_of_statement
from clearprop.read.recover.lineages import Lineage, chained
from clearprop.read.recover.steps import Run
from clearprop.read.recover.unused import beneath


def computed_once(diagnosis: Diagnosis, case: Case) -> Iterator[Hypothesis]:
    """One for all that is moved unseen, whether or not their updates were taken for those of parameters."""
    moved = moved_unseen(case)
    if not moved:
        return
    firsts = {chain.first for chain in moved}
    known = {i for i in case.original.parameters if case.original.lineages[i].first in firsts}
    layer = min(layers_of(case, firsts), default=1)
    l = subscript(layer)
    yield Hypothesis(
        diagnosis,
        layer,
        case.true,
        known,
        f"a{l}",
        f"what the first W{l} made of x, before the loop",
        f"computed anew in every pass, with the W{l} that the step before has left",
        gradient=partial(by_first_values, case, known) if known else None,
        found={} if known else {"proved": 0.0},
        locate=where_it_is_computed,
    )


def moved_unseen(case: Case) -> list[Lineage]:
    """The chains of updates whose first value every pass reads, and none of the later ones."""
    if "moved unseen" not in case.cache:
        run = case.original
        firsts = {beneath(run, node) for node in run.frozen} | {run.lineages[i].first for i in run.parameters}
        case.cache["moved unseen"] = [
            chain for chain in chained(run.graph) if chain.first in firsts and unseen(run, chain)
        ]
    found: list[Lineage] = case.cache["moved unseen"]
    return found


def unseen(run: Run, chain: Lineage) -> bool:
    """Whether it goes on after every pass, and the next one reads its first value all the same.

    Else it is no update: a sum that begins with a bias goes on within its pass.
    """
    later = set(chain.members)
    if len(run.steps) < 2 or not all(chain.first in s.forward and later.isdisjoint(s.forward) for s in run.steps):
        return False
    passes = [[m.prediction for m in step.meetings] for step in run.steps]
    between = [(max(one), min(other)) for one, other in pairwise(passes)]
    return all(any(end < member < begin for member in chain.members) for end, begin in between)


def layers_of(case: Case, firsts: set[int]) -> set[int]:
    products = case.original.steps[0].layers.products
    return {p.layer for p in products if beneath(case.original, p.weight) in firsts}


def by_first_values(case: Case, moved: set[int], point: int, number: int) -> dict[int, Any]:
    """The gradients with respect to the values that the pass was made with."""
    run, steps = case.points[point]
    adjoints = case.true(run, steps[number])
    first = {i: adjoints.get(run.lineages[i].first, 0.0) for i in moved}
    shapes = {i: np.shape(run.graph.values[run.lineages[i].first]) for i in moved}
    stale = {i: np.broadcast_to(g, shapes[i]) for i, g in first.items()}
    return case.true_gradients(run, steps[number]) | stale


def where_it_is_computed(case: Case, hypothesis: Hypothesis) -> Line:
    """The statement that computes the layer; related, what moves its parameters."""
    run, moved = case.original, moved_unseen(case)
    firsts = {chain.first for chain in moved}
    users = [n for n in sorted(run.steps[0].forward) if firsts.intersection(run.graph.operands[n])]
    related = (line_of_statement(run, moved[0].site),)
    return (line_of_statement(run, run.graph.sites[users[0]]), related) if users else None
