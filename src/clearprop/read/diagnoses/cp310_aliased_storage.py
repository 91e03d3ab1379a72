"""CP310: two names share one array."""

from collections.abc import Iterator
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.cp205_updated_before_propagating import updated
from clearprop.read.diagnoses.example import SUMS, Example
from clearprop.read.diagnoses.kept_names import line_of_kept
from clearprop.read.diagnoses.lines import read_early, update_line
from clearprop.read.diagnoses.products import other_weights
from clearprop.read.diagnoses.relations import agreeing, by_ratio, shared
from clearprop.read.diagnoses.scaled import named, true_but
from clearprop.read.diagnoses.scales import way_to
from clearprop.read.diagnoses.shared_storage import inside_repeated, lost_rows, second_name
from clearprop.read.diagnoses.wrong_values import line_of_statement, place
from clearprop.read.recover.steps import Run, Step

ALIKE = 1e-6
"""Changes that differ by more are not both the sum of the same gradients."""


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
    example = Example(SUMS, "dW = [[0.0] * 2 for k in range(3)]", "dW = [[0.0] * 2] * 3")
    stage = "ratio"

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        own = by_ratio(case)
        failing = sorted(set(case.parameters) - agreeing(own, shared(own)))
        yield from self.of_equal_changes(case, failing)
        run, steps = case.points[0]
        shapes = {i: np.shape(run.graph.values[steps[0].before[i]]) for i in failing}
        if not 2 <= len(failing) <= 12:
            return
        moved = moved_alike(case, failing)
        for size in range(len(failing), 1, -1):
            for group in combinations(failing, size):
                if len({shapes[i] for i in group}) == 1 and len({moved[i] for i in group}) == 1:
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

    def at_stage(self, case: Case, stage: str) -> Iterator[Hypothesis]:
        yield from super().at_stage(case, stage)
        if stage == "sweep":
            yield from self.kept(case)

    def kept(self, case: Case) -> Iterator[Hypothesis]:
        """The old weights get a name, and not a copy: what is read by that name has been updated."""
        found = read_early(case)
        line = None if found is None else line_of_kept(place(case)[0], *found)
        if line is not None:
            equals = "δ{l} times the W{l} that this step has updated already, under another name of the same storage"
            yield from other_weights(self, case, updated, equals, weight=-3, lines=(line,))

    def standing(self, case: Case) -> Iterator[Hypothesis]:
        """The parameters themselves lie in rows that are one list: a pass moves each of them once for every row."""
        run = case.original
        shared_rows = {i for i in case.parameters if rows_are_one(run, case.lineage(i))}
        members = {i for i in shared_rows if times_moved(run, run.steps[0], case.lineage(i)) > 1}
        if members:
            yield Hypothesis(
                self,
                None,
                case.true,
                members,
                named(case, members),
                "one row under the names of all rows, moved by what belongs to each",
                "a row of its own for each unit",
                kind="made",
                found={"lineages": sorted(members)},
            )

        yield from self.of_two_names(case)
        line = lost_rows(run)
        if line is not None:
            yield Hypothesis(
                self,
                1,
                case.true,
                set(),
                "x",
                "the same in every row: what was written last",
                "each row's own, which one list under the names of all rows cannot hold",
                lines=(line,),
            )

    def of_two_names(self, case: Case) -> Iterator[Hypothesis]:
        """An array has a second name, under which another update of the same pass changes it, too."""
        run = case.original
        for i in run.parameters:
            line = second_name(run, i)
            if line is not None:
                yield Hypothesis(
                    self,
                    case.layer(i) or None,
                    case.true,
                    {i},
                    f"Δ{named(case, {i})}",
                    "the sum of two updates, under two names of one array",
                    "one of them, and the other that of another array",
                    lines=(line,),
                )

    def of_equal_changes(self, case: Case, failing: list[int]) -> Iterator[Hypothesis]:
        """The rows of a list are one list: of each place in it there are several parameters, and all change alike."""
        groups = [group for group in alike(case, failing) if len(group) > 1]
        members = set().union(*groups)
        if len(groups) > 1:
            yield Hypothesis(
                self,
                None,
                case.true,
                members,
                f"∂L/∂{named(case, members)}",
                "the sum of the gradients of all rows, in every row",
                "its own gradient alone",
                gradient=true_but(case, partial(within, groups)),
                locate=partial(of_repeated_row, groups),
            )


def moved_alike(case: Case, lineages: list[int]) -> dict[int, int]:
    """By lineage the first one that got about the same at the first step: what is moved by one sum is moved alike."""
    run, step = case.recorded[0]
    got = {i: np.asarray(case.got(run, step)[i], float) for i in lineages}
    return {i: next(j for j in lineages if same(got[i], got[j])) for i in lineages}


def same(one: Any, other: Any) -> bool:
    largest = np.max(np.abs(one), initial=0.0)
    return np.shape(one) == np.shape(other) and bool(np.all(np.abs(one - other) <= ALIKE * largest))


def alike(case: Case, lineages: list[int]) -> list[set[int]]:
    """Single numbers by what they got: equal at every step of every run."""
    found: dict[tuple[float, ...], set[int]] = {}
    for i in lineages:
        got = [np.asarray(case.got(run, step)[i], float) for run, step in case.recorded]
        if all(value.size == 1 for value in got):
            found.setdefault(tuple(float(value.item()) for value in got), set()).add(i)
    return list(found.values())


def of_repeated_row(groups: list[set[int]], case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]]:
    """Where the sums begin that all members of a group are moved by: at a nought of ``[[0] * n] * m``."""
    run, step = place(case)
    ways = [way_to(run, step, [i]) for i in sorted(groups[0])]
    begun = [
        node for node in set.intersection(*ways) if run.graph.ops[node] == "literal" and inside_repeated(run, node)
    ]
    return (line_of_statement(run, run.graph.sites[min(begun)]), ()) if begun else (update_line(case, groups[0]), ())


def rows_are_one(run: Run, lineage: int) -> bool:
    """Whether the parameter was made inside of ``[[...]] * n``."""
    return inside_repeated(run, run.lineages[lineage].first)


def times_moved(run: Run, step: Step, lineage: int) -> int:
    """How many updates the parameter gets in a step."""
    versions = run.lineages[lineage].versions
    return versions.index(step.after[lineage]) - versions.index(step.before[lineage])


def within(groups: list[set[int]], lineage: int, found: dict[int, Any]) -> Any:
    """The sum of the gradients of the group that a parameter is in."""
    return together(next((group for group in groups if lineage in group), set()), lineage, found)


def together(members: set[int], lineage: int, found: dict[int, Any]) -> Any:
    """The sum of all members' gradients for each of them."""
    return sum(np.asarray(found[i]) for i in members) if lineage in members else found[lineage]
