"""The script on the page: of each line what stands beside it, and the story that it opens to."""

from clearprop.app.reading.notes import Marked, marked
from clearprop.app.reading.page.data import Cell, Kind, Line, Note, Passage, Told
from clearprop.app.reading.page.links import neighbour
from clearprop.app.reading.quantities import quantity
from clearprop.app.reading.script import Script
from clearprop.app.reading.story import Passage as Expression
from clearprop.app.reading.story import story
from clearprop.app.reading.wording import capital
from clearprop.read.reading import Reading, ReadLine

KINDS: dict[str, Kind] = {
    "pre_activation": "forward", "activation": "forward", "loss": "forward", "activation_derivative": "local",
    "local_derivative": "local", "update": "step",
}  # fmt: skip
PARTS = ("one term of", "partial sum of")
"""How the formula begins of a value that is only a part of a quantity."""


def cells(script: Script, reading: Reading, alive: bool) -> tuple[Cell, ...]:
    """Every cell, with every line. ``alive``: whether the page computes the numbers by itself."""
    pairs = zip(script.cells, marked(script, reading), strict=True)
    return tuple(
        Cell(number=cell.number, lines=tuple(line(script, reading, each, alive) for each in rows))
        for cell, rows in pairs
    )


def line(script: Script, reading: Reading, found: Marked, alive: bool) -> Line:
    """A line whose notes are the widest of its labels; its story is told of all of them."""
    names = dict.fromkeys(name for label in found.notes if (name := quantity(label)))
    return Line(
        text=found.text.expandtabs(4),
        quantities=tuple(names),
        difference=max((label.largest_difference for label in found.notes), default=None),
        notes=tuple(map(note, found.notes)),
        story=tuple(passage(each, alive) for each in story(script, reading, found.place).passages)
        if found.notes
        else (),
    )


def note(label: ReadLine) -> Note:
    part = label.formula.startswith(PARTS)
    return Note(
        words=label.formula,
        kind=kind(label.role),
        example=label.example,
        quantity=quantity(label),
        scale=None if part else label.relation.sign * label.relation.scale,
    )


def kind(role: str) -> Kind:
    return KINDS.get(role, "backward")


def passage(found: Expression, alive: bool) -> Passage:
    return Passage(formulas=found.formulas, kind=kind(found.role), code=found.code, told=said(found, alive))


def said(found: Expression, alive: bool) -> tuple[Told, ...]:
    """By name, what is known of an expression."""
    known = (
        Told(name="What", text=found.says),
        Told(name="Factor", text=f"{capital(found.factor)}."),
        Told(name="Here", text=found.relation and f"{capital(found.relation)}."),
        Told(name="From", neighbours=tuple(map(neighbour, found.sources))),
        Told(name="Used for", neighbours=tuple(map(neighbour, found.uses))),
        Told(name="One row", text="" if alive else ", ".join(found.examples)),
        Told(name="Proof", text=f"It equals this at every fresh point, {found.proof}."),
    )
    return tuple(each for each in known if each.text or each.neighbours)
