"""A changed text held against the same loss: the script is run again, and every update has to be the true gradient's."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis
from clearprop.read.diagnoses.case import Case
from clearprop.read.followed import recovered_from
from clearprop.read.recover.descent import best_fit, fitted, swept
from clearprop.read.recover.fresh import replacements
from clearprop.read.recover.gradients import finite
from clearprop.read.recover.objectives import LOSSES
from clearprop.read.recover.optimiser import promising, rule_of
from clearprop.read.recover.steps import NotFollowed, Points, Run
from clearprop.read.runs import NotRun, Runs
from clearprop.read.source import Source, SourceError
from clearprop.read.source.after import mended_after
from clearprop.read.source.mending import mended
from clearprop.read.source.source import finished
from clearprop.read.tape.stopping import SOFT
from clearprop.read.tape.tape import Tape

STEPS = 3
SEEDS = (1, 2)
SMALL = {"updates": 1, "soft": 200, "hard": 60_000}
"""A try ends early: most are wrong, and show it in the first steps."""
LONGER = {"updates": 4, "soft": SOFT}
SAME = 1e-9


def as_it_is(source: Source) -> Source:
    return source


@dataclass
class Again:
    """Runs changed texts of one script the way the script itself was run: ``runs`` are those of the original.

    ``turned`` makes of a source what is run: a copy with some of its statements in a loop, where they take one step.
    """

    runs: Runs
    case: Case
    turned: Callable[[Source], Source] = as_it_is
    cache: dict[str, bool] = field(default_factory=dict)
    effects: dict[str, str] = field(default_factory=dict)
    spent: int = 0  # operations that were recorded
    limits: dict[str, int] = field(default_factory=lambda: SMALL)

    @cached_property
    def source(self) -> Source:
        """The script as it is written."""
        return self.changed(self.runs.source.text)

    def aimed(self, case: Case) -> "Again":
        """The same, held against another case."""
        return self if case is self.case else Again(self.runs, case, self.turned)

    def of(self, source: Source) -> Runs:
        """Runs of another source with the same driver and the same guesses."""
        told = self.runs.request
        return Runs(self.runs.contained, self.turned(source), self.runs.driver, told["guess"], told["arguments"])

    def changed(self, text: str) -> Source:
        """The source with another text, mended as far as it fails. SourceError where it is no Python."""
        own = self.runs.source
        found = finished(own.file, text, *mended(text), None, own.cells)
        found = replace(found, beside=own.beside)
        for _ in range(self.mendings):
            tape = self.recorded(self.of(found))
            more = mended_after(found, tape.error, tape.failed_at)
            if more is None:
                break
            found = more
        return found

    @cached_property
    def mendings(self) -> int:
        """How often the original was mended after it failed."""
        return sum(remark.name == "numpy-of-old" for remark in self.runs.source.remarks)

    def right(self, text: str, diagnosis: Diagnosis | None = None) -> bool:
        """Whether the text computes what the script does, and every update follows the loss of the case.

        Where mending the mistake changes the start: whether every update does, and the mistake is gone.
        """
        if text not in self.cache:
            try:
                with np.errstate(all="ignore"):
                    source = self.changed(text)
                    anew = diagnosis if diagnosis is not None and diagnosis.starts else None
                    self.cache[text] = self.holds(source, diagnosis) if anew is None else self.rid_of(anew, source)
            except (SourceError, NotFollowed, NotRun, ValueError, LookupError):  # a try may be any nonsense
                self.cache[text] = False
        return self.cache[text]

    def holds(self, source: Source, diagnosis: Diagnosis | None = None) -> bool:
        runs = self.of(source)
        first = self.recover(runs, ())
        if not (self.as_before(first) and self.descends([(first, first.steps)])):
            return False
        points = self.fresh(runs, first)
        if len(points) < len(SEEDS) or not self.descends(points):
            return False
        if diagnosis is None or not self.case.fit.holds:
            return True
        return not any(
            diagnosis.standing(Case(points, self.case.fit, first))
        )  # right updates do not tell that it is gone

    def rid_of(self, diagnosis: Diagnosis, source: Source) -> bool:
        runs = self.of(source)
        first = self.recover(runs, ())
        points = self.fresh(runs, first)
        if len(points) < len(SEEDS) or not self.descends(points):
            return False
        return not any(diagnosis.standing(Case(points, self.case.fit, first)))

    def recover(self, runs: Runs, replaced: Any) -> Run:
        try:
            return recovered_from(self.recorded(runs, replaced), runs.text)
        except NotFollowed:
            if self.limits is not SMALL or self.small_is_enough:
                raise
        self.limits = SMALL | LONGER
        return recovered_from(self.recorded(runs, replaced), runs.text)

    def recorded(self, runs: Runs, replaced: Any = ()) -> Tape:
        """A short run. What is stopped has spent all that it may."""
        self.spent += SMALL["hard"]
        tape = runs.run(replaced, **self.limits)
        self.spent += len(tape) - SMALL["hard"]
        return tape

    @cached_property
    def small_is_enough(self) -> bool:
        """Whether the original can be followed in a short run."""
        try:
            recovered_from(self.runs.run((), **SMALL), self.runs.text)
        except NotFollowed:
            return False
        return True

    def fresh(self, runs: Runs, first: Run) -> Points:
        """The changed script at fresh points."""
        for data in (True, False):
            try:
                found = [self.recover(runs, replacements(first, seed, data)) for seed in SEEDS]
            except (NotFollowed, NotRun):
                continue
            count = min(len(run.steps) for run in found)
            if all(len(run.parameters) == len(first.parameters) for run in found):
                return [(run, run.steps[:count]) for run in found]
        return []

    def as_before(self, run: Run) -> bool:
        """Whether the same is predicted from the same start, and no fewer numbers are trained.

        More of them where all updates were right before, and in their place: then the mistake is that some are missing.
        """
        more = self.case.fit.holds and self.case.belated is None
        if numbers(run) < numbers(self.case.original) + more:
            return False
        pairs = zip(predictions(run), predictions(self.case.original), strict=False)
        return all(same(a, b) for a, b in pairs) or all(
            any(same(a, b) for b in before_updates(self.case.original)) for a in predictions(run)
        )

    def descends(self, points: Points) -> bool:
        """Whether all changes are down the loss, plainly or by an optimiser's rule."""
        if self.case.fit.own is not None:
            return best_fit(points)[0].holds
        derivative = LOSSES[self.case.loss]
        sweep = swept(points, derivative, STEPS)
        if not finite(sweep):
            return False
        plainly = fitted(self.case.loss, sweep).holds
        return plainly or (promising(sweep) and rule_of(swept(points, derivative)) is not None)


def numbers(run: Run) -> int:
    """How many numbers are trained."""
    return sum(int(np.size(run.graph.values[run.lineages[i].first])) for i in run.parameters)


def same(one: Any, other: Any) -> bool:
    return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=SAME, atol=1e-12)


def before_updates(run: Run) -> list[Any]:
    """Every prediction before the first update: of rows, too, that it made nothing of."""
    graph, step = run.graph, run.steps[0]
    sites = {graph.sites[meeting.prediction] for meeting in step.meetings}
    return [graph.values[node] for node in range(step.end) if graph.sites[node] in sites]


def predictions(run: Run) -> list[Any]:
    return [run.graph.values[meeting.prediction] for meeting in run.steps[0].meetings]
