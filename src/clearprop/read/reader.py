"""Reading a script: run it recorded, recover what it trains, hold it against the true gradient, and say what was found."""

import time
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from clearprop.read.cells import in_cells
from clearprop.read.collecting import collecting_rarely
from clearprop.read.contained import Contained, suspicious
from clearprop.read.conventions import loss_of, named_activation, remarks_of, seeds_of, with_penalty
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.cp302_inconsistent_scale import rows
from clearprop.read.diagnoses.findings import Located, findings
from clearprop.read.diagnoses.own_numbers import OwnNumbers
from clearprop.read.diagnoses.relations import failing
from clearprop.read.driving import Driver
from clearprop.read.fixes import Again, with_fix
from clearprop.read.followed import followed, recovered_from
from clearprop.read.match import labels, truths_of
from clearprop.read.points import whole
from clearprop.read.reading import Finding, Reading, ReadLine, ReadLoss, Recorded
from clearprop.read.recover.descent import Fit
from clearprop.read.recover.fresh import Replacements
from clearprop.read.recover.network import layers, parameters
from clearprop.read.recover.other_training import other_training
from clearprop.read.recover.steps import NotFollowed, OwnRule, Points, Run
from clearprop.read.recover.unused import with_unused
from clearprop.read.runs import NotRun, box
from clearprop.read.saturation import USUAL, fitted
from clearprop.read.source import Source, load_source
from clearprop.read.tape.stopping import SOFT
from clearprop.read.verdicts import sentence, unread_because, verdict

COMMON = ("half_squared_error", "binary_cross_entropy", "cross_entropy")
"""Losses under which mistakes are looked for, whatever fits best."""
SHORTER = 3
"""A run from another start may end so many times earlier than the first did: what is trained is known by then."""
LABELLED = 2
"""Steps of each run whose values are held against the truth line by line."""


class Answer(NamedTuple):
    """A Reading, and the Reader with the runs that it rests on; None where there are none."""

    reading: Reading
    reader: "Reader | None"


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
    return answer(given, run=run, untrusted=untrusted, insist=insist, fixes=fixes).reading


def answer(
    given: str | Path,
    *,
    run: str | None = None,
    untrusted: bool = False,
    insist: bool = False,
    fixes: bool = True,
) -> Answer:
    """The same with what it rests on."""
    source = load_source(given)
    with box(untrusted, insist, [source]) as contained:
        found = answered(source, contained, run, fixes, effects=True)
    return found._replace(reading=in_cells(found.reading, source))


def read_source(
    source: Source, contained: Contained, run: str | None = None, fixes: bool = True, effects: bool = True
) -> Reading:
    """The Reading of a source, in a contained process that is there already.

    ``fixes``: whether mistakes are mended, on a copy; ``effects``: whether what they do to training is measured too.
    """
    return in_cells(answered(source, contained, run, fixes, effects).reading, source)


def answered(source: Source, contained: Contained, run: str | None, fixes: bool, effects: bool) -> Answer:
    """The answer by lines of the whole text."""
    started = time.perf_counter()
    tampering = suspicious(source.tree)
    if tampering:
        line, what = tampering[0]
        return unread(source, f"line {line} reaches for what records it ({what}); it was not run.")
    try:
        with collecting_rarely(), np.errstate(all="ignore"):  # numbers that grow beyond all bounds are the script's own
            driver = None if run is None else Driver.given(run)
            reader = Reader(source, contained, driver, fixes, effects, started)
            return deeper(Answer(reader.reading(), reader), contained)
    except OwnRule as known:
        reason = sentence(known.reason)
        return Answer(
            Reading(file=source.file, verdict="not-gradient-descent", reason=reason, remarks=known.remarks), None
        )
    except (NotRun, NotFollowed) as problem:
        return unread(source, str(problem))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
        return unread(source, f"what it recorded could not be followed here ({type(problem).__name__}: {problem}).")


def deeper(found: Answer, contained: Contained) -> Answer:
    """The answer; of what is right with few layers but wrong with more, the answer with more."""
    reader = found.reader
    driver = reader.followed.way.driver if reader is not None else None
    if reader is None or driver is None or driver.deeper is None or found.reading.verdict != "correct":
        return found
    try:
        other = Reader(reader.source, contained, driver.deeper, reader.fixes, reader.effects, reader.started)
        reading = other.reading()
    except (NotRun, NotFollowed):
        return found
    return Answer(reading, other) if reading.verdict == "wrong" else found


def unread(source: Source, reason: str) -> Answer:
    reading = Reading(file=source.file, verdict="unread", reason=sentence(reason), remarks=source.remarks)
    return Answer(reading, None)


