"""A term more: what comes back by another way, and is summed."""

import ast
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.edits.slopes import values
from clearprop.read.fixes.place import Place, operands

MOST = 8


class OtherPath(Edit):
    """``d_a1 = d_z2 @ W2.T`` → ``d_a1 = d_z2 @ W2.T + d_r``, or ``+=`` where a loop overwrites a sum."""

    codes: ClassVar[dict[str, int]] = {"CP208": 1, "CP206": 1}

    def changes(self, place: Place) -> Iterator[Change]:
        for statement, doubt in place.statements:
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                between = place.text[place.end(statement.targets[0]) : place.start(statement.value)]
                new = f"{place.segment(statement.targets[0])}{between.replace('=', '+=', 1)}{place.segment(statement.value)}"
                yield place.replaced(statement, new, doubt)
        if place.finding.code == "CP208":
            yield from self.terms(place)

    def terms(self, place: Place) -> Iterator[Change]:
        signals = backwards(place)
        for node, doubt in values(place):
            for number, other in enumerate(signals):
                yield place.replaced(node, f"{place.segment(node)} + {other}", min(doubt, 1) + number // 3)
                for operand in operands(node)[:1]:
                    if place.segment(operand) != other:
                        yield place.replaced(operand, f"({place.segment(operand)} + {other})", doubt + number // 3)


def backwards(place: Place) -> list[str]:
    """What is computed going back, as it is called: the nearest before the blamed statement first."""
    run, steps = place.case.points[0]
    found: dict[str, int] = {}
    for node, site, name in run.graph.tape.passes:
        if place.names.beneath(node) in steps[0].backward and name:
            found[place.names.target(site, name)] = run.graph.tape.table[site].line
    near = sorted(found, key=lambda text: (found[text] > place.finding.line, place.finding.line - found[text]))
    return near[:MOST]
