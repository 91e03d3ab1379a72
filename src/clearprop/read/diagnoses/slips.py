"""The node in which an update rule slips: a counter that stands still, a moment, a correction, or what decay adds."""

import re
from collections.abc import Iterator

import numpy as np

from clearprop.read.diagnoses.base import Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.remainders import velocities
from clearprop.read.recover.drives import mixed
from clearprop.read.recover.steps import Run, Step

WITH_MOMENTS = ("adam", "rmsprop", "adagrad", "squares")
CORRECTED = re.compile("(first|second)_correct")
"""In a rule's name: which moment's correction it is that slips."""


def slip(case: Case, run: Run, step: Step, hypothesis: Hypothesis) -> int | None:
    """None where nothing is added to the gradients, or it is the update itself that slips."""
    name = str(hypothesis.found["rule"])
    if name.endswith("without_root"):
        return None  # it is missing where the update divides
    if name.startswith(WITH_MOMENTS):
        return in_moments(case, run, step, name)
    added = [mixed(run, step, i) for i in sorted(hypothesis.sees)]
    return min((node for node in added if node is not None), default=None)


def in_moments(case: Case, run: Run, step: Step, name: str) -> int | None:
    """By the rule's name: the counter or the correction, the second moment, or where the moments are used."""
    moments = moments_at_fault(run, {step.after[j] for j in velocities(case, min(run.parameters))}, name)
    used = [n for n in sorted(step.backward) if n not in moments and moments.intersection(run.graph.operands[n])]
    if "square" in name:
        return max(moments, default=None)
    still = list(counters(run, step)) if "correct" in name else []
    return min([*still, *used], default=None)


def moments_at_fault(run: Run, moments: set[int], name: str) -> set[int]:
    """The first moment or the second, which is a mean of squares; both where the rule is of both, or they look alike."""
    one = CORRECTED.search(name)
    second = {node for node in moments if np.all(np.asarray(run.graph.values[node]) >= 0)}
    found = moments if one is None else second if one[1] == "second" else moments - second
    return found or moments


def counters(run: Run, step: Step) -> Iterator[int]:
    """Exponents of single numbers that are one although this is not the first step."""
    values = run.graph.values
    for node in sorted(run.graph.ancestors(step.after.values(), since=step.start)):
        operands = run.graph.operands[node]
        alone = run.graph.ops[node] == "pow" and len(operands) == 2 and np.size(values[node]) == 1
        if alone and values[operands[1]] == 1 and step.number > 0:
            yield operands[1]
