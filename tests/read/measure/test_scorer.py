"""The scorer against planted answers: what is right scores fully, and each kind of wrong answer is seen."""

import copy
from pathlib import Path

import pytest

from tests.read.measure.cases import Case, hash_of, right_scripts
from tests.read.measure.expectation import Expectation, ExpectedFinding, Label, several
from tests.read.measure.judge import judged
from tests.read.measure.report import as_markdown, printed
from tests.read.measure.score import scored
from tests.read.measure.spans import Text

TEXT = """z = w * x + b
a = act(z)
delta = (a - t) * slope(a)
w -= rate * delta * x
print(a)
"""


def expectation(**changes) -> Expectation:
    labels = (
        Label(1, "w * x + b", ("pre_activation",), (1,)),
        Label(3, "(a - t) * slope(a)", ("delta",), (1,)),
        Label(3, "slope(a)", ("activation_derivative",), (1,)),
        Label(4, "rate * delta * x", ("update",), (1,)),
    )
    layers = ({"layer": 1, "inputs": 1, "units": 1, "activation": "sigmoid"},)
    known = {
        "losses": ("half_squared_error",),
        "reductions": ("one-row",),
        "layers": layers,
        "parameters": {"weights": 1, "bias": 0},
    }
    return Expectation("planted", **{**known, "labels": labels, "unlabelled": (5,), **changes})


def perfect(case: Case) -> dict:
    """The answer that says just what is expected."""
    text = Text(case.text)
    lines = []
    for label in case.expected.labels:
        start, end = text.spans(label)[0]
        first, last = text.line_of(start), text.line_of(end)
        columns = {"column": start - text.starts[first - 1], "end_column": end - text.starts[last - 1]}
        layer = label.layers[0] if label.layers else None
        lines.append({"line": first, "end_line": last, **columns, "role": label.roles[0], "layer": layer})
    held = {kind: several(number)[0] for kind, number in case.expected.parameters.items()}
    return {
        "verdict": case.expected.verdicts[0],
        "loss": {"name": (*case.expected.losses, "")[0], "reduction": (*case.expected.reductions, "")[0]},
        "layers": [{**layer, "inputs": several(layer["inputs"])[0]} for layer in case.expected.layers],
        "parameters": [{"holds": kind, "layer": layer} for kind, number in held.items() for layer in range(number)],
        "lines": lines,
        "findings": [{"code": each.codes[0], "line": each.lines[0]} for each in case.expected.findings],
    }


RIGHT = Case("right", "planted", TEXT, expectation())
FAULTY = Case(
    "faulty", "planted", TEXT, expectation(verdicts=("wrong",), findings=(ExpectedFinding(("CP101",), (3, 4)),))
)


@pytest.mark.parametrize("case", [RIGHT, FAULTY, *right_scripts("ours")], ids=lambda case: case.name)
def test_the_expected_answer_scores_fully(case) -> None:
    found = judged(case, perfect(case))
    assert not found.failed, printed([found])
    assert found.labels == {"right": len(case.expected.labels), "wrong": 0, "none": 0}


@pytest.mark.parametrize(
    ("findings", "outcome"),
    [
        ([], "missed"),
        ([("CP102", 3)], "named otherwise"),
        ([("CP101", 1)], "right code, other line"),
        ([("CP900", 3)], "unexplained"),
        ([("CP101", 4)], "named right"),
    ],
)
def test_a_mistake_is_named_or_not(findings, outcome) -> None:
    answer = perfect(FAULTY) | {"findings": [{"code": code, "line": line} for code, line in findings]}
    assert judged(FAULTY, answer).outcome == outcome


def test_findings_that_nobody_expected() -> None:
    alarm = {"code": "CP101", "line": 3}
    assert judged(RIGHT, perfect(RIGHT) | {"findings": [alarm]}).outcome == "false alarm"
    assert judged(FAULTY, perfect(FAULTY) | {"findings": [alarm, {"code": "CP301", "line": 4}]}).extra == ["CP301 at 4"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "wrong"},
        {"loss": {"name": "hinge", "reduction": "one-row"}},
        {"loss": {"name": "half_squared_error", "reduction": "mean"}},
        {"layers": [{"layer": 1, "inputs": 1, "units": 2, "activation": "sigmoid"}]},
        {"layers": []},
        {"parameters": []},
    ],
)
def test_wrong_facts_are_seen(wrong) -> None:
    assert judged(RIGHT, perfect(RIGHT) | wrong).wrong_facts


def test_a_wrong_role_and_a_wrong_layer_are_wrong_labels() -> None:
    for change in ({"role": "loss"}, {"layer": 2}):
        answer = copy.deepcopy(perfect(RIGHT))
        answer["lines"][0] |= change
        assert judged(RIGHT, answer).labels == {"right": 3, "wrong": 1, "none": 0}


def test_a_label_left_out_is_none_and_a_line_that_should_have_none_is_wrong() -> None:
    answer = perfect(RIGHT)
    assert judged(RIGHT, answer | {"lines": answer["lines"][1:]}).labels == {"right": 3, "wrong": 0, "none": 1}
    too_much = {"line": 5, "column": 6, "end_line": 5, "end_column": 7, "role": "activation", "layer": 1}
    assert judged(RIGHT, answer | {"lines": [*answer["lines"], too_much]}).lines["wrong"] == 1


def test_the_target_of_an_assignment_is_its_value_but_not_that_of_an_addition() -> None:
    answer = perfect(RIGHT)
    target = {"line": 1, "column": 0, "end_line": 1, "end_column": 1, "role": "pre_activation", "layer": 1}
    assert judged(RIGHT, answer | {"lines": [target]}).labels["right"] == 1
    changed = {"line": 4, "column": 0, "end_line": 4, "end_column": 1, "role": "loss", "layer": 1}
    assert judged(RIGHT, answer | {"lines": [changed]}).labels["wrong"] == 0


def test_an_unread_script_is_counted_as_such() -> None:
    found = judged(FAULTY, {"verdict": "unread", "reason": "no updates"})
    assert (found.outcome, found.labels["none"]) == ("unread", 4)


def says_nothing(path: str) -> dict:
    return {"verdict": "correct"}


def waits(path: str) -> dict:
    import time

    time.sleep(60 if "right" in path else 0)
    raise KeyError(Path(path).name)


def test_readers_run_in_processes_with_a_limit() -> None:
    found = scored([RIGHT, FAULTY], "tests.read.measure.test_scorer:waits", limit=5)
    assert ["no answer in 5 s" in found[0].reason, "CRASH KeyError" in found[1].reason] == [True, True]
    quiet = scored([RIGHT, FAULTY], "tests.read.measure.test_scorer:says_nothing")
    assert [each.outcome for each in quiet] == ["clean", "missed"]
    assert "planted" in printed(quiet)
    assert "| CP101 |" in as_markdown(quiet)


def test_the_hash_depends_on_texts_and_expectations() -> None:
    assert len({hash_of([RIGHT]), hash_of([FAULTY]), hash_of([RIGHT, FAULTY])}) == 3
    assert hash_of([RIGHT, FAULTY]) == hash_of([FAULTY, RIGHT])
