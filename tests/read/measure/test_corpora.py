"""The corpora: labels stand where they say, every code has mutants, rewrites are many, both are what they claim."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.read.measure.cases import Case, right_scripts, sample
from tests.read.measure.edits import Edit, carried
from tests.read.measure.expectation import Expectation, Label
from tests.read.measure.mutants import mutants
from tests.read.measure.rewriting import rewrites
from tests.read.measure.silent import runs, same
from tests.read.measure.source import Source
from tests.read.measure.spans import Text

CODES = {
    "CP101", "CP102", "CP103", "CP104", "CP105", "CP106", "CP107", "CP108",
    "CP201", "CP202", "CP203", "CP204", "CP205", "CP206", "CP207", "CP208", "CP209",
    "CP301", "CP302", "CP303", "CP304", "CP305", "CP306", "CP307", "CP308", "CP309", "CP310", "CP401", "CP402",
}  # fmt: skip
RIGHT = [*right_scripts("ours"), *right_scripts("by_contract")]


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: f"{case.corpus}/{case.name}")
def test_every_label_stands_on_its_line(case: Case) -> None:
    text = Text(case.text)
    assert [label for label in case.expected.labels if not text.spans(label)] == []


@pytest.mark.slow
class TestMutants:
    def test_every_code_has_some(self) -> None:
        assert CODES - {case.code for case in mutants()} == set()

    def test_names_are_different(self) -> None:
        counts = Counter(case.name for case in [*mutants(), *rewrites()])
        assert [name for name, number in counts.items() if number > 1] == []

    def test_what_is_remembered_of_them_is_so(self) -> None:
        by_name = {case.name: case for case in RIGHT}
        for case in sample(mutants(), 10):
            original = by_name[case.name.split("-")[0]]
            targets = Source.of_case(original).updated
            jobs = [(case.text, targets), (original.text, targets)]
            found = runs(jobs)
            assert found[jobs[0]].silent, case.name
            assert same(found[jobs[0]], found[jobs[1]]) == case.name.endswith("-equal"), case.name


@pytest.mark.slow
def test_rewrites_are_many_and_print_the_same() -> None:
    assert len(rewrites()) >= 200
    by_name = {case.name: case for case in RIGHT}
    for case in sample([each for each in rewrites() if each.rule != "other_random_numbers"], 6):
        jobs = [(case.text, ("<printed>",)), (by_name[case.name.split("-")[0]].text, ("<printed>",))]
        found = runs(jobs)
        assert same(found[jobs[0]], found[jobs[1]]), case.name


def test_a_difference_in_the_updates_is_seen() -> None:
    text = "w = 1.0\nfor k in range(5):\n    w -= 0.1 * w\nprint(round(w))\n"
    jobs = [(text, ("w",)), (text.replace("0.1", "0.11"), ("w",)), (text.replace("0.1 * w", "w * 0.1"), ("w",))]
    found = runs([*jobs, ("w = 1 / 0\n", ("w",))])
    assert [same(found[jobs[0]], found[job]) for job in jobs] == [True, False, True]
    assert not found["w = 1 / 0\n", ("w",)].silent


def test_labels_move_with_the_text_and_go_where_it_is_replaced() -> None:
    text = "a = b * c\nd = a\n"
    labels = (Label(1, "b * c", ("delta",), None), Label(1, "c", ("update",), None), Label(2, "a", ("loss",), None))
    expected = replace(Expectation("planted"), labels=labels, unlabelled=(2,))
    edits = [Edit(0, 0, "e = 1\n"), Edit(8, 9, "cc"), Edit(14, 15, "aa")]
    after, moved = carried(Source(text, expected), expected, edits)
    assert after == "e = 1\na = b * cc\nd = aa\n"
    assert [(label.line, label.text) for label in moved.labels] == [(2, "b * cc")]
    assert moved.unlabelled == (3,)
