"""Whether a changed script runs silently and differs, remembered beside the rules: running them all takes minutes.

``python -m tests.read.measure.outcomes`` runs what is not known, and forgets what no rule makes any longer.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from tests.read.measure.silent import Job, Run, runs, same

REMEMBERED = Path(__file__).with_name("outcomes.json")
Question = tuple[str, str, tuple[str, ...]]  # a changed text, or none, the text that it was made from, what is watched


def key(question: Question) -> str:
    return hashlib.sha256(json.dumps(question).encode()).hexdigest()[:20]


def remembered() -> dict[str, str]:
    found: dict[str, str] = json.loads(REMEMBERED.read_text()) if REMEMBERED.is_file() else {}
    return found


def outcomes_of(questions: Sequence[Question], known: dict[str, str] | None = None) -> list[str]:
    """For each changed text ``loud``, ``equal`` or ``differs``; where there is none, whether the original is ``driven``."""
    known = remembered() if known is None else known
    unknown = [question for question in questions if key(question) not in known]
    found = known | dict(zip(map(key, unknown), answers(unknown), strict=True))
    return [found[key(question)] for question in questions]


def answers(questions: Sequence[Question]) -> list[str]:
    jobs: list[tuple[Job, Job]] = [((text, targets), (original, targets)) for text, original, targets in questions]
    results = runs([job for pair in jobs for job in pair if job[0]])
    return [answer(results.get(changed), results[original]) for changed, original in jobs]


def answer(changed: Run | None, original: Run) -> str:
    if changed is None:
        return "driven" if original.silent and (not original.watched or any(original.watched)) else "idle"
    if not changed.silent:
        return "loud"
    return "equal" if same(changed, original) else "differs"
