"""clearprop train --report: one page, whose numbers are those of the training, and nothing half-written."""

import json
import re
import shlex
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from typer.testing import CliRunner

from clearprop.app.cli import app
from clearprop.app.settings import Settings
from clearprop.app.training import Report, attempt
from clearprop.app.training_page.page import page
from clearprop.app.training_page.repeat import command
from tests.app.interrupting import interrupted

VOID = {"meta", "input", "br", "img"}
XOR = "a,b,y\n0,0,no\n0,1,yes\n1,0,yes\n1,1,no\n"


class Reader(HTMLParser):
    """The page's elements, closed in the order in which they were opened; tables by their captions."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.texts: list[str] = []
        self.caption = ""
        self.feed(html)
        self.close()
        assert not self.open, self.open
        assert len(set(self.ids)) == len(self.ids), "an id is there twice"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attributes if name == "id"]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "caption":
            self.caption = ""
        elif tag == "tr":
            self.tables.setdefault(self.caption, []).append([])
        elif tag in ("th", "td"):
            self.tables[self.caption][-1].append("")

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attributes if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "caption":
            self.caption += data
        elif "td" in self.open or "th" in self.open:
            self.tables[self.caption][-1][-1] += data
        elif not {"style", "script"} & {*self.open}:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).replace("\N{NO-BREAK SPACE}", " ").split())

    def rows(self, caption: str) -> list[list[Any]]:
        """A table without its head; numbers as such."""
        return [[number(cell) for cell in row] for row in self.tables[caption][1:]]


def number(cell: str) -> Any:
    try:
        return float(cell.replace("−", "-").replace(",", ""))
    except ValueError:
        return cell


def told(**options: Any) -> tuple[Report, Reader]:
    report = attempt(Settings(report=Path("page.html"), **options))
    return report, Reader(page(report))


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["train", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def classes() -> tuple[Report, Reader]:
    return told(data="wine", epochs=6, hidden="2", seed=3)


@pytest.fixture(scope="module")
def measures() -> tuple[Report, Reader]:
    return told(data="diabetes", epochs=8, hidden="4,3", activation="tanh")


@pytest.fixture(scope="module")
def folds() -> tuple[Report, Reader]:
    return told(data="iris", epochs=30, hidden="4", folds=3)


def test_curves_are_the_history(classes: tuple[Report, Reader]) -> None:
    report, reader = classes
    history, watched = report.model.network.history, report.trained[0].watched
    assert watched is not None
    for caption, own, held in (
        ("Loss by epoch", history.loss, watched.losses),
        ("Accuracy by epoch", history.metric, watched.metrics),
    ):
        rows = reader.rows(caption)
        assert [row[0] for row in rows] == [*range(1, 7)] == watched.epochs
        np.testing.assert_allclose([row[1] for row in rows], own, rtol=1e-5)
        np.testing.assert_allclose([row[2] for row in rows], held, rtol=1e-5)
    assert watched.metrics[-1] == report.score


def test_watching_changes_nothing() -> None:
    reports = [attempt(Settings("wine", epochs=3, report=path)) for path in (None, Path("page.html"))]
    assert reports[0].scores == reports[1].scores
    for name, array in reports[0].model.network.parameters.items():
        np.testing.assert_array_equal(array, reports[1].model.network.parameters[name])


def test_right_and_wrong_are_what_the_model_says(classes: tuple[Report, Reader]) -> None:
    report, reader = classes
    part = report.trained[0].part
    y_hat = report.model.outputs(part.test_features)
    said, actual = y_hat.argmax(axis=1), part.test_targets
    counts = np.array([[np.sum((actual == i) & (said == j)) for j in range(3)] for i in range(3)])
    rows = reader.rows("Confusion matrix on the rows held out")
    assert [row[1:4] for row in rows] == counts.tolist()
    np.testing.assert_allclose([row[4] for row in rows], counts.diagonal() / counts.sum(axis=1), rtol=1e-5)
    right = int(np.sum(said == actual))
    assert f"wine: {right} of {len(actual)} rows right" in reader.text
    guess = np.bincount(part.targets).argmax()
    assert f"would be right in {100 * np.mean(actual == guess):.3g} %" in reader.text
    wrong = {f"row {row}" for row in part.test_rows[said != actual].tolist()}
    listed = {row[0] for row in reader.rows("Mistakes told most surely")}
    assert listed <= wrong and len(listed) == min(len(wrong), 8)
    sure = dict(zip(part.test_rows.tolist(), y_hat.max(axis=1), strict=True))
    for row, *_, told_sure in reader.rows("Mistakes told most surely"):
        assert told_sure == f"{100 * sure[int(row.split()[1])]:.3g}\N{NO-BREAK SPACE}%"


def test_rows_are_numbered_as_in_the_file(tmp_path: Path) -> None:
    lines = [f"{k % 7},{k % 5},{'ab'[(k % 7 + k % 5) > 4]}" for k in range(80)]
    lines[10] = ",3,a"  # left out; the rows after it keep their numbers
    file = tmp_path / "data.csv"
    file.write_text("\n".join(["x,y,kind", *lines]))
    report, reader = told(data=str(file), missing="drop", epochs=1, hidden="2", seed=4)
    part = report.trained[0].part
    assert 10 not in part.test_rows and part.test_rows.max() > 60
    for row, features in zip(part.test_rows.tolist(), part.test_features, strict=True):
        assert [row % 7, row % 5] == features.tolist()
    for row, actual, *_ in reader.rows("Mistakes told most surely"):
        assert lines[int(row.split()[1])].endswith(actual)


def test_predicted_and_actual(measures: tuple[Report, Reader]) -> None:
    report, reader = measures
    part = report.trained[0].part
    predicted = report.model.outputs(part.test_features)[:, 0]
    left = part.test_targets - predicted
    largest = np.argsort(-np.abs(left))[:10]
    rows = reader.rows("Largest errors")
    assert [row[0] for row in rows] == [f"row {row}" for row in part.test_rows[largest]]
    np.testing.assert_allclose([row[3] for row in rows], left[largest], rtol=1e-5)
    assert f"off by {np.mean(np.abs(left)):.3g} on average" in reader.text
    mean = np.mean(np.abs(part.test_targets - part.targets.mean()))
    assert f"would be off by {mean:.3g}" in reader.text
    np.testing.assert_allclose(
        [row[1] for row in reader.rows("R² by epoch")], report.model.network.history.metric, 1e-4
    )


def test_the_gradient_is_that_of_the_records(measures: tuple[Report, Reader]) -> None:
    report, reader = measures
    healths = [record.health for record in report.model.network.history]
    rows = reader.rows("Size of the gradient")
    for row, health in zip(rows, healths, strict=True):
        assert health is not None
        np.testing.assert_allclose(row[1:], [layer.gradient for layer in health.layers], rtol=1e-5)


def test_folds_are_shown_one_by_one_and_as_their_mean(folds: tuple[Report, Reader]) -> None:
    report, reader = folds
    first = reader.rows("Loss by epoch")[0]
    own = [each.model.network.history.loss[0] for each in report.trained]
    np.testing.assert_allclose(first[1:5], [*own, np.mean(own)], rtol=1e-5)
    counts = [row[1:4] for row in reader.rows("Confusion matrix over 3 folds")]
    assert np.sum(counts) == 150 and f"iris: {int(np.trace(counts))} of 150 rows right" in reader.text
    assert sorted(np.concatenate([each.part.test_rows for each in report.trained])) == [*range(150)]
    shown = (f"{100 * score:.3g} %" for score in (report.score, min(report.scores), max(report.scores)))
    assert all(score in reader.text for score in shown)


@pytest.mark.parametrize("case", ["classes", "measures", "folds"])
def test_every_picture_is_xml_and_nothing_is_fetched(case: str, request: pytest.FixtureRequest) -> None:
    report, reader = request.getfixturevalue(case)
    html = page(report)
    svgs = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(svgs) >= 5 and all(ElementTree.fromstring(svg) is not None for svg in svgs)
    for element in re.findall(r"<math.*?</math>", html, re.DOTALL):
        ElementTree.fromstring(element)
    assert re.findall(r"<script|<link|src=\"(?!data:)|url\((?!\"data:)|@import", html) == []
    for heading in ("How training went", "The gradient on its way back", "The mathematics", "The data", "To repeat it"):
        assert heading in reader.text
    assert all(note in reader.text for note in report.notes)


def test_the_command_repeats_it(tmp_path: Path) -> None:
    settings = Settings(
        "wine", hidden="6, 3", epochs=2, activation="tanh", seed=5, early_stopping=True, report=tmp_path / "p.html"
    )
    code, out, _ = run(*shlex.split(command(settings))[2:], "--json")
    found = json.loads(out)
    assert code == 0 and found["scores"] == attempt(settings).scores
    assert found["report"] == str(tmp_path / "p.html") and found["layers"] == [13, 6, 3, 3]


def test_text_in_data_is_no_markup(tmp_path: Path) -> None:
    file = tmp_path / "<b>&.csv"
    kinds = ("<b>", "&amp;", "c'd")
    file.write_text("\n".join(["x,<i>kind</i>", *[f"{k % 9},{kinds[k % 3]}" for k in range(60)]]))
    _, reader = told(data=str(file), epochs=2, hidden="2")
    assert "<b>&: " in reader.text and "'<i>kind</i>'" in reader.text
    assert {row[0] for row in reader.rows("Rows of each class")} == {*kinds}


def test_four_rows_one_output_and_no_hidden_layer(tmp_path: Path) -> None:
    file = tmp_path / "xor.csv"
    file.write_text(XOR)
    for options in ({"hidden": "none"}, {"hidden": "3", "output": "sigmoid"}, {"hidden": "2", "loss": "hinge"}):
        report, reader = told(data=str(file), epochs=3, **options)
        right = round(4 * report.score)
        assert f"xor: {right} of 4 rows right" in reader.text and "too few to hold any out" in reader.text


def test_diverged_training_has_a_page_and_still_exits_with_1(tmp_path: Path) -> None:
    for name, rate, epochs in (("at once", 1000, "0 epochs"), ("later", 0.6, None)):
        out = tmp_path / f"{name}.html"
        data = "diabetes" if epochs is None else "iris"
        code, _, err = run(
            data,
            "--optimizer",
            "sgd",
            "--learning-rate",
            rate,
            "--hidden",
            "60,60",
            "--report",
            out,
            "--out",
            tmp_path / "m",
        )
        assert code == 1 and "training diverged at update" in err
        reader = Reader(out.read_text(encoding="utf-8"))
        assert f"{data}: training diverged in epoch" in reader.text
        assert err.split("clearprop: training ")[1].strip() in reader.text
        assert not (tmp_path / "m").exists()
        assert epochs is None or f"It completed {epochs}" in reader.text


def test_with_folds_the_first_that_diverges_is_the_last() -> None:
    report, reader = told(data="iris", folds=4, optimizer="sgd", learning_rate=1000.0, epochs=3)
    assert len(report.trained) == 1 and report.problem is not None
    assert "iris: training diverged in epoch 1" in reader.text


@pytest.mark.parametrize(
    ("path", "code", "says"),
    [
        ("no/page.html", 3, "No such file or directory"),
        (".", 2, "is a folder"),
        ("data.csv", 2, "names this file twice"),
    ],
)
def test_a_path_that_cannot_be_written_is_refused_before_training(
    tmp_path: Path, path: str, code: int, says: str
) -> None:
    (tmp_path / "data.csv").write_text(XOR)
    found, out, err = run(tmp_path / "data.csv", "--epochs", 5, "--report", tmp_path / path)
    assert (found, out) == (code, "") and says in err and err.count("\n") == 1
    assert (tmp_path / "data.csv").read_text() == XOR


def test_model_and_page_are_two_files(tmp_path: Path) -> None:
    code, _, err = run("iris", "--out", tmp_path / "a", "--report", tmp_path / "a")
    assert code == 2 and "twice" in err


def test_ctrl_c_leaves_no_page_and_the_one_before_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    out.write_text("before")
    code, _ = interrupted("--report", out)
    assert code == 130
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"] and out.read_text() == "before"


@pytest.mark.data
@pytest.mark.slow
def test_the_page_of_mnist_is_small(data_folder: Path) -> None:
    html = page(attempt(Settings(str(data_folder), epochs=1, report=Path("page.html"))))
    assert len(html.encode()) < 1_000_000
    Reader(html)
