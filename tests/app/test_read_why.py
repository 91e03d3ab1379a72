"""clearprop why on a script: the true gradient of one of its weights, in the code's own words."""

import json

import pytest
from typer.testing import CliRunner

from clearprop.app.cli import app
from tests.read.test_forward import first_update_of_the_tutorial
from tests.read.variants import TUTORIAL, WRONG

FIRST = "network[0][0]['weights'][0]"


def run(*arguments, **options):
    result = CliRunner().invoke(app, ["why", *map(str, arguments)], **options)
    assert "Traceback" not in result.output
    return result


def test_a_weight_of_the_tutorial():
    result = run("tutorial", FIRST, "--json")
    content = json.loads(result.stdout)
    assert result.exit_code == 0
    gradient = content["facts"][0]["gradient"]
    assert gradient == pytest.approx(first_update_of_the_tutorial()[FIRST], rel=1e-12)
    assert "first update, for the half squared error" in content["before"] and f"{FIRST} is called" in content["before"]


def test_a_person_reads_what_the_weight_is_called_and_its_factors(tmp_path):
    path = tmp_path / "net.py"
    path.write_text(TUTORIAL)
    text = " ".join(run(path, "network[0][0]['weights'][0]").stdout.split())
    assert "is called w₁ below" in text and "∂z/∂w₁ = −0.0153012 · 0.0343421 · 2.78108 = −0.00146139" in text


def test_of_a_wrong_script_the_true_gradient_is_explained_and_that_is_said(tmp_path):
    variant = next(each for each in WRONG if each.name == "last_weight_never_updated")
    (tmp_path / "net.py").write_text(variant.text)
    content = json.loads(run(tmp_path / "net.py", FIRST, "--json").stdout)
    assert "The script computes another gradient (parameter not updated" in content["before"]
    assert content["facts"][0]["gradient"] == pytest.approx(first_update_of_the_tutorial()[FIRST], rel=1e-9)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["tutorial", "network[7]"], 2, "is no parameter of the script; there are network[0][0]['weights'][0]"),
        (["tutorial", FIRST, "--row", "1"], 2, "--data and --row go with a model"),
        (["{folder}/nothing.py", "W1[0,0]"], 3, "No such file"),
        (["{folder}/empty.py", "W1[0,0]"], 3, "cannot be explained"),
        (["{folder}/model", "W1[0,0]", "--run", "x"], 2, "--run goes with a script"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, arguments, code, words):
    (tmp_path / "empty.py").write_text("x = 3\nprint(x)\n")
    result = run(*(argument.format(folder=tmp_path) for argument in arguments))
    assert result.exit_code == code and words in " ".join(result.stderr.split())
