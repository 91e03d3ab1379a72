"""The verdict, and why there is none."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

import numpy as np

from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.findings import Located
from clearprop.read.reading import Verdict
from clearprop.read.recover.exercised import untested, untested_because
from clearprop.read.recover.steps import Points, Run, Step

UNEXPLAINED = (
    "The updates follow no standard loss that was tried, and no known mistake gives them; a loss that the script computes "
    "from its predictions, or a smaller example, would help."
)


def verdict(found: Sequence[Located]) -> Verdict:
    return "wrong" if any(one.finding.severity == "wrong" for one in found) else "correct"


def unread_because(holds: bool, found: Sequence[Located], points: Points, case: Case) -> str | None:
    """Why nothing is said of the updates: nothing explains them, or some were matched only where they are nought."""
    if not holds:
        return None if found else UNEXPLAINED
    idle = [] if verdict(found) == "wrong" else untested(points, partial(reached, case))
    return sentence(untested_because(points, idle)) if idle else None


def reached(case: Case, run: Run, step: Step) -> dict[int, bool]:
    """Lineage -> whether the loss's gradient with respect to it is other than nought somewhere."""
    comes: dict[int, bool] = defaultdict(bool)
    for parameter, gradient in case.true_gradients(run, step).items():
        comes[case.lineage(parameter)] |= bool(np.any(gradient))
    return comes


def sentence(reason: str) -> str:
    """With a capital."""
    return reason[:1].upper() + reason[1:]
