"""clearprop train: schedules, clipping, decay, class weights and early stopping."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from clearprop.app.cli import app
from clearprop.app.settings import Settings
from clearprop.app.training import train_and_score


def train(*arguments: object) -> dict[str, Any]:
    result = CliRunner().invoke(app, ["train", *(str(argument) for argument in arguments), "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def refused(*arguments: object) -> str:
    result = CliRunner().invoke(app, ["train", *(str(argument) for argument in arguments)])
    assert result.exit_code == 2 and "Traceback" not in result.output
    return " ".join(result.output.split())


@pytest.fixture
def rare(tmp_path: Path) -> Path:
    """A class that has one row in ten, and overlaps with the other."""
    generator = np.random.default_rng(3)
    kinds = np.array(["pear"] * 180 + ["apple"] * 20)
    rows = generator.normal(size=(200, 2)) + 1.2 * (kinds == "apple")[:, None]
    lines = [f"{a:.3f},{b:.3f},{kind}" for (a, b), kind in zip(rows, kinds, strict=True)]
    path = tmp_path / "rare.csv"
    path.write_text("\n".join(["size,weight,fruit", *lines]) + "\n")
    return path


def test_the_optimiser_is_what_was_asked_for() -> None:
    found = train("iris", "--epochs", 2, "--optimizer", "momentum", "--schedule", "cosine", "--clip-norm", 0.5)
    assert found["optimizer"] == {
        "momentum": {
            "learning_rate": {"cosine": {"rate": 0.1, "steps": 8, "final": 0.0}}, "momentum": 0.9, "clip_norm": 0.5
        }
    }  # fmt: skip
    found = train("iris", "--epochs", 2, "--weight-decay", 0.1, "--schedule", "constant")
    assert found["optimizer"]["adamw"]["learning_rate"] == 0.01 and found["optimizer"]["adamw"]["weight_decay"] == 0.1
    assert train("iris", "--epochs", 2, "--optimizer", "sgd", "--weight-decay", 0.2)["optimizer"] == {
        "sgd": {"learning_rate": 0.1, "weight_decay": 0.2}
    }


def test_early_stopping_ends_it() -> None:
    found = train("iris", "--epochs", 400, "--early-stopping", "--patience", 4)
    assert found["epochs"] < 400 and found["score"] > 0.85
    assert train("iris", "--epochs", 30)["epochs"] == 30
    assert train("xor", "--early-stopping", "--epochs", 5)["epochs"] <= 5  # three rows are left to train on


def found_apples(path: Path, class_weight: str | None) -> int:
    report = train_and_score(Settings(str(path), hidden="none", epochs=60, class_weight=class_weight))
    predicted = report.model.network.outcome.decide(report.model.outputs(report.data.features))
    return int((predicted == report.data.classes.index("apple")).sum())  # type: ignore[union-attr]


def test_class_weights_find_what_is_rare(rare: Path) -> None:
    assert found_apples(rare, None) < found_apples(rare, "apple=3") < found_apples(rare, "balanced")
    assert found_apples(rare, "apple=0") == 0
    assert found_apples(rare, "apple=9.0, pear=1") == found_apples(rare, "apple=9")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--schedule", "cosin"], "there is no schedule 'cosin'; did you mean 'cosine'?"),
        (["--learning-rate", 0], "learning_rate=0.0: expected a number above 0"),
        (["--clip-norm", 0], "clip_norm=0.0: expected a number above 0"),
        (["--class-weight", "tulip=2"], "expected 'balanced', or weights such as setosa=5; the classes are setosa,"),
        (["--class-weight", "setosa=x"], "expected 'balanced', or weights such as setosa=5"),
        (["--class-weight", "even"], "expected 'balanced'"),
        (["--patience", 0, "--early-stopping"], "Invalid value for '--patience'"),
        (["--weight-decay", -1], "Invalid value for '--weight-decay'"),
    ],
)
def test_what_is_refused(options: list[object], says: str) -> None:
    assert says in refused("iris", "--epochs", 1, *options)


def test_measured_numbers_have_no_classes() -> None:
    assert "the target 'target' has no classes" in refused("diabetes", "--epochs", 1, "--class-weight", "balanced")
