"""Whatever the script itself computes of an activation on the way back, in the place of φ'(z): what no catalogue knows."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import fitting, scopes, subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.sweep import Adjoints, Pull, Shares, swept
from clearprop.read.recover.layers import Block
from clearprop.read.recover.steps import Run, Step

MOST = 24
"""Values of one activation that are tried."""
Key = tuple[int, int]  # a site, and how many of that site came before for the same activation


def written_slopes(diagnosis: Diagnosis, case: Case, weight: int) -> Iterator[Hypothesis]:
    run, steps = case.points[0]
    for layer in range(1, case.depth + 1):
        blocks = [b for b in steps[0].layers.blocks if b.layer == layer and len(b.sources) == 1]
        every = [set(known(case, run, steps[0], block)) for block in blocks]
        for key in sorted(set.intersection(*every))[:MOST] if every else ():
            for turned in (False, True) if is_asked(case, run, steps[0], blocks[0], key) else (False,):
                some = partial(factors, case, layer=layer, key=key, turned=turned)
                l, text = subscript(layer), written(run, key, turned)
                for sees, scope in scopes(case, (layer,)):
                    yield Hypothesis(
                        diagnosis,
                        layer,
                        partial(adjoints, case=case, some=some),
                        sees,
                        f"δ{l}",
                        f"∂L/∂a{l} · ({text})",
                        f"∂L/∂a{l} · φ'(z{l})",
                        weight=weight + scope,
                        found={"group": (layer,)},
                        values=partial(listed, some=some),
                    )


def known(case: Case, run: Run, step: Step, block: Block) -> dict[Key, int]:
    at = (id(run), step.number, "made of", block.activation)
    if at not in case.cache:
        case.cache[at] = made_of(run, step, block)
    found: dict[Key, int] = case.cache[at]
    return found


def made_of(run: Run, step: Step, block: Block) -> dict[Key, int]:
    """The values on the way back that have the activation's size and are made of it, or of its z, and of nothing else."""
    reached, found, counts = {*block.sources, *block.inside, block.activation}, dict[Key, int](), Counter[int]()
    graph, others = run.graph, run.cut | step.forward | {m.node for m in step.meetings}
    for node in sorted(step.backward):
        moving = [o for o in graph.operands[node] if run.dependent[o]]
        if node in others or not moving or not reached.issuperset(moving):
            continue
        reached.add(node)
        if np.size(graph.values[node]) == np.size(graph.values[block.activation]):
            site = graph.sites[node]
            found[site, counts[site]] = node
            counts[site] += 1
    return found


def is_asked(case: Case, run: Run, step: Step, block: Block, key: Key) -> bool:
    """Whether it is a question that each entry answers with yes or no: what follows may be for either."""
    return np.asarray(run.graph.values[known(case, run, step, block)[key]]).dtype == bool


def factors(case: Case, run: Run, step: Step, layer: int, key: Key, turned: bool) -> dict[Block, Any]:
    blocks = [b for b in step.layers.blocks if b.layer == layer and len(b.sources) == 1]
    values = {b: np.asarray(run.graph.values[known(case, run, step, b)[key]], float) for b in blocks}
    return {b: 1 - value if turned else value for b, value in values.items()}


def listed(run: Run, step: Step, some: Any) -> list[Any]:
    return list(some(run, step).values())


def adjoints(run: Run, step: Step, case: Case, some: Any) -> Adjoints:
    pulls = {b.activation: times(run, b, value) for b, value in some(run, step).items()}
    return swept(run, step, case.seeds(run, step), pulls)


def times(run: Run, block: Block, value: Any) -> Pull:
    z = run.graph.values[block.sources[0]]

    def pull(g: Any) -> Shares:
        share = np.asarray(g) * fitting(value, g)
        return [(block.sources[0], share.reshape(np.shape(z)) if np.ndim(z) else float(np.sum(share)))]

    return pull


def written(run: Run, key: Key, turned: bool) -> str:
    text = run.text.source(run.text.at(run.graph.tape.table[key[0]]))
    return f"1 - ({text})" if turned else text
