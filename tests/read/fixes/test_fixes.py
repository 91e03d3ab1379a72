"""Each mistake gets a fix that is small, is in the right line, and makes the script right."""

import ast

import pytest

from clearprop.read.fixes import effect_of, fix_for
from tests.read.fixes.conftest import MakeAgain, found
from tests.read.fixes.scripts import MATRICES, MISTAKES, NEURONS, SUMS, Mistake

PATIENT = 120.0


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m.code}_{m.right.strip()[:12]}")
def test_the_mistake_is_mended(mistake: Mistake, again_for: MakeAgain) -> None:
    again = again_for(mistake.text, "half_squared_error")
    fixed = fix_for(found(mistake.code, mistake.line, mistake.layer), again, PATIENT)
    assert fixed is not None
    fix, text = fixed
    assert fix.verified
    assert fix.diff.count("\n-") <= 4
    print(mistake.code, len(again.cache), fix.replacement, "<<", effect_of(again, text))
    assert ast.unparse(ast.parse(text)) in {ast.unparse(ast.parse(t)) for t in (mistake.base,)} or again.right(text)
