"""Whether a rule's rates may be what they are: one for all parameters, or one for each that the script writes down."""

from collections.abc import Mapping, Sequence

import numpy as np

from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.rows import rows_at
from clearprop.read.recover.steps import Run, Step
from clearprop.read.update_rules import Rule, ratio_in_words

MULTIPLYING = ("mul", "call numpy.multiply", "inplace_mul")


def accepted(rule: Rule, run: Run, step: Step, groups: Mapping[str, Sequence[int]]) -> bool:
    """Whether all parameters move down the loss, by a rate that is shared or written."""
    if not rule.right or not rule.descends:
        return False
    if rule.rate is not None:
        return True
    constants = {name: written_rate(run, step, members[0]) for name, members in groups.items() if name in rule.rates}
    if not all(constants.values()):
        return False
    written = {name: float(np.prod(found)) for name, found in constants.items()}
    first = next(iter(written))
    count = rows_at(run, step)
    for name, rate in written.items():
        ratio = rule.rates[name] / rule.rates[first]
        if abs(ratio - rate / written[first]) > 1e-9 * abs(ratio):
            return False
        alone = len(constants[name]) == len(constants[first]) == 1
        doubled = alone and (np.isclose(ratio, 2.0, rtol=1e-9) or np.isclose(ratio, 0.5, rtol=1e-9))
        if abs(ratio - 1) > 1e-9 and ratio_in_words(ratio, count) and not doubled:
            return False
    return True


def written_rate(run: Run, step: Step, lineage: int) -> list[float]:
    """The constants that multiply what is subtracted."""
    graph = run.graph
    terms = step.terms[lineage]
    found: list[float] = []
    node: int | None = terms[-1] if len(terms) == 1 else None
    while node is not None:
        arguments = graph.tape.arguments[node]
        if graph.ops[node] in ("neg", *THROUGH) and graph.operands[node] and graph.ops[node] != "getitem":
            node = graph.operands[node][0]
            continue
        if graph.ops[node] not in MULTIPLYING:
            break
        below = None
        for part in arguments[:2]:
            if type(part) is int and run.dependent[part]:
                below = part if below is None else -1
            else:
                value = graph.values[part] if type(part) is int else part[1]
                if np.size(value) != 1:
                    return []
                found.append(float(np.ravel(value)[0]))
        if below == -1 or below is None:
            break
        node = below
    return [constant for constant in found if constant != 1.0]
