"""Lines that a text leads to."""

from clearprop.app.reading.notes import Place
from clearprop.app.reading.page.data import Link, Neighbour
from clearprop.app.reading.story import Neighbour as Stands
from clearprop.app.reading.wording import place


def link(at: Place) -> Link:
    cell, line = at
    return Link(cell=cell, line=line, text=place(cell, line))


def neighbour(found: Stands) -> Neighbour:
    return Neighbour(symbol=found.symbol, lines=tuple(map(link, found.lines)))
