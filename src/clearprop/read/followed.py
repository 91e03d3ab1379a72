"""The first run of a script that trains something: as it stands, mended where it fails, or driven."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from clearprop.read.contained import Contained
from clearprop.read.driving import Belated, Driver, belated, drivers, needs_driving, repeated
from clearprop.read.driving.updating import functions_of, updates
from clearprop.read.points import climbs, descends
from clearprop.read.reading import Remark
from clearprop.read.recover.exercised import untested
from clearprop.read.recover.graph import Graph
from clearprop.read.recover.steps import NotFollowed, OwnRule, Run, recovered
from clearprop.read.recover.text import Text
from clearprop.read.runs import NotRun, Runs
from clearprop.read.source import Source
from clearprop.read.source.absent import without_module
from clearprop.read.source.after import mended_after
from clearprop.read.surroundings import Request, Seen
from clearprop.read.surroundings.frameworks import LEFT, framework
from clearprop.read.surroundings.guesses import guesses
from clearprop.read.surroundings.what_helps import what_helps
from clearprop.read.tape.tape import Tape

MENDED = 3
"""How often a line that fails is mended in memory."""
ATTEMPTS = 24
"""Ways of driving a file that are tried."""
STOPPED = 3
"""So many of them may be stopped for what they do."""
TOO_MUCH = "MemoryError"
ENDLESS = 400_000
"""Operations of a recording that was given up, or of all that were tried, after which nothing more is looked for."""
UNTESTED = 8
"""Further ways that are tried where the first one that trains leaves a parameter untested."""
ENDED = "script ended"
"""How the recording of a script ends that is not left before."""
NOTHING = "nothing in it trains."
UNKNOWN = "it trains nothing by itself, and what the arguments of its functions are for was not understood."
SAY = "Say how it is used with --run, such as --run 'Network(2, 3, 1).train(X, y)'."


@dataclass(frozen=True)
class Way:
    """How a script is made to train: by a driver behind it, or as a copy with some of its statements in a loop."""

    source: Source
    driver: Driver | None = None
    belated: Belated | None = None
    repeated: int | None = None  # the number of the step that is run several times
    unlikely: bool = False  # nothing in the text says that it trains

    def of(self, other: Source) -> Source:
        """Another source as it is run this way; with its updates at their place, where this one's were not."""
        if self.repeated is None:
            return other
        return next(islice(repeated(other), self.repeated, None), other)


@dataclass(frozen=True)
class Followed:
    """What the script trains when it is run this way, and how to run it so again."""

    run: Run
    runs: Runs
    way: Way
    remarks: tuple[Remark, ...]


def followed(source: Source, contained: Contained, given: Driver | None = None) -> Followed:
    """The first way in which the script trains; ``given`` is the one to drive it, where there is one.

    NotFollowed or NotRun, with what stopped the first way, where there is none; OwnRule, with the remarks, where it is known
    that no gradient is followed.
    """
    problem: Exception | None = None
    own: OwnRule | None = None
    stopped = spent = 0
    errors: list[str] = []  # of the script without a driver; empty where it came to its end
    partly: Followed | None = None  # a way that trains, and leaves a parameter untested
    since = 0
    left = False  # whether the script as it stands was left in the middle: then no update is behind its loop
    for way in ways(source, given):
        driver = way.driver
        if driver is not None and errors and all(errors):
            break  # the script does not come as far as its driver
        if left and driver is None:
            continue
        since += partly is not None
        if since > UNTESTED:
            break
        attempts = Attempts(way.source, contained, driver)
        for runs in attempts:
            try:
                found = attempts.recovered(runs)
            except OwnRule as why:
                own = own or OwnRule(str(why), tuple(remarks(runs, attempts.tape)))
                if driver is None:
                    raise own from None
                continue  # driven in another way it may be followed
            except (NotFollowed, NotRun) as why:
                if driver is None:
                    errors.append(attempts.tape.error)
                    left = left or attempts.tape.ended != ENDED
                problem = problem or (explained(way, why) if given is None else why)
                stopped += isinstance(why, NotRun)
                if partly:
                    continue
                if (stopped and (driver is None or stopped == STOPPED)) or attempts.tape.error.startswith(TOO_MUCH):
                    raise problem from None  # it would be stopped again, whatever it is given
                spent += len(attempts.tape)
                if spent > ENDLESS:
                    raise problem from None
                continue
            if (way.belated is None or descends(found)) and not (driver and wider(found)):
                complete = Followed(found, runs, way, tuple(remarks(runs, attempts.tape)))
                if driver is not None and driver.turned is not None and climbs(found):
                    return followed(source, contained, driver.turned)
                if driver is None or given is not None or not untested([(found, found.steps)]):
                    return complete
                partly = partly or complete
    if partly:
        return partly
    raise own or problem or NotFollowed(NOTHING)


