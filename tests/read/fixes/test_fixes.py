"""Each mistake gets the fix that a person would make, and what cannot be mended gets none."""

import ast
import json
from pathlib import Path

import pytest

from clearprop.read.contained import Contained
from clearprop.read.diagnoses import DIAGNOSES
from clearprop.read.fixes import effect_of, fix_for
from clearprop.read.fixes.fixing import candidates
from clearprop.read.fixes.place import Place
from clearprop.read.reader import read_source
from clearprop.read.reading import Fix
from clearprop.read.source import load_source
from tests.read.fixes.scripts import FOLDED, MATRICES, MISTAKES, SUMS, MakeAgain, Mistake, found
from tests.read.variants import RIGHT, WRONG

MOVES = ("CP205", "CP207", "CP209", "CP310")
"""Mended at two places at once: the replacement is one of them, the difference both."""


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m.code}_{m.layer}_{m.line}")
def test_the_mistake_is_mended(mistake: Mistake, again_for: MakeAgain) -> None:
    again = again_for(mistake.text, "half_squared_error")
    fixed = fix_for(found(mistake.code, mistake.line, mistake.layer), again)
    assert fixed is not None
    fix, text = fixed
    assert fix.verified
    assert ast.dump(ast.parse(text)) in mistake.mended
    assert told(mistake.text, fix) == text or mistake.code in MOVES


def told(text: str, fix: Fix) -> str:
    """The text with the fix's replacement in the place of its line."""
    lines = text.split("\n")
    lines[fix.line - 1] = fix.replacement
    return "\n".join(lines)


def test_what_is_right_needs_no_fix_and_what_is_hopeless_gets_none(again_for: MakeAgain) -> None:
    assert fix_for(found("CP101", 26, 1), again_for(MATRICES, "half_squared_error")) is None
    hopeless = MATRICES.replace("d1 = d2 @ W2.T * slope(a1)", "d1 = rng.normal(size=a1.shape)")
    assert fix_for(found("CP101", 26, 1), again_for(hopeless, "half_squared_error")) is None


def test_a_change_that_learns_something_else_is_no_fix(again_for: MakeAgain) -> None:
    wrong = MATRICES.replace("slope(a1)", "(1 - a1 ** 2)")
    other = wrong.replace("a1 = sigmoid(z1)", "a1 = np.tanh(z1)")  # right in itself, but another network
    again = again_for(wrong, "half_squared_error")
    assert not again.right(other)
    assert not again.right(wrong)
    assert not again.right(wrong.replace("1 - a1 ** 2", "a1"))
    assert again.right(MATRICES)


def test_one_bias_of_several_is_no_fix(again_for: MakeAgain) -> None:
    """Right updates do not tell that all biases are moved: the mistake has to be gone."""
    last = "            w[-1] -= 0.1 * d\n"
    again = again_for(FOLDED.replace(last, ""), "half_squared_error")
    assert again.right(FOLDED, DIAGNOSES["CP303"]())
    assert not again.right(FOLDED.replace(last, last[4:]), DIAGNOSES["CP303"]())


def test_nothing_is_multiplied_by_a_call_of_the_function_that_it_stands_in(again_for: MakeAgain) -> None:
    (variant,) = (each for each in WRONG if each.name == "no_derivative")
    again = again_for(variant.text, "half_squared_error")
    tried = candidates(Place(found("CP101", *variant.lines, 2), again.case, again.source))
    assert not [change for change in tried if "* backward(" in change.applied(variant.text)]


@pytest.mark.parametrize(
    "name", ["half_sign_fix", "last_weight_never_updated", "last_row_for_the_batch", "no_derivative_at_the_output"]
)
def test_mistakes_of_the_tutorials_readers_are_mended(contained: Contained, name: str) -> None:
    """All signs turned, a range by what is updated, two loops made one, one branch of a condition in every case."""
    (variant,) = (each for each in (*WRONG, *RIGHT) if each.name == name)
    (finding,) = read_source(load_source(variant.text), contained).findings
    assert finding.fix is not None and finding.fix.verified


