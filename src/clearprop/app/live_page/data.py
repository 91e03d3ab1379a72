"""What Python writes into the page, as the page reads it. Nothing here is computed."""

from dataclasses import dataclass
from typing import Literal

from clearprop.app.emitted.architecture import Architecture, Rows
from clearprop.app.reading.fixes import DiffLine


@dataclass(frozen=True, kw_only=True)
class CodeLine:
    """A line of a program; ``quantities``: what it computes (z1, delta2, L); ``difference``: how far it ever was off."""

    text: str
    quantities: tuple[str, ...] = ()
    difference: float | None = None
    change: Literal["", "gone", "come"] = ""  # in a broken program, beside the right one


@dataclass(frozen=True, kw_only=True)
class Lines:
    """The code of one layer {l} after a layer {k}: the functions that it calls, and its lines forward and backward.

    ``maths``: MathML by quantity; ``first``: the same where the layer is the first one.
    """

    functions: tuple[str, ...]
    forward: tuple[CodeLine, ...]
    backward: tuple[CodeLine, ...]
    maths: dict[str, str]
    first: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Templates:
    """By activation, and by ``output/loss`` for the last layer."""

    hidden: dict[str, Lines]
    endings: dict[str, Lines]


@dataclass(frozen=True, kw_only=True)
class Published:
    """What somebody published for these epochs: ``of`` what, which is ``perLoss`` times the sum of the rows' losses."""

    says: str
    of: str
    perLoss: float
    losses: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What reading a broken program answered."""

    code: str
    line: int
    says: str
    equals: str
    points: int
    fix: tuple[DiffLine, ...]
    verified: bool  # by reading the mended program again


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A broken program ends by itself with an error, in this epoch, counted from 0."""

    epoch: int
    error: str


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """A broken program, what is put in the place of which pieces of the pass, and the finding."""

    name: str
    title: str
    code: tuple[CodeLine, ...]
    replaces: dict[str, str]
    early: bool = False
    finding: Found | None = None
    stops: Stop | None = None


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A lesson that is ready: a network, its data, where it starts, how it is trained, and a program that does the same."""

    name: str
    title: str
    says: str
    architecture: Architecture
    x: Rows
    y: Rows
    weights: tuple[Rows, ...]
    biases: Rows
    rate: float
    batch: int
    epochs: int
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    code: tuple[CodeLine, ...] = ()  # empty: what the templates give
    trainsBiases: bool = True
    published: Published | None = None
    mistakes: tuple[Mistake, ...] = ()
