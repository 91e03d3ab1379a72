"""Progress and history."""

import json

import pytest

from clearprop.train.history import History, Record
from clearprop.train.progress import figures, reporting

RECORD = Record(1, 0.5, 0.75, 0.1, 10)


def test_a_bar(capfd: pytest.CaptureFixture[str]) -> None:
    with reporting(True, 2, "accuracy") as report:
        report(RECORD, 2)
        report(RECORD, 2)
    out, err = capfd.readouterr()
    assert out == ""
    assert "2/2" in err and "loss 0.5  accuracy 0.750" in err


def test_a_function_and_nothing() -> None:
    seen: list[object] = []
    with reporting(lambda record, epochs: seen.append((record, epochs)), 5, "r2") as report:
        report(RECORD, 5)
    assert seen == [(RECORD, 5)]
    with reporting(False, 5, "r2") as report:
        assert report(RECORD, 5) is None


def test_figures_with_validation() -> None:
    assert figures(Record(1, 0.5, 0.75, 0.1, 10, 0.6, 0.5), "accuracy") == "loss 0.5  accuracy 0.750 (validation 0.500)"


def test_history() -> None:
    history = History("accuracy", [RECORD, Record(2, 0.25, 1.0, 0.2, 20, 0.3, 0.9)])
    assert [record.epoch for record in history] == [1, 2]
    assert history.loss == [0.5, 0.25] and history.metric == [0.75, 1.0]
    assert history.validation_loss == [None, 0.3] and history.validation_metric == [None, 0.9]
    assert history.seconds == pytest.approx(0.3)
    assert history[-1].updates == 20 and len(history[:1]) == 1
    assert repr(history) == "History of 2 epochs: loss 0.25, accuracy 1.0000"
    assert repr(History("r2")) == "History of no epochs"
    assert History.from_json("accuracy", json.loads(json.dumps(history.to_json()))).records == history.records
