"""One answer against one expectation: what was right, wrong, missed or too much. Counting over scripts is in confusion."""

import ast
from dataclasses import dataclass, field
from typing import Any

from tests.read.measure.cases import Case
from tests.read.measure.expectation import ExpectedFinding, Label, several
from tests.read.measure.spans import Span, Text

Answer = dict[str, Any]
OUTCOMES = ("named right", "right code, other line", "unexplained", "named otherwise", "missed", "unread")


@dataclass
class Judgement:
    """What came of one case; an outcome of a right script is ``clean``, ``false alarm`` or ``unread``."""

    case: Case
    outcome: str
    extra: list[str] = field(default_factory=list)
    wrong_facts: list[str] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=lambda: {"right": 0, "wrong": 0, "none": 0})
    lines: dict[str, int] = field(default_factory=lambda: {"right": 0, "wrong": 0, "none": 0})
    wrong_labels: list[str] = field(default_factory=list)
    verdict: str = ""
    reason: str = ""
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        bad_outcome = self.outcome not in ("clean", "named right")
        return bool(bad_outcome or self.extra or self.wrong_facts or self.wrong_labels)


def judged(case: Case, answer: Answer) -> Judgement:
    """The answer is a Reading as JSON; a time limit or a crash of the reader counts as unread."""
    outcome, extra = outcome_of(case, answer)
    judgement = Judgement(case, outcome, extra, verdict=answer["verdict"], reason=answer.get("reason") or "")
    judgement.seconds = answer.get("seconds", 0.0)
    if answer["verdict"] != "unread":
        judgement.wrong_facts = wrong_facts(case, answer)
        judge_labels(judgement, answer)
    elif case.expected.labels:
        judgement.labels["none"] = len(case.expected.labels)
        judgement.lines["none"] = len({label.line for label in case.expected.labels})
    return judgement


def outcome_of(case: Case, answer: Answer) -> tuple[str, list[str]]:
    """The outcome, and the findings that nobody expected."""
    if answer["verdict"] == "unread" and "unread" not in case.expected.verdicts:
        return "unread", []
    left = list(answer.get("findings", ()))
    outcomes = [take(expected, left) for expected in case.expected.findings]
    needed = [o for o, expected in zip(outcomes, case.expected.findings, strict=True) if not expected.optional]
    extra = [f"{each['code']} at {each['line']}" for each in left]
    if not needed:
        return ("false alarm" if extra else "clean"), extra
    worst = max(needed, key=OUTCOMES.index)
    if worst == "missed" and extra:
        only_unexplained = all(each["code"] == "CP900" for each in left)
        return ("unexplained" if only_unexplained else "named otherwise"), extra
    return worst, extra


def take(expected: ExpectedFinding, left: list[dict[str, Any]]) -> str:
    """Removes the finding that was expected from those that are left, the one at the right line first."""
    named = [each for each in left if each["code"] in expected.codes]
    there = [each for each in named if each["line"] in expected.lines]
    if not named:
        return "missed"
    left.remove((there or named)[0])
    return "named right" if there else "right code, other line"


def wrong_facts(case: Case, answer: Answer) -> list[str]:
    """Verdict, loss, reduction, layers and parameters that differ from what is expected."""
    expected, loss = case.expected, answer.get("loss") or {}
    pairs = [
        ("verdict", expected.verdicts, answer["verdict"]),
        ("loss", tuple(map(family, expected.losses)), family(loss.get("name"))),
        ("reduction", expected.reductions, loss.get("reduction")),
    ]
    wrong = [
        f"{name} {came} instead of {'/'.join(wanted)}" for name, wanted, came in pairs if wanted and came not in wanted
    ]
    if expected.layers and not same_layers(layers_of({"layers": expected.layers}), layers_of(answer)):
        wrong.append(f"layers {layers_of(answer)}")
    counts, both = counted(answer), expected.parameters.get("both", 0)
    for kind in ("weights", "bias") if expected.parameters else ():
        wanted = both or several(expected.parameters.get(kind, 0))
        if counts[kind] not in several(wanted):
            wrong.append(f"{counts[kind]} layers with {kind} instead of {wanted}")
    return wrong


def family(loss: str | None) -> str | None:
    """A half, a two or a mean more or less is a convention, and no other loss."""
    return "squared_error" if loss and loss.endswith("squared_error") else loss


