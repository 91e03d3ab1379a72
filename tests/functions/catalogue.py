"""All cases of the files beside this one, found by the files' names: cases_*.py, each with a list CASES."""

import importlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from .case import Case

SUBJECTS = sorted(path.stem for path in Path(__file__).parent.glob("cases_*.py"))
NOT_SMOOTH = {"cases_kinks", "cases_vectors", "cases_refusals"}


def cases_of(subject: str) -> list[Case]:
    return importlib.import_module(f".{subject}", __package__).CASES


BY_SUBJECT = {subject: cases_of(subject) for subject in SUBJECTS if subject not in NOT_SMOOTH}
ALL = [case for cases in BY_SUBJECT.values() for case in cases]


def parametrised(keep: Any = lambda case: True, stretch_may_fail: bool = True) -> Any:
    """One test for each case that is kept; what goes beyond the promised ops may fail, unless said otherwise."""
    parameters = []
    for subject, cases in BY_SUBJECT.items():
        for case in filter(keep, cases):
            lenient = stretch_may_fail and "stretch" in case.tags
            marks = [pytest.mark.xfail(reason="beyond the promised ops", strict=False)] if lenient else []
            parameters.append(pytest.param(case, id=f"{subject.removeprefix('cases_')}-{case.id}", marks=marks))
    return pytest.mark.parametrize("case", parameters)


def counts() -> tuple[Counter[str], Counter[str]]:
    subjects = Counter({subject: len(cases) for subject, cases in BY_SUBJECT.items()})
    return subjects, Counter(tag for case in ALL for tag in case.tags)


if __name__ == "__main__":
    for title, counted in zip(("cases by subject", "cases by tag"), counts(), strict=True):
        print(f"{title} ({counted.total()})", *(f"  {name:20} {n}" for name, n in sorted(counted.items())), sep="\n")
