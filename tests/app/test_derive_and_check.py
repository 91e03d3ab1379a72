"""clearprop derive and clearprop check, as a person types them."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from clearprop.app.cli import app

FILE = """
import numpy as np

EXAMPLE = {"x": np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.5]])}


def loss(W, x, power=2):
    a = np.tanh(x @ W)
    return np.mean(a**power)


def right(W, x, power=2):
    a = np.tanh(x @ W)
    return {"W": x.T @ (2 * a / a.size * (1 - a**2))}


def forgotten_slope(W, x, power=2):
    a = np.tanh(x @ W)
    return {"W": x.T @ (2 * a / a.size)}


def rows(W, x, power=2):
    return x @ W


def broken(W, x):
    return np.sum(x @ W) / undefined


def unknown(W):
    return np.linalg.svd(W)[1].sum()
"""
W = "W=[[0.1, -0.4], [0.3, 0.5], [-0.2, 0.9]]"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "net.py"
    path.write_text(FILE)
    return str(path)


def run(*arguments):
    result = CliRunner().invoke(app, list(arguments))
    assert "Traceback" not in result.output
    return result


def test_derive_shows_value_gradients_and_code(file):
    result = run("derive", f"{file}:loss", "--at", W, "--wrt", "W")
    assert result.exit_code == 0
    assert "dW" in result.stdout and "def value_and_gradients(W, x, power=2):" in result.stdout
    assert "dW = x.T @ " in result.stdout


def test_derive_json_is_one_object_with_the_numbers(file):
    result = run("derive", f"{file}:loss", "--at", W, "--wrt", "W", "--json")
    content = json.loads(result.stdout)
    x, weights = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.5]]), np.array([[0.1, -0.4], [0.3, 0.5], [-0.2, 0.9]])
    a = np.tanh(x @ weights)
    assert content["value"] == pytest.approx(np.mean(a**2))
    np.testing.assert_allclose(content["gradients"]["W"], x.T @ (2 * a / 4 * (1 - a**2)), rtol=1e-12)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("python", "import math"),
        ("numpy", "import numpy"),
        ("c", "#include"),
        ("javascript", "export function run"),
        ("program", "matmul x W"),
        ("svg", 'data-quantity="W"'),
    ],
)
def test_derive_as(file, form, words):
    result = run("derive", f"{file}:loss", "--at", W, "--as", form)
    assert result.exit_code == 0 and words in result.stdout


def test_values_come_from_npz_and_from_shapes(file, tmp_path):
    np.savez(tmp_path / "at.npz", W=np.ones((3, 2)))
    one = json.loads(run("derive", f"{file}:loss", "--at", str(tmp_path / "at.npz"), "--json").stdout)
    assert np.shape(one["gradients"]["W"]) == (3, 2)
    first, again, other = (
        json.loads(run("derive", f"{file}:loss", "--shape", "W=3,4", "--seed", seed, "--json").stdout)["value"]
        for seed in ("1", "1", "2")
    )
    assert first == again != other


def test_json_has_no_nan(file):
    content = json.loads(run("derive", f"{file}:loss", "--at", W, "--at", "power=0.5", "--json").stdout)
    assert content["value"] is None


def test_check_finds_the_wrong_gradient_and_passes_the_right_one(file):
    assert run("check", f"{file}:loss", "--at", W).exit_code == 0
    assert run("check", f"{file}:loss", f"{file}:right", "--at", W, "--wrt", "W").exit_code == 0
    wrong = run("check", f"{file}:loss", f"{file}:forgotten_slope", "--at", W, "--wrt", "W", "--json")
    content = json.loads(wrong.stdout)
    assert wrong.exit_code == 1 and content["right"] is False
    assert content["parameters"][0]["name"] == "W" and content["parameters"][0]["error"] > 1e-3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["derive", "{file}:los", "--at", W], 2, "did you mean loss?"),
        (["derive", "{file}", "--at", W], 2, "expected FILE.py:function"),
        (["derive", "nowhere.py:loss"], 3, "nowhere.py: no such file"),
        (["derive", "{file}:loss"], 2, "loss needs a value for W: give --at W=EXPR or --shape W=3,4"),
        (["derive", "{file}:loss", "--at", "V=3"], 2, "loss has no parameter 'V'; its parameters are W, x, power"),
        (["derive", "{file}:loss", "--at", "W=1 +"], 2, "cannot be evaluated: SyntaxError"),
        (["derive", "{file}:loss", "--shape", "W=a"], 2, "gives no shape; expected NAME=SIZES"),
        (["derive", "{file}:loss", "--at", "missing.npz"], 3, "missing.npz cannot be read"),
        (["derive", "{file}:loss", "--at", W, "--wrt", "Q"], 2, "'Q' names no argument of loss"),
        (["derive", "{file}:loss", "--shape", "W=4,2"], 2, "matmul"),
        (["derive", "{file}:rows", "--at", W], 2, "returns f64[2, 2]"),
        (["derive", "{file}:broken", "--at", W], 3, "broken: name 'undefined' is not defined"),
        (["derive", "{file}:unknown", "--at", W], 3, "np.linalg.svd has no rule in clearprop"),
        (["check", "{file}:loss", "{file}:rows", "--at", W, "--wrt", "W"], 2, "expected that of the argument"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_with_the_right_exit_code(file, arguments, code, words):
    result = run(*(argument.replace("{file}", file) for argument in arguments))
    assert (result.exit_code, words in result.stderr) == (code, True), result.output


def test_a_file_that_does_not_load_is_said(tmp_path):
    (tmp_path / "bad.py").write_text("def loss(:\n")
    assert "bad.py, line 1: invalid syntax" in run("derive", f"{tmp_path / 'bad.py'}:loss").stderr
    (tmp_path / "raises.py").write_text("1 / 0\n")
    result = run("derive", f"{tmp_path / 'raises.py'}:loss")
    assert result.exit_code == 3 and "it raises ZeroDivisionError: division by zero" in result.stderr


def test_derive_as_numbers_fits_the_terminal(file):
    table = run("derive", f"{file}:loss", "--at", W, "--as", "numbers").output
    assert max(map(len, table.splitlines())) <= 80
    assert "Inputs" in table and "gradient" in table and "-0.4" in table
    assert run("derive", f"{file}:loss", "--at", W, "--as", "numbers", "--row", "1").output.startswith("row 1 of 2")


def test_derive_as_html_is_one_page_and_out_writes_it(file, tmp_path):
    page = run("derive", f"{file}:loss", "--at", W, "--as", "html").output
    assert page.startswith("<!doctype html>") and page.endswith("</html>\n")
    written = run("derive", f"{file}:loss", "--at", W, "--as", "html", "--out", str(tmp_path / "loss.html"))
    assert written.output == "" and written.exit_code == 0
    assert (tmp_path / "loss.html").read_text(encoding="utf-8") == page


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["--as", "numbers", "--row", "2"], "row=2: there are 2 rows, numbered from 0 to 1."),
        (["--as", "c", "--row", "1"], "--row 1: it goes with --as numbers and --as html"),
        (["--out", "x.html"], "--out x.html: expected --as with what to write there"),
        (["--as", "html", "--out", "."], "this is a folder"),
    ],
)
def test_rows_and_files_that_do_not_fit_are_told(file, arguments, says):
    result = run("derive", f"{file}:loss", "--at", W, *arguments)
    assert result.exit_code == 2 and says in " ".join(result.stderr.split())
