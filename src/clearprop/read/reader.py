"""Reading a script: run it recorded, recover what it trains, hold it against the true gradient, and say what was found."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from clearprop.read.cells import in_cells
from clearprop.read.contained import Contained, suspicious
from clearprop.read.conventions import loss_of, named_activation, remarks_of, seeds_of, with_penalty
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.cp302_inconsistent_scale import rows
from clearprop.read.diagnoses.findings import Located, findings
from clearprop.read.diagnoses.own_numbers import OwnNumbers
from clearprop.read.diagnoses.relations import failing
from clearprop.read.driving import Belated, Driver, belated, drivers, needs_driving, repeated
from clearprop.read.fixes import Again, with_fix
from clearprop.read.match import labels, truths_of
from clearprop.read.reading import Finding, Reading, ReadLine, ReadLoss, Recorded, Remark, Verdict
from clearprop.read.recover.descent import Fit, best_fit
from clearprop.read.recover.fresh import replacements
from clearprop.read.recover.graph import Graph
from clearprop.read.recover.network import layers, parameters
from clearprop.read.recover.other_training import other_training
from clearprop.read.recover.steps import NotFollowed, Run, Step, recovered
from clearprop.read.recover.text import Text
from clearprop.read.recover.unused import with_unused
from clearprop.read.runs import NotRun, Runs, box
from clearprop.read.source import Source, load_source
from clearprop.read.source.absent import without_module
from clearprop.read.source.after import mended_after
from clearprop.read.surroundings import Request, Seen
from clearprop.read.surroundings.guesses import guesses
from clearprop.read.surroundings.what_helps import what_helps
from clearprop.read.tape.tape import Tape

POINTS = 3
STEPS = 3
COMMON = ("half_squared_error", "binary_cross_entropy", "cross_entropy")
"""Losses under which mistakes are looked for, whatever fits best."""
LABELLED = 2
"""Steps of each run whose values are held against the truth line by line."""
UNEXPLAINED = (
    "The updates follow no standard loss that was tried, and no known mistake gives them; a loss that the script computes "
    "from its predictions, or a smaller example, would help."
)
AGAIN = "it could not be run again with other initial values."
OVERFLOWS = (
    "its numbers become infinite or undefined in its first steps; smaller inputs (divided by 255, say), smaller weights or "
    "a smaller rate would help."
)
MENDED = 3
"""How often a line that fails is mended in memory."""
ATTEMPTS = 24
"""Ways of driving a file that are tried."""
STOPPED = 3
"""So many of them may be stopped for what they do."""
TOO_MUCH = "MemoryError"

Points = list[tuple[Run, list[Step]]]


def read(
    given: str | Path,
    *,
    run: str | None = None,
    untrusted: bool = False,
    insist: bool = False,
    fixes: bool = True,
) -> Reading:
    """What a script computes, whether its gradients are right, and if not, what is wrong.

    ``given`` is a path (.py, .ipynb) or the text itself; ``run`` is an expression that trains what the file defines;
    ``fixes``: whether each mistake is mended on a copy, which takes a few seconds.
    SourceError where there is no script to be read.
    """
    source = load_source(given)
    with box(untrusted, insist, [source]) as contained:
        return read_source(source, contained, run, fixes)


def read_source(
    source: Source, contained: Contained, run: str | None = None, fixes: bool = True, effects: bool = True
) -> Reading:
    """The Reading of a source, in a contained process that is there already.

    ``fixes``: whether mistakes are mended, on a copy; ``effects``: whether what they do to training is measured too.
    """
    return in_cells(answered(source, contained, run, fixes, effects), source)


def answered(source: Source, contained: Contained, run: str | None, fixes: bool, effects: bool) -> Reading:
    """The Reading, by lines of the whole text."""
    started = time.perf_counter()
    tampering = suspicious(source.tree)
    if tampering:
        line, what = tampering[0]
        return unread(source, f"line {line} reaches for what records it ({what}); it was not run.")
    try:
        with np.errstate(all="ignore"):  # numbers that grow beyond all bounds are the script's own
            return Reader(source, contained, run, started, fixes, effects).reading()
    except (NotRun, NotFollowed) as problem:
        return unread(source, str(problem))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
        return unread(source, f"what it recorded could not be followed here ({type(problem).__name__}: {problem}).")


def unread(source: Source, reason: str) -> Reading:
    return Reading(file=source.file, verdict="unread", reason=reason[:1].upper() + reason[1:], remarks=source.remarks)


class Reader:
    """One reading, from the first run to the answer."""

    def __init__(
        self, source: Source, contained: Contained, run: str | None, started: float, fixes: bool = True,
        effects: bool = True,
    ) -> None:  # fmt: skip
        self.source, self.contained, self.started = source, contained, started
        self.fixes, self.effects = fixes, effects
        self.given = run
        self.text = Text(source.text, source.tree)
        self.remarks = list(source.remarks)
        self.tape = Tape()
        self.belated: Belated | None = None

    def reading(self) -> Reading:
        self.original = self.followed()
        self.points = self.fresh()
        self.fits = best_fit(self.points)
        if self.fits[0].holds:  # of a wrong gradient it would be another one's that is computed
            with_unused(self.original, self.points, self.fits[0].seeds)
        other = None if self.fits[0].holds else other_training(self.points)
        if other is not None:
            return self.not_descent(other)
        points = whole(self.points)
        own = OwnNumbers(points)
        cases = sorted(
            (Case(points, fit, self.original, self.belated, own_numbers=own) for fit in candidates(self.fits)),
            key=unusual,
        )
        found = findings(cases, self.fits[0].holds)
        chosen = next((case for case in cases if found and case.fit.loss == found[0].loss), cases[0])
        understood = self.fits[0].holds or bool(found)
        loss = loss_of(chosen)
        lines = self.lines(chosen, loss) if understood else []
        return Reading(
            file=self.source.file,
            verdict=self.verdict(found, understood),
            reason=None if understood else UNEXPLAINED,
            loss=loss if understood else None,
            parameters=parameters(self.original, self.points),
            layers=layers(self.points),
            lines=tuple(lines),
            findings=self.mended(found, chosen),
            remarks=(*self.remarks, *(remarks_of(chosen, loss, lines) if understood else ())),
            recorded=self.recorded(cases[0]),
        )

    def mended(self, found: Sequence[Located], case: Case) -> tuple[Finding, ...]:
        again = Again(self.runs, case)
        if not self.fixes:
            return tuple(one.finding for one in found)
        return tuple(with_fix(one.finding, again, effects=self.effects) for one in found)

    def not_descent(self, reason: str) -> Reading:
        """What is known of training that follows no gradient."""
        return Reading(
            file=self.source.file,
            verdict="not-gradient-descent",
            reason=reason[:1].upper() + reason[1:],
            parameters=parameters(self.original, self.points),
            layers=layers(self.points),
            remarks=tuple(self.remarks),
            recorded=self.recorded(Case(self.points, self.fits[0], self.original)),
        )

    def verdict(self, found: Sequence[Located], understood: bool) -> Verdict:
        if not understood:
            return "unread"
        return "wrong" if any(one.finding.severity == "wrong" for one in found) else "correct"

    def lines(self, case: Case, loss: ReadLoss) -> list[ReadLine]:
        held = [
            (run, step, truths_of(run, step, *with_penalty(step, seeds_of(case, run, step, loss))))
            for run, steps in self.points
            for step in steps[:LABELLED]
        ]
        found = labels(
            self.source.text, held, self.source.file, {case.lineage(i) for i in failing(case)}, loss.reduction == "mean"
        )
        return [named_activation(case, line) for line in found]

    def followed(self) -> Run:
        """The first run that trains something. NotFollowed or NotRun with the first attempt's reason."""
        problem: Exception | None = None
        stopped = 0
        for driver in self.ways():
            for source, guess, arguments in self.variants(driver):
                self.runs = Runs(self.contained, source, driver, guess, arguments)
                try:
                    self.tape = self.runs.run()
                    found = self.recover(self.tape)
                except (NotFollowed, NotRun) as why:
                    problem = problem or (NotFollowed(undriven(driver, why)) if driver and self.given is None else why)
                    stopped += isinstance(why, NotRun)
                    if (stopped and (driver is None or stopped == STOPPED)) or self.tape.error.startswith(TOO_MUCH):
                        raise problem from None  # it would be stopped again, whatever it is given
                    continue
                if (self.belated is not None and not descends(found)) or (driver and wider(found)):
                    continue
                self.remarks += [remark for remark in source.remarks if remark not in self.remarks]
                self.remarks += [Remark(**remark) for remark in self.tape.remarks]
                if driver is not None:
                    self.remarks.append(Remark(name="driven", line=None, message=driver.says))
                return found
        raise problem or NotFollowed("nothing in it trains.")

    def variants(self, driver: Driver | None) -> Iterator[tuple[Source, int, int]]:
        """The source as it is; after an error, mended where it failed, and with other guesses at what it lacks."""
        yield self.source, 0, 0
        source = self.source
        for _ in range(MENDED):
            if not self.tape.error:
                return
            error = self.tape.error
            mended = mended_after(source, error, self.tape.failed_at) or without_module(source, error)
            if mended is None:
                break
            source = mended
            yield source, 0, 0
        if self.tape.error and driver is None:
            asked = Request(source.file, source.mended)
            made_up = any(remark["name"].startswith(("missing", "made-up")) for remark in self.tape.remarks)
            for other in [*guesses(asked, None if made_up else Seen(source.file))][1:]:
                yield source, other.guess, other.arguments

    def ways(self) -> Iterator[Driver | None]:
        if self.given is not None:
            yield Driver.given(self.given)
            return
        if not needs_driving(self.source):
            yield None
        as_given = self.source
        for self.belated in belated(as_given):
            self.source = self.belated.source
            yield None
        self.source, self.belated = as_given, None
        for self.source in repeated(as_given):
            yield None
        self.source = as_given
        yield from drivers(as_given)[:ATTEMPTS]

    def recover(self, tape: Tape) -> Run:
        try:
            return recovered(Graph(tape), self.text)
        except NotFollowed as problem:
            raise NotFollowed(stopped_with(tape.error) if tape.error else str(problem)) from None

    def fresh(self) -> Points:
        """The same script at fresh points; what does not run there is left out."""
        found: Points = []
        for data in (True, False):
            for seed in range(1, POINTS + 1):
                try:
                    run = self.recover(self.runs.run(replacements(self.original, seed, data)))
                except (NotFollowed, NotRun) as why:
                    if isinstance(why, NotRun) and why.stopped == "time":
                        raise
                    continue
                if len(run.parameters) == len(self.original.parameters) and finite(run):
                    found.append((run, run.steps[:STEPS]))
            if len(found) >= 2:
                break
            found = []
        if not found:
            raise NotFollowed(AGAIN if finite(self.original) else OVERFLOWS)
        count = min(len(steps) for _, steps in found)
        return [(run, steps[:count]) for run, steps in found]

    def recorded(self, case: Case) -> Recorded:
        tape = self.original.graph.tape
        return Recorded(
            updates=len(self.original.steps),
            rows=rows(case),
            seconds=round(time.perf_counter() - self.started, 3),
            stopped=tape.ended,
        )


