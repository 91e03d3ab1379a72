"""Mistakes at an activation: its adjoint goes back with another factor than φ'(z), in one layer or in several."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.masks import is_masked, unmasked
from clearprop.read.diagnoses.relations import failing
from clearprop.read.diagnoses.sweep import Adjoints, Pull, Shares, slope, swept
from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.layers import Block
from clearprop.read.recover.masks import one_bent
from clearprop.read.recover.spines import SUMS
from clearprop.read.recover.steps import Run, Step

Factor = Callable[[Any, Any, Any], Any]
"""(z, a, φ'(z)) -> what the adjoint is multiplied by; all as the block's source."""


def through_blocks(
    diagnosis: Diagnosis,
    case: Case,
    factor: Factor,
    equals: str,
    instead: str,
    kind: str = "wrong",
    every: bool = False,
    weight: int = 0,
    note: str = "",
) -> Iterator[Hypothesis]:
    """Every layer with an activation, and every scope in which the mistake can be seen."""
    run, steps = case.points[0]
    for group, site in choices(case, every):
        for bare in (True, False) if is_masked(run, steps[0], group) else (False,):
            some = partial(chosen, layers=group, site=site)

            def adjoints(run: Run, step: Step, some: Choice = some, bare: bool = bare) -> Adjoints:
                return swept(run, step, case.seeds(run, step), block_pulls(run, step, some(run, step), factor, bare))

            top = max(group)
            l = subscript(top)
            for sees, scope in scopes(case, group) if site is None else as_failing(case, []):
                yield Hypothesis(
                    diagnosis,
                    top,
                    adjoints,
                    sees,
                    f"δ{l}",
                    equals.format(l=l),
                    instead.format(l=l),
                    kind=kind,
                    weight=weight + scope + 3 * (len(group) - 1),
                    found={"note": note, "group": group},
                    values=partial(factors, some=some, factor=factor, bare=bare),
                )


Choice = Callable[[Run, Step], list[Block]]
MOST_UNITS = 12
"""Units of a layer that are written out one by one."""


def choices(case: Case, every: bool) -> Iterator[tuple[tuple[int, ...], int | None]]:
    """Layers with an activation: each, ``every`` group of them, and each unit that has a place of its own in the text."""
    bent = [layer for layer in range(1, case.depth + 1) if case.activation(layer) not in ("identity",)]
    groups: list[tuple[int, ...]] = [(layer,) for layer in bent]
    if every and len(bent) > 1:
        groups += [group for size in range(2, len(bent) + 1) for group in combinations(bent, size)]
    yield from ((group, None) for group in groups)
    run, steps = case.points[0]
    for layer in bent:
        sites = sorted({run.graph.sites[b.sources[0]] for b in steps[0].layers.blocks if b.layer == layer})
        yield from (((layer,), site) for site in sites if 1 < len(sites) <= MOST_UNITS)


def chosen(run: Run, step: Step, layers: tuple[int, ...], site: int | None) -> list[Block]:
    """The activations of these layers, or of a unit; what a shortcut adds to one is no part of it."""
    return [
        block
        for block in (*(without_shortcuts(step, b) for b in step.layers.blocks), *unbent(step, layers))
        if block.layer in layers and len(block.sources) == 1 and site in (None, run.graph.sites[block.sources[0]])
    ]


def unbent(step: Step, layers: tuple[int, ...]) -> Iterator[Block]:
    """The units of layers with an activation at which a is z itself: ReLU by a branch, where z > 0."""
    for node in step.layers.outgoing - step.layers.predictions:
        kind = step.layers.kinds[node]
        if kind.letter == "Z" and kind.layer in layers:
            yield Block(node, (node,), frozenset(), kind.layer)


def without_shortcuts(step: Step, block: Block) -> Block:
    """The activation before what skips a layer is added to it."""
    layers, node, found = step.layers, block.activation, block.activation
    while (below := one_bent(layers, node, block.layer)) is not None:
        op = layers.graph.ops[node]
        if op not in SUMS and op not in THROUGH:
            break
        found = below if op in SUMS else found
        node = below
    return block if found == block.activation else block._replace(activation=found)


def scopes(case: Case, group: tuple[int, ...]) -> Iterator[tuple[set[int], int]]:
    """Which parameters see a wrong δ: all of its layer and below; only those below; only its layer's; one kind; others."""
    found = list(usual_scopes(case, group))
    yield from found
    yield from as_failing(case, [sees for sees, _ in found])


def usual_scopes(case: Case, group: tuple[int, ...]) -> Iterator[tuple[set[int], int]]:
    top = max(group)
    own, below = case.of_layer(top), case.of_layer(*range(1, top))
    yield own | below, 0
    if below:
        yield below, 4 if top == case.depth else 1  # at the top that is CP107
        yield own, 1
    weights = {i for i in own if case.roles[i].weights}
    if weights and weights != own:
        yield weights, 2
        yield own - weights, 2


def as_failing(case: Case, known: list[set[int]]) -> Iterator[tuple[set[int], int]]:
    """Those whose changes are wrong, where some are right: single statements may be written out for them."""
    some = failing(case)
    if some and some != set(case.parameters) and some not in known:
        yield some, 3


def block_pulls(run: Run, step: Step, blocks: list[Block], factor: Factor, bare: bool = False) -> dict[int, Pull]:
    """``bare``: the factor stands for φ' alone, and a mask is multiplied as it should be."""
    return {block.activation: pull_of(run, step, block, factor, bare) for block in blocks}


def factors(run: Run, step: Step, some: Choice, factor: Factor, bare: bool = False) -> list[Any]:
    """What stands where φ'(z) belongs, for each of these activations."""
    with np.errstate(all="ignore"):
        return [
            at_block(run, *unmasked(run, step, b), factor) if bare else at_block(run, b, 1.0, factor)
            for b in some(run, step)
        ]


def at_block(run: Run, block: Block, mask: Any, factor: Factor) -> Any:
    """The factor at an activation, and what it is multiplied with."""
    (source,) = block.sources
    z = run.graph.values[source]
    found = factor(np.asarray(z), fitting(run.graph.values[block.activation], z), np.asarray(slope(run, block)[source]))
    return found if type(mask) is float else found * fitting(mask, z)


def pull_of(run: Run, step: Step, block: Block, factor: Factor, bare: bool) -> Pull:
    source = block.sources[0]
    z = run.graph.values[source]

    def pull(g: Any) -> Shares:
        with np.errstate(all="ignore"):
            inner, mask = unmasked(run, step, block) if bare else (block, 1.0)
            share = np.asarray(g) * fitting(at_block(run, inner, mask, factor), g)
            if source == block.activation:
                return list(zip(run.graph.operands[source], run.graph.pulled(source, share), strict=True))
        return [(source, share.reshape(np.shape(z)) if np.ndim(z) else float(np.sum(share)))]

    return pull


def fitting(value: Any, like: Any) -> Any:
    """The value in the shape of another one of the same size."""
    value = np.asarray(value)
    return value.reshape(np.shape(like)) if value.size == np.size(like) else value


def subscript(number: int) -> str:
    return "".join("₀₁₂₃₄₅₆₇₈₉"[int(digit)] for digit in str(number))
