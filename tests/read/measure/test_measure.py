"""The reader's score on a fixed sample, with thresholds; the whole measure is ``python -m tests.read.measure``."""

import pytest

from tests.read.measure.cases import right_scripts, sample
from tests.read.measure.mutants import mutants
from tests.read.measure.report import faulty, printed, right
from tests.read.measure.rewriting import rewrites
from tests.read.measure.score import scored

READ, NAMED, LABELS_RIGHT = 0.95, 0.85, 0.95  # at least, as parts of all; raised as the reader gets better
MUTANTS, REWRITES = 16, 6


@pytest.fixture(scope="module")
def judgements():
    cases = [*right_scripts("ours"), *sample(mutants(), MUTANTS), *sample(rewrites(), REWRITES)]
    return scored(cases, jobs=2, limit=20)


@pytest.mark.slow
class TestScore:
    def test_no_right_script_is_called_wrong(self, judgements) -> None:
        assert [each.case.name for each in right(judgements) if each.outcome == "false alarm"] == [], printed(
            judgements
        )

    def test_no_label_is_wrong(self, judgements) -> None:
        assert [each.wrong_labels for each in judgements if each.wrong_labels] == [], printed(judgements)

    def test_enough_is_read(self, judgements) -> None:
        read = [each for each in judgements if each.outcome != "unread"]
        assert len(read) >= READ * len(judgements), printed(judgements)

    def test_enough_mistakes_are_named_where_they_are(self, judgements) -> None:
        named = [each for each in faulty(judgements) if each.outcome == "named right"]
        assert len(named) >= NAMED * len(faulty(judgements)), printed(judgements)

    def test_enough_lines_are_labelled(self, judgements) -> None:
        lines = [each.lines for each in judgements if each.case.expected.labels]
        assert sum(each["right"] for each in lines) >= LABELS_RIGHT * sum(sum(each.values()) for each in lines)
