"""clearprop read, as a person types it, on Readings made by hand: what is shown, the exit codes, JSON."""

import json
import re
from dataclasses import replace

import pytest
from rich.console import Console
from typer.testing import CliRunner

from clearprop.app.cli import app
from clearprop.app.reading.notes import labels, widest
from clearprop.app.reading.terminal import print_reading
from clearprop.read.reading import Reading
from clearprop.read.source import SourceError
from tests.app.readings import EVERY, line_of, written

pytestmark = pytest.mark.usefixtures("reader")

ANSI = re.compile(r"\x1b\[[\d;]*m")


def run(*arguments, **options):
    result = CliRunner().invoke(app, ["read", *map(str, arguments)], **options)
    assert "Traceback" not in result.output
    return result


def shown(case, width=120, **options):
    console = Console(width=width, highlight=False, **options)
    with console.capture() as capture:
        print_reading(console, *EVERY[case]())
    return capture.get()


@pytest.mark.parametrize(
    ("case", "code"), [("right", 0), ("wrong", 1), ("suspicious", 0), ("unread", 3), ("no descent", 0), ("notebook", 0)]
)
def test_exit_codes_and_json_is_the_reading_and_nothing_else(tmp_path, case, code):
    path = written(tmp_path, case)
    assert run(path).exit_code == code
    result = run(path, "--json")
    assert result.exit_code == code
    content = json.loads(result.stdout)
    assert content == {**EVERY[case]()[1].to_json(), "file": str(path)}
    assert Reading.from_json(content).to_json() == content


def test_a_line_has_its_formula_and_its_numbers_beside_it():
    script, _ = EVERY["right"]()
    line = line_of(script.text, "return output * (1.0")
    row = next(row for row in shown("right").splitlines() if row.startswith(f"  {line} │"))
    assert re.search(r"return output \* \(1\.0 - output\) +σ′\(zₗ\)  0\.1217 0\.0972$", row)


def test_the_widest_expression_of_a_line_speaks_for_its_parts():
    text = shown("right")
    assert "δ₁ = ∂L/∂a₁ ⊙ σ′(z₁)" in text and "δ₂ = ∂L/∂a₂ ⊙ σ′(z₂)" in text
    assert "σ′(z₂)  0.1908" not in text  # a part of δ₂


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
@pytest.mark.parametrize("case", EVERY)
def test_nothing_is_wider_than_the_terminal_and_nothing_is_lost(case, width):
    _, reading = EVERY[case]()
    text = shown(case, width)
    assert max(map(len, text.splitlines()), default=0) <= width
    assert all(row == row.rstrip() for row in text.splitlines())
    squeezed = re.sub(r"[│\s]", "", text)
    for finding in reading.findings:
        assert re.sub(r"\s", "", finding.message) in squeezed
    for label in reading.lines:
        if label in widest(labels(reading, (label.cell, label.line))):
            assert re.sub(r"\s", "", label.formula + label.example) in squeezed
    assert re.sub(r"\s", "", reading.reason or "") in squeezed


def test_colours_say_nothing_that_words_do_not():
    plain, coloured = shown("wrong"), shown("wrong", force_terminal=True, color_system="truecolor")
    assert ANSI.search(coloured) and not ANSI.search(plain)
    assert ANSI.sub("", coloured) == plain


def test_a_finding_has_its_line_what_it_equals_its_effect_and_a_diff():
    _, reading = EVERY["wrong"]()
    (finding,) = reading.findings
    text = shown("wrong")
    assert f"✗ {finding.line} │" in text
    assert f"✗ CP101 missing activation derivative · line {finding.line} · {finding.quantity}" in text
    assert "it holds at 5 fresh points, to 1e-15" in text and "After 20 epochs the loss is 2.91" in text
    assert re.search(r'^ +- +neuron\["delta"\] = errors\[j\]$', text, re.MULTILINE)
    assert re.search(
        r'^ +\+ +neuron\["delta"\] = errors\[j\] \* sigmoid_slope\(neuron\["output"\]\)$', text, re.MULTILINE
    )
    assert "with it the script was read again and found right" in text


