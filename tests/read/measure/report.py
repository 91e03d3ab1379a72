"""What is said of many judgements: a confusion matrix by code, labels, and one line for each failure."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from tests.read.measure.cases import hash_of
from tests.read.measure.judge import Judgement

FAULTY = ("named right", "right code, other line", "unexplained", "named otherwise", "missed", "unread")
RIGHT = ("clean", "false alarm", "unread")


def faulty(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Those in which something had to be found."""
    return [each for each in judgements if each.case.code != "none"]


def right(judgements: Sequence[Judgement]) -> list[Judgement]:
    return [each for each in judgements if each.case.code == "none"]


def table(judgements: Sequence[Judgement], outcomes: Sequence[str], key: str) -> list[list[str]]:
    """A row of counts for each code or corpus, and one for all."""
    rows = sorted({getattr(each.case, key) for each in judgements})
    counts = Counter((getattr(each.case, key), each.outcome) for each in judgements)
    extra = Counter(getattr(each.case, key) for each in judgements if each.extra)
    body = [[row, *(counts[row, outcome] for outcome in outcomes), extra[row]] for row in rows]
    total = ["all", *(sum(row[column] for row in body) for column in range(1, len(outcomes) + 2))]
    return [[key, *outcomes, "extra findings"], *([str(cell) for cell in row] for row in [*body, total])]


def label_table(judgements: Sequence[Judgement]) -> list[list[str]]:
    """Labels and labelled lines, by corpus."""
    rows = [["corpus", "of", "right", "wrong", "none", "right of all"]]
    for corpus in sorted({each.case.corpus for each in judgements if each.case.expected.labels}):
        chosen = [each for each in judgements if each.case.corpus == corpus]
        for what in ("lines", "labels"):
            counts = [sum(getattr(each, what)[result] for each in chosen) for result in ("right", "wrong", "none")]
            rows.append([corpus, what, *map(str, counts), f"{counts[0] / max(1, sum(counts)):.1%}"])
    return rows


def tables(judgements: Sequence[Judgement]) -> list[tuple[str, list[list[str]]]]:
    """Each title with its table, those without rows left out."""
    found = []
    if mistaken := faulty(judgements):
        found.append(("Scripts with a mistake, by its code", table(mistaken, FAULTY, "code")))
    if fine := right(judgements):
        found.append(("Right scripts, by corpus", table(fine, RIGHT, "corpus")))
    if any(each.case.expected.labels for each in judgements):
        found.append(("Labels", label_table(judgements)))
    return found


def plain(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([head, "|" + " --- |" * len(rows[0]), *body])


def failure(judgement: Judgement) -> str:
    """One line: the script, what was expected, what came."""
    case = judgement.case
    expected = (
        "; ".join(f"{'/'.join(e.codes)} at {'/'.join(map(str, e.lines))}" for e in case.expected.findings)
        or "no finding"
    )
    came = [judgement.outcome, *judgement.extra, *judgement.wrong_facts, *judgement.wrong_labels]
    reason = f" ({judgement.reason})" if judgement.reason else ""
    return f"{case.corpus}/{case.name}: expected {expected}; came {judgement.verdict}: {'; '.join(came)}{reason}"


def summary(judgements: Sequence[Judgement]) -> str:
    cases = [each.case for each in judgements]
    wrong_facts = sum(bool(each.wrong_facts) for each in judgements)
    seconds = sorted(each.seconds for each in judgements)
    middle = seconds[len(seconds) // 2] if seconds else 0.0
    slowest = seconds[-1] if seconds else 0.0
    return (
        f"{len(cases)} scripts, corpus {hash_of(cases)}; verdict, loss, layers or parameters wrong in {wrong_facts}; "
        f"median {middle:.2f} s, slowest {slowest:.1f} s"
    )


def printed(judgements: Sequence[Judgement], failures: bool = True) -> str:
    parts = [f"{title}\n{plain(rows)}" for title, rows in tables(judgements)]
    listed = [failure(each) for each in judgements if each.failed] if failures else []
    return "\n\n".join(["\n".join(listed), *parts, summary(judgements)]).strip()


def as_markdown(judgements: Sequence[Judgement]) -> str:
    parts = [f"### {title}\n\n{markdown(rows)}" for title, rows in tables(judgements)]
    return "\n\n".join([*parts, summary(judgements) + "."]) + "\n"


def as_json(judgements: Sequence[Judgement]) -> dict[str, Any]:
    """Everything that was judged, for comparing two scores."""
    return {
        "corpus": hash_of([each.case for each in judgements]),
        "scripts": [
            {
                "corpus": each.case.corpus, "name": each.case.name, "rule": each.case.rule, "code": each.case.code,
                "outcome": each.outcome, "extra": each.extra, "wrong_facts": each.wrong_facts, "labels": each.labels,
                "lines": each.lines, "wrong_labels": each.wrong_labels, "verdict": each.verdict,
                "reason": each.reason, "seconds": round(each.seconds, 3),
            }
            for each in judgements
        ],
    }  # fmt: skip