def ways(source: Source, given: Driver | None) -> Iterator[Way]:
    """As it stands; with the updates in the loop; with its single step repeated; driven."""
    if given is not None:
        yield Way(source, given)
        return
    if not needs_driving(source):
        yield Way(source)
    yield from (Way(later.source, belated=later) for later in belated(source))
    yield from (Way(again, repeated=number) for number, again in enumerate(repeated(source)))
    driven = drivers(source)[:ATTEMPTS]
    yield from (Way(source, driver) for driver in driven)
    if needs_driving(source) and not driven:
        yield Way(source, unlikely=True)


class Attempts:
    """The runs of one way: as it is; after an error, mended where it failed, and with other guesses at what it lacks."""

    def __init__(self, source: Source, contained: Contained, driver: Driver | None) -> None:
        self.source, self.contained, self.driver = source, contained, driver
        self.tape = Tape()

    def __iter__(self) -> Iterator[Runs]:
        yield self.runs(self.source)
        source = self.source
        for _ in range(MENDED):
            error = self.tape.error
            if not error:
                return
            mended = mended_after(source, error, self.tape.failed_at) or without_module(source, error)
            if mended is None:
                break
            source = mended
            yield self.runs(source)
        if self.tape.error and self.driver is None:
            asked = Request(source.file, source.mended)
            made_up = any(remark["name"].startswith(("missing", "made-up")) for remark in self.tape.remarks)
            for other in [*guesses(asked, None if made_up else Seen(source.file))][1:]:
                yield self.runs(source, other.guess, other.arguments)

    def runs(self, source: Source, guess: int = 0, arguments: int = 0) -> Runs:
        return Runs(self.contained, source, self.driver, guess, arguments)

    def recovered(self, runs: Runs) -> Run:
        self.tape = runs.run()
        return recovered_from(self.tape, runs.text)


def recovered_from(tape: Tape, text: Text) -> Run:
    """What is trained on a tape. NotFollowed, with the script's own error where that ended it."""
    if tape.ended == "limit" and len(tape) > ENDLESS:
        raise NotFollowed(
            f"in its first {len(tape):,} operations nothing is updated again; a smaller example would help."
        )
    try:
        return recovered(Graph(tape), text)
    except OwnRule:
        raise
    except NotFollowed as problem:
        raise NotFollowed(stopped_with(tape) if tape.error else str(problem)) from None


def remarks(runs: Runs, tape: Tape) -> Iterator[Remark]:
    """What had to be mended, made up and done for the run."""
    yield from runs.source.remarks
    yield from (Remark(**remark) for remark in tape.remarks)
    if runs.driver is not None:
        yield Remark(name="driven", line=None, message=runs.driver.says)


def wider(run: Run) -> bool:
    """Whether made-up targets have more columns than there are predictions."""
    values = run.graph.values
    return any(np.size(m.target) > np.size(values[m.prediction]) for step in run.steps[:1] for m in step.meetings)


def explained(way: Way, why: Exception) -> Exception:
    """The reason as it is told."""
    if way.driver is not None:
        return NotFollowed(undriven(way.driver, why))
    if way.unlikely and isinstance(why, NotFollowed):
        used = framework(way.source.tree)
        if used is not None:
            return NotFollowed(f"{NOTHING[:-1]}; {LEFT.format(used)}")
        defines = any(updates(node) for functions in functions_of(way.source.tree).values() for node in functions)
        return NotFollowed(f"{UNKNOWN} {SAY}" if defines else NOTHING)
    return why


def undriven(driver: Driver, why: Exception) -> str:
    """Why a file that trains nothing by itself stays unread."""
    says = driver.says.removesuffix(".")
    return (
        f"it trains nothing by itself, and the likeliest way to drive it failed ({says}): {str(why).rstrip('.')}. {SAY}"
    )


def stopped_with(tape: Tape) -> str:
    """The script's own error, and what would help: where numbers were made up for a file, the file."""
    error = tape.error.removesuffix(": ")
    missing = next((remark["message"] for remark in tape.remarks if remark["name"] == "missing-file"), None)
    helps = what_helps(tape.error) or (
        missing and f"{missing.rstrip('.')}, and that did not fit; put the file beside it."
    )
    return f"it stopped with {error}; {helps}" if helps else f"it stopped with {error}"
