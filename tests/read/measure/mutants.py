"""Mutants: right scripts with one mistake put in by a rule, of which those are kept that run silently and differ."""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import TypeVar

from tests.read.measure import mutations
from tests.read.measure.cases import Case, right_scripts
from tests.read.measure.edits import Edit, edited
from tests.read.measure.expectation import ExpectedFinding
from tests.read.measure.mutation import Mutation
from tests.read.measure.outcomes import outcomes_of
from tests.read.measure.source import Source
from tests.read.measure.spans import Text

T = TypeVar("T")
MOST_TRIED, MOST_KEPT = 12, 3  # of what one rule makes of one script


def rules() -> list[ModuleType]:
    """Every module in mutations, in the order of names."""
    found = sorted(each.name for each in pkgutil.iter_modules(mutations.__path__))
    return [importlib.import_module(f"{mutations.__name__}.{name}") for name in found]


def line_after(source: Source, text: str, edits: Sequence[Edit], line: int) -> int:
    """Where a line went: it moves with the edits before its end."""
    end = source.starts[line] - 1
    shift = sum(len(edit.text) - (edit.end - edit.start) for edit in edits if edit.end <= end)
    offset = min(max(0, end + shift), len(text))
    return Text(text).line_of(offset)


def mutated(case: Case, source: Source, rule: str, number: int, mutation: Mutation) -> Case | None:
    """The case with the mistake in it; none if the edits cannot be made."""
    edits = sorted(set(mutation.edits))
    try:
        text = edited(case.text, edits)
        compile(text, case.name, "exec")
    except (SyntaxError, ValueError):
        return None
    lines = dict.fromkeys(line_after(source, text, edits, line) for line in mutation.lines)
    lines |= dict.fromkeys(n for n, line in enumerate(text.split("\n"), 1) if line.strip() in mutation.texts)
    anywhere = tuple(range(1, text.count("\n") + 2))
    findings = [ExpectedFinding(tuple(mutation.codes), tuple(lines))] if mutation.codes else []
    findings += [ExpectedFinding((code,), anywhere, optional=True) for code in mutation.optional]
    findings += [replace(own, lines=anywhere, optional=True) for own in case.expected.findings]
    expected = replace(
        case.expected, verdicts=tuple(mutation.verdicts), findings=tuple(findings), labels=(), unlabelled=(),
        losses=(), reductions=(), parameters={}, layers=(),
    )  # fmt: skip
    return Case(f"{case.name}-{(*mutation.codes, 'none')[0]}-{rule}-{number}", "mutants", text, expected, rule)


def candidates(case: Case) -> Iterator[Case]:
    """Whatever the rules make of a script, alike texts once."""
    seen, source = {case.text}, Source.of_case(case)
    for module in rules():
        rule = module.__name__.rpartition(".")[2]
        for number, mutation in enumerate(spread(list(module.mutations(source)), MOST_TRIED), 1):
            found = mutated(case, source, rule, number, mutation)
            if found and found.text not in seen:
                seen.add(found.text)
                yield found


def kept(cases: Sequence[Case], originals: Sequence[Case]) -> list[Case]:
    """Those that run silently; a mutant that leaves the same numbers is an equivalent rewrite, so nothing is to be found."""
    by_name = {each.name: each for each in originals}
    pairs = [(case, by_name[original_of(case)]) for case in cases]
    outcomes = outcomes_of([(case.text, original.text, Source.of_case(original).updated) for case, original in pairs])
    chosen = [
        harmless(case, original) if outcome == "equal" else case
        for (case, original), outcome in zip(pairs, outcomes, strict=True)
        if outcome != "loud"
    ]
    return thinned(chosen)


def original_of(case: Case) -> str:
    return case.name.split("-")[0]


def harmless(case: Case, original: Case) -> Case:
    """The case with what is to be found in the original, at the lines where that stands now."""
    findings = tuple(
        replace(own, lines=lines_now(own.lines, original.text, case.text)) for own in original.expected.findings
    )
    expected = replace(original.expected, findings=findings, labels=(), unlabelled=())
    return replace(case, name=f"{case.name}-equal", expected=expected)


def lines_now(lines: Sequence[int], before: str, after: str) -> tuple[int, ...]:
    """The lines that have the texts which those lines had before."""
    written = before.split("\n")
    texts = {written[line - 1].strip() for line in lines} - {""}
    return tuple(n for n, line in enumerate(after.split("\n"), 1) if line.strip() in texts) or tuple(lines)


def thinned(cases: Sequence[Case]) -> list[Case]:
    """Of what a rule makes of one script, the first, the middle and the last: many are alike."""
    groups: dict[tuple[str, ...], list[Case]] = {}
    for case in cases:
        groups.setdefault((original_of(case), case.rule, case.code, str(case.name.endswith("-equal"))), []).append(case)
    return [case for group in groups.values() for case in spread(group, 1 if group[0].code == "none" else MOST_KEPT)]


def spread(cases: Sequence[T], number: int) -> list[T]:
    """At most so many, evenly from first to last."""
    if len(cases) <= number:
        return list(cases)
    return [cases[round(k * (len(cases) - 1) / max(1, number - 1))] for k in range(number)]


def driven(case: Case) -> bool:
    """Whether the script is right and updates parameters when it runs: only then can a mutant be seen to differ."""
    if case.expected.verdicts != ("correct",):
        return False
    return outcomes_of([("", case.text, Source.of_case(case).updated)])[0] == "driven"


@cache
def mutants() -> list[Case]:
    """Of all right scripts that are driven."""
    originals = [case for case in (*right_scripts("ours"), *right_scripts("by_contract")) if driven(case)]
    return kept([each for case in originals for each in candidates(case)], originals)
