"""Rewrites: right scripts written differently by a rule, and still right: they print the same numbers."""

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from types import ModuleType

from tests.read.measure import rewrites as rules_folder
from tests.read.measure.cases import Case, right_scripts
from tests.read.measure.edits import Edit, carried
from tests.read.measure.mutants import original_of
from tests.read.measure.outcomes import outcomes_of
from tests.read.measure.source import Source

PRINTED = ("<printed>",)  # nothing is watched: only what is printed counts


def rules() -> list[ModuleType]:
    """Every module in rewrites, in the order of names."""
    found = sorted(each.name for each in pkgutil.iter_modules(rules_folder.__path__))
    return [importlib.import_module(f"{rules_folder.__name__}.{name}") for name in found]


def candidates(case: Case) -> list[Case]:
    """What each rule makes of a script, where it makes anything of it."""
    source = Source.of_case(case)
    found = [rewritten(source, case, module) for module in rules()]
    return [each for each in found if each and each.text != case.text]


def rewritten(source: Source, case: Case, module: ModuleType) -> Case | None:
    rule = module.__name__.rpartition(".")[2]
    edits: Sequence[Edit] = list(module.edits(source))
    try:
        text, expected = carried(source, case.expected, edits)
        compile(text, case.name, "exec")
    except (SyntaxError, ValueError):
        return None
    return Case(f"{case.name}-{rule}", "rewrites", text, expected, rule)


def kept(cases: Sequence[Case], originals: Sequence[Case]) -> list[Case]:
    """Those that print what the original prints; of other random numbers it is only asked that they run."""
    by_name = {each.name: each.text for each in originals}
    outcomes = outcomes_of([(case.text, by_name[original_of(case)], PRINTED) for case in cases])
    wanted = [{"equal", "differs"} if case.rule == "other_random_numbers" else {"equal"} for case in cases]
    return [case for case, outcome, good in zip(cases, outcomes, wanted, strict=True) if outcome in good]


@cache
def rewrites() -> list[Case]:
    """Of all right scripts that print something."""
    originals = [
        case
        for case in (*right_scripts("ours"), *right_scripts("by_contract"))
        if case.expected.verdicts == ("correct",)
    ]
    return kept([each for case in originals for each in candidates(case)], originals)
