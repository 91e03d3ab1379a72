"""Whether a changed script runs silently and differs, remembered beside the rules: running them all takes minutes.

``python -m tests.read.measure --remember`` runs what is not known, and forgets what no rule makes any longer.
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


KNOWN = remembered()
ASKED: set[str] = set()


def outcomes_of(questions: Sequence[Question]) -> list[str]:
    """For each changed text ``loud``, ``equal`` or ``differs``; where there is none, whether the original is ``driven``."""
    ASKED.update(map(key, questions))
    unknown = [question for question in questions if key(question) not in KNOWN]
    KNOWN.update(zip(map(key, unknown), answers(unknown), strict=True))
    return [KNOWN[key(question)] for question in questions]


def remember() -> int:
    """Writes what has been asked since the start, and how many answers that are."""
    written = {question: KNOWN[question] for question in sorted(ASKED)}
    REMEMBERED.write_text(json.dumps(written, indent=0) + "\n")
    return len(written)


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