def test_a_long_script_is_shown_where_it_computes_and_says_how_much_is_left_out():
    script, _ = EVERY["right"]()
    text = shown("right")
    numbers = {int(number) for number in re.findall(r"^[✗! ]+(\d+) │", text, re.MULTILINE)}
    left_out = sum(map(int, re.findall(r"⋮ +(\d+) lines", text)))
    assert len(numbers) + left_out == len(script.cells[0].lines)
    assert line_of(script.text, "def backward") in numbers  # what the lines below stand in
    assert line_of(script.text, "DATA = [") not in numbers


def test_a_notebook_has_its_cells():
    text = shown("notebook")
    assert "cell 3" in text and re.search(r"4 │ +e = p - y +δ₁ = ∂L/∂z₁ = ŷ − y  -1\.9", text)
    assert "a line" not in text.lower().split("cell 2")[1].split("cell 3")[0]


def test_standard_input():
    script, reading = EVERY["wrong"]()
    result = run("-", "--json", input=script.text.encode())
    assert result.exit_code == 1 and json.loads(result.stdout) == {**reading.to_json(), "file": "standard input"}


def test_tutorial_is_the_program_that_ships(tmp_path, monkeypatch, reader):
    monkeypatch.chdir(tmp_path)
    result = run("tutorial")
    assert result.exit_code == 0 and "Correct" in result.stdout
    (tmp_path / "tutorial").write_text(EVERY["wrong"]()[0].text)
    reader(lambda given, run=None: replace(EVERY["wrong"]()[1], reason=str(given)))
    assert json.loads(run("tutorial", "--json").stdout)["reason"] == "tutorial"  # a file of that name comes first


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nowhere.py"], 3, "nowhere.py: No such file"),
        (["{case}", "--csv", "out.csv"], 2, "--csv out.csv: this option goes with a folder of scripts"),
        (["{case}", "--jobs", "2"], 2, "goes with a folder"),
        (["{folder}"], 2, "expected --csv OUT.csv"),
        (["{folder}", "--explain", "3"], 2, "goes with one script"),
        (["{case}", "--explain", "1000"], 2, "from 1 to 102"),
        (["{case}", "--explain", "x"], 2, "expected a line such as 44"),
        (["{case}", "--explain", "3:4"], 2, "has no cell 3"),
        (["{case}", "--html", "{case}"], 2, "names this file twice"),
        (["{case}", "--html", "no/where.html"], 3, "make the folder first"),
        (["{binary}"], 3, "is not text"),
    ],
)
def test_a_wrong_command_line_is_named(tmp_path, arguments, code, words):
    (tmp_path / "binary.py").write_bytes(b"\x00\x01\xff")
    places = {"case": written(tmp_path, "right"), "folder": tmp_path, "binary": tmp_path / "binary.py"}
    result = run(*(argument.format(**places) for argument in arguments))
    assert result.exit_code == code, result.output
    assert words in " ".join(result.stderr.split())
    assert len(result.stderr.strip().splitlines()) == 1


def test_text_that_is_no_python_is_unread(tmp_path, reader):
    def refuses(given, run):
        raise SourceError("notes.py, line 1: invalid syntax.", 1)

    reader(refuses)
    (tmp_path / "notes.py").write_text("buy milk\n")
    result = run(tmp_path / "notes.py", "--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["verdict"] == "unread" and "line 1: invalid syntax" in result.stdout
    assert "? Not read. notes.py, line 1: invalid syntax." in run(tmp_path / "notes.py").stdout


def test_an_error_with_json_is_an_object():
    result = run("nowhere.py", "--json")
    assert json.loads(result.stdout)["exit_code"] == result.exit_code == 3
