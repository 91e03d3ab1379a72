"""What Python writes into the page of a script that was read. Nothing here is computed."""

from dataclasses import dataclass
from typing import Literal

from clearprop.app.emitted.architecture import Architecture, Rows
from clearprop.app.reading.fixes import DiffLine
from clearprop.read.reading import Severity, Verdict

Kind = Literal["forward", "local", "backward", "step"]
"""Values going forward, local slopes, derivatives of the loss, updates."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A line of the script, and what is written where one goes to it."""

    cell: int | None
    line: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """A quantity before or after another one in the chain rule, and the lines where it stands."""

    symbol: str
    lines: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """Something that is told, by its name: a sentence with how sure it is, or lines to go to."""

    name: str
    text: str = ""
    aside: str = ""
    neighbours: tuple[Neighbour, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Note:
    """A formula beside a line. ``scale``: what the quantity is multiplied with; None where this is only a part of it."""

    words: str
    kind: Kind
    example: str
    quantity: str | None
    scale: float | None


@dataclass(frozen=True, kw_only=True)
class Passage:
    """What is told of one expression of a line."""

    formulas: tuple[str, ...]
    kind: Kind
    code: str
    told: tuple[Told, ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the script; ``difference``: how far its quantities ever were from the true ones."""

    text: str
    quantities: tuple[str, ...]
    difference: float | None
    notes: tuple[Note, ...]
    story: tuple[Passage, ...]
    change: Literal[""] = ""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The lines of a notebook's cell; a script is one cell without a number."""

    number: int | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Fix:
    """What to write instead, and whether that was read again."""

    says: str
    lines: tuple[DiffLine, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """A mistake, or what is suspicious, with its line."""

    code: str
    title: str
    severity: Severity
    at: Link
    quantity: str
    says: str
    told: tuple[Told, ...]
    fix: Fix | None


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What the answer rests on: a name, the little that matters, and the rest of it."""

    name: str
    value: str
    more: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """Texts in rows, the first of each its name."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A convention, and where it stands."""

    says: str
    at: Link | None


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What an update learns from."""

    x: Rows
    y: Rows


@dataclass(frozen=True, kw_only=True)
class Update:
    """What an update began with; ``batch`` is its place in the list of them."""

    batch: int
    weights: tuple[Rows, ...]
    biases: Rows


@dataclass(frozen=True, kw_only=True)
class Trained:
    """The network that the script trains, at each update that was recorded."""

    architecture: Architecture
    biased: tuple[bool, ...]
    batches: tuple[Batch, ...]
    updates: tuple[Update, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """All of it."""

    name: str
    verdict: Verdict
    title: str
    says: str
    facts: tuple[Fact, ...]
    cells: tuple[Cell, ...]
    findings: tuple[Found, ...]
    tables: tuple[Table, ...]
    remarks: tuple[Remark, ...]
    trained: Trained | None
    written: str
