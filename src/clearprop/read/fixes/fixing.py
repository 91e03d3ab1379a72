"""The smallest fix: likely edits of a copy, tried one after another until the script is read as right."""

import ast
from dataclasses import replace

from clearprop.read.fixes.again import Again
from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits import EDITS
from clearprop.read.fixes.effect import effect_of
from clearprop.read.fixes.place import Place
from clearprop.read.fixes.visible import Visible
from clearprop.read.reading import Finding, Fix

MOST = 25
WORK = 400_000
"""Operations that the tries may record together; about five seconds."""
UNKNOWN = {"CP900": 1}
"""Findings without a cause: every kind of edit is tried."""
BIG = 40
"""Characters of a change that weigh as much as one doubt."""


def with_fix(finding: Finding, again: Again, effects: bool = True) -> Finding:
    """The finding with its fix and what the mistake does to training; as it is where none was found."""
    fixed = fix_for(finding, again)
    if fixed is None:
        return finding
    return replace(finding, fix=fixed[0], effect=effect_of(again, fixed[1]) if effects else "")


def fix_for(finding: Finding, again: Again) -> tuple[Fix, str] | None:
    """The fix, verified, and the mended text; None where none was found in the tries that it is given."""
    text, most = again.source.text, again.spent + WORK
    place = Place(finding, again.case, again.source)
    for change in candidates(place)[:MOST]:
        if again.spent > most:
            return None
        mended = change.applied(text)
        if again.right(mended):
            return change.fix(text, finding.line), mended
    return None


def candidates(place: Place) -> list[Change]:
    """The edits for the finding's code, the likeliest and smallest first; each text once."""
    text, code = place.text, place.finding.code
    ranked: list[tuple[float, Change]] = []
    for edit in EDITS:
        unlikely = edit.codes.get(code, UNKNOWN.get(code))
        if unlikely is not None:
            ranked += [(unlikely + change.doubt + change.size(text) / BIG, change) for change in edit.changes(place)]
    ranked.sort(key=lambda pair: pair[0])
    unique: dict[str, Change] = {}
    visible = Visible(place)
    for _, change in ranked:
        if not visible.allow(change):
            continue
        unique.setdefault(change.applied(text), change)
    return [change for new, change in unique.items() if new != text and parses(new, text)]


def parses(new: str, old: str) -> bool:
    """Whether it is Python, where the text was."""
    try:
        ast.parse(old)
    except SyntaxError:
        return True
    try:
        ast.parse(new)
    except SyntaxError:
        return False
    return True