def same_layers(wanted: list[tuple[Any, ...]], came: list[tuple[Any, ...]]) -> bool:
    """None stands for any number, a list for one of its numbers."""
    pairs = [zip(*pair, strict=True) for pair in zip(wanted, came, strict=False)]
    alike = [all(w is None or c in several(w) for w, c in pair) for pair in pairs]
    return len(wanted) == len(came) and all(alike)


def layers_of(answer: Answer) -> list[tuple[Any, ...]]:
    alike = {"identity": "linear"}
    layers = answer.get("layers", ())
    return [(each["inputs"], each["units"], alike.get(each["activation"], each["activation"])) for each in layers]


def counted(answer: Answer) -> dict[str, int]:
    """In how many layers there are weights, and in how many biases."""
    held = [(each["holds"], each.get("layer")) for each in answer.get("parameters", ())]
    return {kind: len({layer for holds, layer in held if holds in (kind, "both")}) for kind in ("weights", "bias")}


def judge_labels(judgement: Judgement, answer: Answer) -> None:
    """Each expected label is right, wrong or not there; so is each line that has any."""
    text = Text(judgement.case.text)
    entries = [(entry_span(text, entry), entry) for entry in answer.get("lines", ())]
    by_line: dict[int, set[str]] = {}
    for label in judgement.case.expected.labels:
        result, came = label_result(text, label, entries)
        judgement.labels[result] += 1
        by_line.setdefault(label.line, set()).add(result)
        if result == "wrong":
            judgement.wrong_labels.append(
                f"{label.line} {label.text!r}: {came} instead of {'/'.join(label.roles)} {label.layers}"
            )
    for results in by_line.values():
        judgement.lines["wrong" if "wrong" in results else "right" if "right" in results else "none"] += 1
    for line in judgement.case.expected.unlabelled:
        for _, entry in (pair for pair in entries if pair[1]["line"] == line):
            judgement.lines["wrong"] += 1
            judgement.wrong_labels.append(f"{line}: {entry['role']} where nothing should be said")
            break


def entry_span(text: Text, entry: Answer) -> Span:
    return text.offset(entry["line"], entry["column"]), text.offset(entry["end_line"], entry["end_column"])


def label_result(text: Text, label: Label, entries: list[tuple[Span, Answer]]) -> tuple[str, str]:
    """Right if the expression itself, or one around or inside it, has an accepted role; wrong if it has only others."""
    same, near = [], []
    for span in text.spans(label):
        alike = same_value(text, span)
        same += [entry for at, entry in entries if bare(text.text, at) in alike]
        near += [entry for at, entry in entries if nested(at, span) and entry["line"] == label.line]
    if any(fits(label, entry) for entry in same) or (not same and any(fits(label, entry) for entry in near)):
        return "right", ""
    return ("wrong", f"{same[0]['role']} {same[0]['layer']}") if same else ("none", "")


def fits(label: Label, entry: Answer) -> bool:
    """A line that serves several layers may be given for each of them, or for none in particular."""
    layers = label.layers
    layer_fits = layers is None or entry["layer"] in layers or (entry["layer"] is None and len(layers) > 1)
    return entry["role"] in label.roles and layer_fits


def nested(one: Span, other: Span) -> bool:
    return (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])


def bare(text: str, span: Span) -> Span:
    """The span without white space and parentheses that enclose it whole."""
    start, end = span
    while True:
        piece = text[start:end]
        stripped = piece.strip()
        start, end = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        if not (stripped.startswith("(") and stripped.endswith(")") and closes_at_end(stripped)):
            return start, end
        start, end = start + 1, end - 1


def closes_at_end(piece: str) -> bool:
    """Whether the first parenthesis is closed by the last."""
    depth = 0
    for position, character in enumerate(piece):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return position == len(piece) - 1
    return False


def same_value(text: Text, span: Span) -> set[Span]:
    """The label's own span, and those of an assignment's other parts where the label is its value, target or whole."""
    wanted = bare(text.text, span)
    found = {wanted}
    for node in ast.walk(text.tree):
        parts = {bare(text.text, text.span(each)) for each in alike(node)}
        found |= parts if wanted in parts else set()
    return found


def alike(node: ast.AST) -> list[ast.AST]:
    """The parts of a statement that have one value: all of ``a = b``, but not the ``b`` of ``a += b``."""
    match node:
        case ast.Assign():
            return [node, node.value, *node.targets]
        case ast.AugAssign():
            return [node, node.target]
        case ast.Return(value=ast.AST()) | ast.Expr() | ast.Yield(value=ast.AST()):
            return [node, node.value]
    return []
