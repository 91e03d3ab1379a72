"""CP310: two names share one array."""

from collections.abc import Iterator
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.relations import agreeing, by_ratio, shared
from clearprop.read.diagnoses.scaled import named, true_but


class AliasedStorage(Diagnosis):
    """What was meant as two arrays is one: what is written to the one stands in the other."""

    code = "CP310"
    name = "aliased-storage"
    why = (
        "a = b = np.zeros(n) and [[0] * n] * m make one storage with several names. Sums that are gathered there "
        "for two parameters run into one, and each parameter is moved by both."
    )
    wrong = "dW1 = dW2 = np.zeros((3, 3))"
    right = "dW1 = np.zeros((3, 3))\ndW2 = np.zeros((3, 3))"
    sure = "The changes of both equal the sum of both gradients, at every fresh point."
    stage = "ratio"

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        own = by_ratio(case)
        failing = sorted(set(case.parameters) - agreeing(own, shared(own)))
        run, steps = case.points[0]
        shapes = {i: np.shape(run.graph.values[steps[0].before[i]]) for i in failing}
        if not 2 <= len(failing) <= 12:
            return
        for size in range(len(failing), 1, -1):
            for group in combinations(failing, size):
                if len({shapes[i] for i in group}) == 1:
                    members = set(group)
                    gradient = true_but(case, partial(together, members))
                    yield Hypothesis(
                        self,
                        None,
                        case.true,
                        members,
                        f"∂L/∂{named(case, members)}",
                        "the sum of the gradients of both",
                        "its own gradient alone",
                        kind="made together",
                        gradient=gradient,
                    )


def together(members: set[int], lineage: int, found: dict[int, Any]) -> Any:
    """The sum of all members' gradients for each of them."""
    return sum(np.asarray(found[i]) for i in members) if lineage in members else found[lineage]
