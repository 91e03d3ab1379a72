"""clearprop read --explain: which factor of the chain rule a line is, where from and where to, or why it is none."""

import json
import re
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from clearprop.app.cli import app
from clearprop.app.reading.chain import LINKS, stands
from clearprop.app.reading.story import computes, story
from clearprop.app.reading.wording import plain
from tests.app.readings import EVERY, line_of, written

pytestmark = pytest.mark.usefixtures("reader")
ROLES = {
    "pre_activation",
    "activation",
    "loss",
    "activation_derivative",
    "local_derivative",
    "activation_gradient",
    "delta",
    "weight_gradient",
    "bias_gradient",
    "input_gradient",
    "update",
}


def told(case, within, cell=None):
    script, reading = EVERY[case]()
    lines = next(each.lines for each in script.cells if each.number == cell)
    return story(script, reading, (cell, line_of("\n".join(lines), within)))


def at(case, within):
    return (None, line_of(EVERY[case]()[0].text, within))


def test_every_role_has_its_place_in_the_chain():
    assert set(LINKS) == ROLES
    assert all(role in LINKS for link in LINKS.values() for role, _ in (*link.sources, *link.uses))


@pytest.mark.parametrize("role", sorted(ROLES - {"local_derivative", "input_gradient", "update"}))
def test_what_a_role_is_used_for_comes_from_it(role):
    for used, further in LINKS[role].uses:
        if role != "local_derivative":
            assert (role, -further) in LINKS[used].sources or used in (
                "activation_gradient",
                "update",
                "activation_derivative",
            )


def test_a_delta_comes_from_the_layer_above_and_goes_into_weights_and_the_layer_below():
    whole, *parts = told("right", "= errors[j] * sigmoid_slope").passages
    assert whole.layers == (1, 2) and whole.formulas == ("δ₁ = ∂L/∂a₁ ⊙ σ′(z₁)", "δ₂ = ∂L/∂a₂ ⊙ σ′(z₂)")
    assert whole.code == 'errors[j] * sigmoid_slope(neuron["output"])'
    assert "first two factors" in whole.factor and whole.examples == ("0.0049 0.0081", "-0.0490 0.1256")
    sources = {each.symbol: each.lines for each in whole.sources}
    assert sources["∂L/∂a₁"] == (at("right", "error += neuron"),)
    assert sources["∂L/∂a₂"] == (at("right", '["output"] - expected'),)  # and not where errors[j] is read
    assert at("right", "return output * (1.0") in sources["φ′(z₁)"]
    uses = {each.symbol: each.lines for each in whole.uses}
    assert uses == {"∂L/∂W₁": (at("right", "[j] -= rate"),), "∂L/∂a₁": (at("right", "error += neuron"),)}
    assert [part.code for part in parts] == ["errors[j]", 'sigmoid_slope(neuron["output"])']


def test_the_loss_of_a_network_stands_after_its_last_layer_only():
    _, reading = EVERY["right"]()
    loss = reading.lines[0].__class__(**{**vars(reading.lines[0]), "role": "loss", "layer": None})
    with_loss = reading.__class__(**{**vars(reading), "lines": (*reading.lines, loss)})
    assert stands(with_loss, ("loss", 0), 2) == [loss] and stands(with_loss, ("loss", 0), 1) == []


def test_an_error_inside_a_loss_is_no_step_of_the_chain():
    _, reading = EVERY["right"]()
    error = next(line for line in reading.lines if line.role == "activation_gradient" and line.layer == 2)
    loss = replace(error, role="loss", layer=None, column=0, end_column=1000)
    assert stands(reading, ("activation_gradient", 0), 2)[0] == error
    assert error not in stands(replace(reading, lines=(*reading.lines, loss)), ("activation_gradient", 0), 2)


def test_the_story_in_a_terminal(tmp_path):
    path = written(tmp_path, "right")
    line = at("right", "error += neuron")[1]
    result = CliRunner().invoke(app, ["read", str(path), "--explain", str(line)])
    text = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert f'Line {line} error += neuron["weights"][j] * neuron["delta"]' in text
    assert "Factor The first factor of ∂L/∂W = ∂L/∂a · ∂a/∂z · ∂z/∂W." in text
    assert f"From δ₂ in line {at('right', '= errors[j] * sig')[1]}" in text
    assert "It equals this at every fresh point, to 2e-16." in text


@pytest.mark.parametrize(
    ("case", "within", "words"),
    [
        ("right", "DATA = [", "computes nothing"),
        ("right", "def update", "computes nothing"),
        ("right", "# a weight", "computes nothing"),
        ("right", "seed(1)", "equal no quantity of the network"),
        ("unread", "print(", "Not read. It imports `missing`"),
    ],
)
def test_a_line_without_a_label_says_why(case, within, words):
    found = told(case, within)
    assert not found.passages and words in found.why_none


def test_a_line_inside_a_longer_expression_says_where_it_begins():
    script, reading = EVERY["right"]()
    label = next(line for line in reading.lines if line.role == "pre_activation")
    longer = label.__class__(**{**vars(label), "end_line": label.line + 1})
    found = story(script, reading.__class__(**{**vars(reading), "lines": (longer,)}), (None, label.line + 1))
    assert f"begins in line {label.line}" in found.why_none


def test_a_line_with_a_finding_tells_the_finding(tmp_path):
    _, reading = EVERY["wrong"]()
    (finding,) = reading.findings
    result = CliRunner().invoke(app, ["read", str(written(tmp_path, "wrong")), "--explain", str(finding.line)])
    assert result.exit_code == 1 and plain(finding.name) in result.stdout and "- neuron" in result.stdout


def test_a_notebook_is_asked_by_cell_and_line(tmp_path):
    path = written(tmp_path, "notebook")
    result = CliRunner().invoke(app, ["read", str(path), "--explain", "3:4"])
    assert result.exit_code == 0 and "Cell 3, line 4   e = p - y" in result.stdout
    assert re.search(r"Used for ∂L/∂W₁ in cell 3, line 5", result.stdout)
    result = CliRunner().invoke(app, ["read", str(path), "--explain", "4"])
    assert result.exit_code == 2 and "such as 3:4; cells with code are 2, 3" in result.output


def test_json(tmp_path):
    line = at("right", "error += neuron")[1]
    result = CliRunner().invoke(app, ["read", str(written(tmp_path, "right")), "--explain", str(line), "--json"])
    content = json.loads(result.stdout)
    assert content["line"] == line and [each["role"] for each in content["passages"]] == [
        "activation_gradient",
        "delta",
    ]


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("x = 3", False),
        ("x = -y", True),
        ("for i in range(3):", True),
        ("if a:", False),
        ("else:", False),
        ("return a", False),
        ("return a * b", True),
        ("a += b", True),
        ("b * c)", True),
        ("", False),
        ("# a * b", False),
    ],
)
def test_what_computes(text, does):
    assert computes(text) is does
