"""The smallest fix: likely edits of a copy, tried one after another until the script is read as right."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from clearprop.read.diagnoses.base import DIAGNOSES
from clearprop.read.fixes.again import Again
from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits import EDITS
from clearprop.read.fixes.effect import effect_of
from clearprop.read.fixes.place import Place
from clearprop.read.fixes.visible import Visible
from clearprop.read.reading import Finding, Fix

MOST = 25
FEWER = {"CP105": 8}
"""Tries, where the fix is one factor more or less if it is any."""
WORK = 400_000
"""Operations that the tries may record together; about five seconds."""
UNKNOWN = {"CP900": 1}
"""Findings without a cause: every kind of edit is tried."""
BIG = 40
"""Characters of a change that weigh as much as one doubt."""


def with_fix(finding: Finding, again: Again, effects: bool = True) -> Finding:
    """The finding with its fix and what the mistake does to training; as it is where none was found."""
    aimed = again.aimed(DIAGNOSES[finding.code]().aim(again.case))
    fixed = fix_for(finding, aimed)
    if fixed is None:
        return finding
    return replace(finding, fix=fixed[0], effect=effect_of(aimed, fixed[1]) if effects else "")


def fix_for(finding: Finding, again: Again) -> tuple[Fix, str] | None:
    """The fix, verified, and the mended text; None where none was found in the tries that it is given."""
    text, most = again.source.text, again.spent + WORK
    diagnosis = DIAGNOSES[finding.code]()
    place = Place(finding, again.case, again.source)
    for change in islice(candidates(place), FEWER.get(finding.code, MOST)):
        if again.spent > most:
            return None
        mended = change.applied(text)
        if again.right(mended, diagnosis):
            return change.fix(text, finding.line), mended
    return None


def candidates(place: Place) -> Iterator[Change]:
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
    was_python = parses(text)
    yield from (change for new, change in unique.items() if new != text and (parses(new) or not was_python))


def parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
