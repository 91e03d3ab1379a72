"""clearprop check, where a gradient is wrong: its function is made to train, the file is read, and the cause is named."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from clearprop.app.cli import app
from clearprop.app.functions import chosen
from clearprop.app.reading.cause import NotWritten, causes, text_of, training
from clearprop.read import reader as the_reader
from clearprop.read.reading import Evidence, Finding, Reading
from clearprop.read.source import SourceError

NET = Path(__file__).parents[2] / "docs" / "examples" / "net.py"
SHAPES = ["W1=3,2", "b1=2", "x=5,3", "y=5,2"]
FOUND = Finding(
    code="CP302", name="inconsistent-scale", severity="wrong", line=15, layer=1, quantity="b1",
    message="The gradient of b1 is divided by the rows a second time.", equals="∂L/∂b₁ / 5",
    evidence=Evidence(points=3, largest_difference=1e-16),
)  # fmt: skip


@pytest.fixture
def read(monkeypatch):
    """A reader that finds the mistake, and keeps what it was asked."""
    asked = []

    def read(path, run):
        asked.append((path, run))
        return Reading(file=str(path), verdict="wrong", findings=(FOUND,))

    monkeypatch.setattr(the_reader, "read", read)
    return asked


def run(*arguments, gradient="gradient"):
    shapes = [word for shape in SHAPES for word in ("--shape", shape)]
    result = CliRunner().invoke(
        app, ["check", f"{NET}:loss", f"{NET}:{gradient}", *shapes, "--wrt", "W1,b1", *arguments]
    )
    assert "Traceback" not in result.output
    return result


def test_the_cause_stands_below_the_table(read):
    result = run()
    assert result.exit_code == 1
    assert "wrong at" in result.stdout and "CP302 inconsistent scale · line 15 · b1" in result.stdout
    assert [path for path, _ in read] == [NET]
    assert json.loads(run("--json").stdout)["findings"][0]["code"] == "CP302"


def test_what_is_right_is_not_read(read, tmp_path):
    text = NET.read_text(encoding="utf-8").replace("delta1.mean(axis=0)", "delta1.sum(axis=0)")
    (tmp_path / "net.py").write_text(text)
    shapes = [word for shape in SHAPES for word in ("--shape", shape)]
    both = [f"{tmp_path / 'net.py'}:{name}" for name in ("loss", "gradient")]
    result = CliRunner().invoke(app, ["check", *both, *shapes, "--wrt", "W1,b1"])
    assert result.exit_code == 0 and not read and "CP" not in result.stdout


@pytest.mark.parametrize("returns", ["dict", "tuple"])
def test_the_text_that_is_run_after_the_file_descends_by_its_gradient(returns):
    text = NET.read_text(encoding="utf-8")
    if returns == "tuple":
        text = text.replace('{"W1": x.T @ delta1, "b1": delta1.mean(axis=0)}', "x.T @ delta1, delta1.mean(axis=0)")
    point = chosen(f"{NET}:loss", [], SHAPES, 0)
    program = {}
    exec(text, program)
    W1, b1, x, y = point.arguments.values()
    for _ in range(8):
        found = program["gradient"](W1, b1, x, y)
        dW1, db1 = found.values() if returns == "dict" else found
        W1, b1 = W1 - 0.01 * dW1, b1 - 0.01 * db1
    exec(training(point, f"{NET}:loss", "gradient", ["W1", "b1"], loss_too=True), program)
    assert np.array_equal(program["W1"], W1) and np.array_equal(program["b1"], b1)


def test_what_cannot_be_read_has_no_cause_and_stops_nothing():
    def refuses(path, run):
        raise SourceError("this is no Python")

    point = chosen(f"{NET}:loss", [], SHAPES, 0)
    assert causes(refuses, point, f"{NET}:loss", f"{NET}:gradient", ["W1"]) == ()
    point.arguments["x"] = np.zeros((300, 300))
    assert causes(lambda *_, **__: 1 / 0, point, f"{NET}:loss", f"{NET}:gradient", ["W1"]) == ()


def test_values_as_text():
    for value in (3, 2.5, True, None, "a'b", [1.0, (2, 3)], {"W": [1.5]}, np.float64(0.1), np.array([[1, 2], [3, 4]])):
        again = eval(text_of(value), {"clearprop_numpy": np})
        assert np.array_equal(again, value) if isinstance(value, np.ndarray) else again == value
    with pytest.raises(NotWritten):
        text_of(object())
