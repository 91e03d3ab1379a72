"""clearprop why, as a person types it."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

import clearprop as cp
from clearprop.app.cli import app

RNG = np.random.default_rng(5)
X = np.round(RNG.normal(size=(40, 3)), 3)
LABELS = (X[:, 0] + X[:, 1] > X[:, 2]).astype(int)
NAMES = np.array(["ant", "bee"])


def run(*arguments):
    result = CliRunner().invoke(app, ["why", *map(str, arguments)])
    assert "Traceback" not in result.output
    return result


def table(path, features=X, targets=NAMES[LABELS], header="one,two,three,kind"):
    lines = [
        ",".join([*(f"{number}" for number in row), *target]) for row, target in zip(features, targets, strict=True)
    ]
    path.write_text("\n".join([header, *lines]) + "\n")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A model, and the rows that it was trained on, unscaled."""
    folder = tmp_path_factory.mktemp("why")
    table(folder / "rows.csv", targets=[[name] for name in NAMES[LABELS]])
    trained = CliRunner().invoke(
        app,
        ["train", str(folder / "rows.csv"), "--hidden", "4", "--activation", "tanh", "--epochs", "3", "--scale", "none",
         "--out", str(folder / "model"), "--json"],
    )  # fmt: skip
    assert trained.exit_code == 0, trained.output
    return folder


def derived(folder, rows=slice(None)):
    return cp.load(folder / "model").derive(X[rows], LABELS[rows])


def test_the_answer_is_that_of_the_network_on_these_rows(folder):
    result = run(folder / "model", "W1[2,1]", "--data", folder / "rows.csv", "--json")
    content = json.loads(result.stdout)
    d = derived(folder)
    assert result.exit_code == 0 and content["weight"] == "W₁[2, 1]"
    value = next(fact for fact in content["facts"] if fact["kind"] == "value")
    assert value["gradient"] == pytest.approx(d.gradients["W1"][2, 1], rel=1e-9)
    assert value["loss"] == pytest.approx(d.value, rel=1e-9)
    assert content["text"] == d.why("W1", (2, 1)).text
    step = next(change for change in content["changes"] if change["change"].startswith("One step"))
    net = cp.load(folder / "model")
    stepped = np.array(net.parameters["W1"])
    stepped[2, 1] -= 0.1 * d.gradients["W1"][2, 1]
    net.parameters["W1"] = stepped
    after = net.derive(X, LABELS)
    assert step["actual_gradient"] == pytest.approx(after.gradients["W1"][2, 1], rel=1e-6)
    assert step["actual_loss"] == pytest.approx(after.value, rel=1e-9)


def test_a_person_reads_the_weight_the_gradient_and_what_would_change_it(folder):
    result = run(folder / "model", "W1[2,1]", "--data", folder / "rows.csv")
    gradient = derived(folder).gradients["W1"][2, 1]
    assert result.exit_code == 0
    assert "∂L/∂W₁[2, 1] = " + f"{gradient:.6g}".replace("-", "−").replace("e−0", "e−") in result.stdout
    assert "40 rows" in result.stdout and "What would change it" in result.stdout and "{" not in result.stdout


@pytest.mark.parametrize(
    ("weight", "name", "index"), [("b1[3]", "b1", 3), ("W2[1, 1]", "W2", (1, 1)), ("W1[-1,-2]", "W1", (2, 2))]
)
def test_weights_and_biases(folder, weight, name, index):
    content = json.loads(run(folder / "model", weight, "--data", folder / "rows.csv", "--json").stdout)
    assert content["facts"][0]["gradient"] == pytest.approx(derived(folder).gradients[name][index], rel=1e-9)


def test_one_row_is_called_by_its_number_in_the_data(folder):
    result = run(folder / "model", "W1[2,1]", "--data", folder / "rows.csv", "--row", "7", "--json")
    content = json.loads(result.stdout)
    factors = next(fact for fact in content["facts"] if fact["kind"] == "factors")
    alone = derived(folder, slice(7, 8))
    assert content["facts"][0]["gradient"] == pytest.approx(alone.gradients["W1"][2, 1], rel=1e-9)
    assert factors["input"] == X[7, 2]
    assert factors["error_signal"] * factors["slope"] * factors["input"] == pytest.approx(factors["product"], rel=1e-9)
    assert factors["row"] == 7


def test_what_was_expected_is_held_against_it(folder):
    gradient = float(derived(folder).gradients["W1"][2, 1])
    result = run(folder / "model", "W1[2,1]", "--data", folder / "rows.csv", "--expected", 40 * gradient, "--json")
    (fact,) = (fact for fact in json.loads(result.stdout)["facts"] if "expected" in fact)
    assert fact["ratio"] == pytest.approx(1 / 40) and "number of rows" in fact["text"]
    negative = run(folder / "model", "W1[2,1]", "--data", folder / "rows.csv", "--expected", -gradient)
    assert negative.exit_code == 0 and "opposite sign" in " ".join(negative.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["W9[0,2]"], 2, "W9"),
        (["x[0,2]"], 2, "there are W1, b1, W2, b2"),
        (["W1[3,0]"], 2, "W1[3, 0]"),
        (["W1[0]"], 2, "W1[0]"),
        (["W1"], 2, "W1[0,2]"),
        (["W1[0,:]"], 2, "'W1[0,:]'"),
        (["W1[0,1", "--row", "2"], 2, "'W1[0,1'"),
        (["__import__('os')[0]"], 2, "is not a weight"),
        (["W1[0,1]", "--row", "40"], 2, "from 0 to 39"),
        (["W1[0,1]", "--row", "-1"], 2, "--row"),
        (["W1[0,1]", "--expected", "much"], 2, "--expected"),
        (["W1[0,1]", "--expected", "nan"], 2, "--expected"),
    ],
)
def test_a_wrong_command_line_is_named(folder, arguments, code, words):
    result = run(folder / "model", *arguments, "--data", folder / "rows.csv")
    assert result.exit_code == code
    assert words in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("one,two,three\n1,2,3\n4,5,6\n", "target"),
        ("one,two,three,kind\n1,2,3,dog\n4,5,6,ant\n", "dog"),
        ("one,two,three,kind\n1,nan,3,bee\n4,5,6,ant\n", "row"),
        ("one,two,kind\n1,2,bee\n4,5,ant\n", "three"),
        ("one,two,three,kind\n", "rows"),
        ("", "empty"),
    ],
)
def test_an_unfit_file_is_named(folder, tmp_path, content, words):
    path = tmp_path / "other.csv"
    path.write_text(content)
    result = run(folder / "model", "W1[0,1]", "--data", path)
    assert result.exit_code == 3
    assert words in " ".join(result.output.split())


def test_files_that_are_not_there_or_no_models(folder, tmp_path):
    missing = run(tmp_path / "nowhere", "W1[0,1]", "--data", folder / "rows.csv")
    assert missing.exit_code == 3 and "nowhere" in missing.output
    missing = run(folder / "model", "W1[0,1]", "--data", tmp_path / "nowhere.csv")
    assert missing.exit_code == 3 and "nowhere.csv" in missing.output
    no_model = run(folder / "rows.csv", "W1[0,1]", "--data", folder / "rows.csv")
    assert no_model.exit_code == 3 and "rows.csv" in no_model.output


def test_the_data_has_to_be_named(folder):
    result = run(folder / "model", "W1[0,1]")
    assert result.exit_code == 2 and "--data" in result.output