def test_all_sums_that_are_never_reset_go_into_the_loop(again_for: MakeAgain) -> None:
    resets = "    gW2, gW1 = np.zeros((3, 1)), np.zeros((3, 3))\n"
    summed = MATRICES.replace(
        "    dW2 = a1.T @ d2\n    dW1 = X.T @ d1\n", "    gW2 += a1.T @ d2\n    gW1 += X.T @ d1\n"
    )
    summed = summed.replace("0.3 * dW", "0.3 * gW")
    head = "for epoch in range(200):\n"
    right, wrong = summed.replace(head, head + resets), summed.replace(head, resets.lstrip() + head)
    fixed = fix_for(found("CP207", 27, 2), again_for(wrong, "half_squared_error"))
    assert fixed is not None and ast.dump(ast.parse(fixed[1])) == ast.dump(ast.parse(right))


def test_in_a_folder_the_effect_is_not_measured(contained: Contained) -> None:
    wrong = load_source(MATRICES.replace("dW1 = X.T @ d1", "dW1 = X.T @ d1 / 12"))
    (finding,) = read_source(wrong, contained, effects=False).findings
    assert finding.fix is not None and finding.effect == ""


def test_a_notebooks_finding_its_fix_and_its_related_lines_are_of_the_cell(
    contained: Contained, tmp_path: Path
) -> None:
    head, slopes, training = MATRICES.replace(" * slope(a1)", "").rsplit("\n\n\n", 2)
    cells = [{"cell_type": "code", "source": text} for text in (head, slopes, training)]
    (tmp_path / "net.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4}))
    (finding,) = read_source(load_source(tmp_path / "net.ipynb"), contained).findings
    assert (finding.code, finding.cell, finding.line) == ("CP101", 3, 9)
    assert finding.fix is not None and (finding.fix.cell, finding.fix.line) == (3, 9)


def test_freezing_what_is_wrong_is_no_fix(again_for: MakeAgain) -> None:
    wrong = MATRICES.replace("b1 -= 0.3 * d1", "b1 += 0.3 * d1")
    again = again_for(wrong, "half_squared_error")
    assert not again.right(wrong.replace("    b1 += 0.3 * d1.sum(axis=0, keepdims=True)\n", ""))


def test_the_effect_is_in_numbers_of_both_runs(again_for: MakeAgain) -> None:
    wrong = SUMS.replace("    w = w - 0.02 * gw\n", "    w = w - 0.02 * e * x\n")
    sentence = effect_of(again_for(wrong, "half_squared_error"), SUMS)
    assert sentence.startswith(
        "Over updates 112 to 149 from the same start the loss (half squared error, per output) is 0.4"
    )
    assert "e-" in sentence.split("with the mistake and ")[1]


def test_the_effect_of_nothing_does_not_show(again_for: MakeAgain) -> None:
    sentence = effect_of(again_for(SUMS, "half_squared_error"), SUMS)
    assert sentence.endswith("So far the mistake does not show in the loss.")


def test_too_few_updates_say_nothing(again_for: MakeAgain) -> None:
    short = SUMS.replace("range(150)", "range(8)")
    assert effect_of(again_for(short, "half_squared_error"), short) == ""


def test_a_reading_has_the_fix_and_what_the_mistake_does(contained: Contained) -> None:
    wrong = MATRICES.replace("dW1 = X.T @ d1", "dW1 = X.T @ d1 / 12")
    (finding,) = read_source(load_source(wrong), contained).findings
    assert finding.fix is not None
    assert finding.fix.replacement == "    dW1 = X.T @ d1"
    assert finding.effect.startswith("After 199 updates")
    (same,) = read_source(load_source(wrong), contained, fixes=False).findings
    assert (same.fix, same.effect) == (None, "")