def wider(run: Run) -> bool:
    """Whether made-up targets have more columns than there are predictions."""
    values = run.graph.values
    return any(np.size(m.target) > np.size(values[m.prediction]) for step in run.steps[:1] for m in step.meetings)


def undriven(driver: Driver, why: Exception) -> str:
    """Why a file that trains nothing by itself stays unread."""
    says = driver.says.removesuffix(".")
    return (
        f"it trains nothing by itself, and the likeliest way to drive it failed ({says}): {str(why).rstrip('.')}. "
        f"Say how it is used with --run, such as --run 'Network(2, 3, 1).train(X, y)'."
    )


def descends(run: Run) -> bool:
    """Whether every update of the run goes down a loss."""
    return best_fit([(run, run.steps[:STEPS])])[0].holds


USUAL = {"sigmoid": "binary_cross_entropy", "softmax": "cross_entropy", "identity": "half_squared_error"}


def unusual(case: Case) -> bool:
    """Whether the loss is another one than the usual one for the last layer's activation; those that hold come first."""
    return not case.fit.holds and case.loss != USUAL.get(case.activation(case.depth))


def stopped_with(error: str) -> str:
    helps = what_helps(error)
    return f"it stopped with {error.removesuffix(': ')}" + (f"; {helps}" if helps else "")


def whole(points: Points) -> Points:
    """The points with all the steps that every run has."""
    count = min(len(run.steps) for run, _ in points)
    return [(run, run.steps[:count]) for run, _ in points]


def candidates(fits: Sequence[Fit]) -> list[Fit]:
    """The best fit, the second best, and the common losses."""
    return [fit for place, fit in enumerate(fits) if place < 2 or fit.loss in COMMON]


def finite(run: Run) -> bool:
    return all(np.all(np.isfinite(change)) for step in run.steps[:STEPS] for change in step.changes.values())