class Reader:
    """What is known of one script, each part computed from those before it, and the answer."""

    def __init__(
        self,
        source: Source,
        contained: Contained,
        driver: Driver | None = None,
        fixes: bool = True,
        effects: bool = True,
        started: float | None = None,
    ) -> None:
        self.source, self.fixes, self.effects = source, fixes, effects
        self.started = time.perf_counter() if started is None else started
        self.followed = followed(source, contained, driver)
        self.original, self.runs = self.followed.run, self.followed.runs

    @cached_property
    def fitted(self) -> tuple[Points, list[Fit]]:
        return fitted(self.original, self.again)

    @property
    def points(self) -> Points:
        return self.fitted[0]

    def again(self, replaced: Replacements) -> Run:
        """The script with other initial parameters and data."""
        soft = min(len(self.original.graph.tape) // SHORTER, SOFT)
        return recovered_from(self.runs.run(replaced, soft=soft), self.runs.text)

    @property
    def fits(self) -> list[Fit]:
        """Losses, the best fitting first."""
        return self.fitted[1]

    @property
    def holds(self) -> bool:
        """Whether every update is the gradient of the best fitting loss."""
        return self.fits[0].holds

    def cases(self) -> list[Case]:
        """What is diagnosed: the runs under each loss that may be meant, the likeliest first."""
        points = whole(self.points)
        own, belated = OwnNumbers(points), self.followed.way.belated
        cases = [Case(points, fit, self.original, belated, own_numbers=own) for fit in candidates(self.fits)]
        return sorted(cases, key=unusual)

    def reading(self) -> Reading:
        if self.holds:  # of a wrong gradient it would be another one's that is computed
            with_unused(self.original, self.points, self.fits[0].seeds)
        elif other := other_training(self.points):
            return self.not_descent(other)
        cases = self.cases()
        found = findings(cases, self.holds)
        chosen = next((case for case in cases if found and case.fit.loss == found[0].loss), cases[0])
        why = unread_because(self.holds, found, self.points, cases[0])
        understood = why is None
        loss = loss_of(chosen)
        lines = self.lines(chosen, loss) if understood else []
        return Reading(
            file=self.source.file,
            verdict=verdict(found) if understood else "unread",
            reason=why,
            loss=loss if understood else None,
            parameters=parameters(self.original, self.points),
            layers=layers(self.points),
            lines=tuple(lines),
            findings=self.mended(found, chosen),
            remarks=(*self.followed.remarks, *(remarks_of(chosen, loss, lines) if understood else ())),
            recorded=self.recorded(cases[0]),
        )

    def not_descent(self, reason: str) -> Reading:
        """What is known of training that follows no gradient."""
        return Reading(
            file=self.source.file,
            verdict="not-gradient-descent",
            reason=sentence(reason),
            parameters=parameters(self.original, self.points),
            layers=layers(self.points),
            remarks=self.followed.remarks,
            recorded=self.recorded(Case(self.points, self.fits[0], self.original)),
        )

    def lines(self, case: Case, loss: ReadLoss) -> list[ReadLine]:
        held = [
            (run, step, truths_of(run, step, *with_penalty(step, seeds_of(case, run, step, loss))))
            for run, steps in self.points
            for step in steps[:LABELLED]
        ]
        wrong = {case.lineage(i) for i in failing(case)}
        found = labels(self.source.text, held, self.source.file, wrong, loss.reduction == "mean")
        return [named_activation(case, line) for line in found]

    def mended(self, found: Sequence[Located], case: Case) -> tuple[Finding, ...]:
        """The findings, with their fixes where these are asked for."""
        if not self.fixes:
            return tuple(one.finding for one in found)
        again = Again(self.runs, case, self.followed.way.of)
        return tuple(with_fix(one.finding, again, effects=self.effects) for one in found)

    def recorded(self, case: Case) -> Recorded:
        return Recorded(
            updates=len(self.original.steps),
            rows=rows(case),
            seconds=round(time.perf_counter() - self.started, 3),
            stopped=self.original.graph.tape.ended,
        )


def unusual(case: Case) -> bool:
    """Whether the loss is another one than the usual one for the last layer's activation; those that hold come first."""
    return not case.fit.holds and case.loss != USUAL.get(case.activation(case.depth))


def candidates(fits: Sequence[Fit]) -> list[Fit]:
    """The best fit, the second best, and the common losses."""
    return [fit for place, fit in enumerate(fits) if place < 2 or fit.loss in COMMON]
