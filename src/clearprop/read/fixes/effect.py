"""What a mistake does to training: the script and its mended copy run on from the same start, and their losses."""

from bisect import bisect_left
from itertools import pairwise
from typing import Any

import numpy as np

from clearprop.read.fixes.again import Again
from clearprop.read.followed import recovered_from
from clearprop.read.losses.catalogue import LOSSES
from clearprop.read.recover.meets import Meeting, meeting_at
from clearprop.read.recover.objectives import BY_ROW, rowwise
from clearprop.read.recover.objectives import apart as one_by_one
from clearprop.read.recover.steps import NotFollowed, Run
from clearprop.read.runs import NotRun
from clearprop.read.source import Source

LONG = {"updates": 10**6, "soft": 10**9, "hard": 25_000}
LEAST = 10
"""Updates from which a comparison says something."""


def effect_of(again: Again, text: str) -> str:
    """One sentence on the loss with the mistake and in the mended text; empty where too little was seen."""
    if text not in again.effects:
        with np.errstate(all="ignore"):
            again.effects[text] = compared(again, text)
    return again.effects[text]


def compared(again: Again, text: str) -> str:
    if again.case.loss not in LOSSES:
        return ""
    try:
        wrong, right = losses(again, again.source), losses(again, again.changed(text))
    except (NotFollowed, NotRun):
        return ""
    count = min(len(wrong), len(right)) - 1
    if count < LEAST:
        return ""
    since = count - count // 4 if varies(wrong) else count
    with_it, without = (float(np.mean(found[since : count + 1])) for found in (wrong, right))
    when = f"After {count} updates" if since == count else f"Over updates {since} to {count}"
    loss = f"the loss ({again.case.loss.replace('_', ' ')}, per output)"
    seen = f"{when} from the same start {loss} is {said(with_it)} with the mistake and {said(without)} without."
    return seen if not with_it <= without else f"{seen} So far the mistake does not show in the loss."


def said(loss: float) -> str:
    return f"{loss:.3g}" if np.isfinite(loss) else "not a number"


def varies(found: list[float]) -> bool:
    """Whether the loss goes up and down from update to update, as it does with single rows."""
    ups = sum(later > before for before, later in pairwise(found))
    return ups > len(found) / 8


def losses(again: Again, source: Source) -> list[float]:
    """The loss per number predicted, before each update."""
    runs = again.of(source)
    run = recovered_from(runs.run((), **LONG), runs.text)
    updates = sorted(run.lineages[run.parameters[0]].members)
    found: list[list[float]] = [[] for _ in range(len(updates))]
    for meeting in every_meeting(run):
        number = bisect_left(updates, meeting.node)
        if number < len(found):
            found[number] += values(again.case.loss, run.graph.values[meeting.prediction], meeting.target)
    whole = next((n for n, own in enumerate(found) if not own), len(found))
    return [float(np.mean(own)) for own in found[:whole]]


def every_meeting(run: Run) -> list[Meeting]:
    """Those of the first step, wherever they come again."""
    graph = run.graph
    sites = {graph.sites[meeting.node] for meeting in run.steps[0].meetings}
    nodes = [node for node in range(len(graph)) if graph.sites[node] in sites]
    return [meeting for node in nodes for meeting in list(meeting_at(graph, run.text, run.dependent, node))[:1]]


def values(loss: str, a: Any, y: Any) -> list[float]:
    a = np.asarray(a, float)
    y = np.broadcast_to(y, a.shape) if np.size(y) != a.size else np.reshape(y, a.shape)
    rows, _ = rowwise(a, y) if loss in BY_ROW else one_by_one(a)
    with np.errstate(all="ignore"):
        return [float(value) for value in np.ravel(LOSSES[loss].value(rows(a), rows(y)))]
