"""What Python writes into the page, as the page reads it. Nothing here is computed."""

from dataclasses import dataclass

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, kw_only=True)
class CodeLine:
    """A line of a program; ``quantities``: what it computes (z1, delta2, dW1, L); ``difference``: how far it ever was off."""

    text: str
    quantities: tuple[str, ...] = ()
    difference: float | None = None


@dataclass(frozen=True, kw_only=True)
class Architecture:
    """Sizes from the inputs to the outputs, an activation for each layer, and the loss."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str


@dataclass(frozen=True, kw_only=True)
class Published:
    """Losses that somebody published for these epochs: ``perLoss`` times the sum of the rows' losses."""

    says: str
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
    fix: str


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """A broken program, what is put in the place of which pieces of the pass, and the finding."""

    name: str
    title: str
    code: tuple[CodeLine, ...]
    changed: tuple[int, ...]
    replaces: dict[str, str]
    early: bool = False
    finding: Found | None = None


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A lesson that is ready: a network, its data, where it starts, how it is trained, and the program that does the same."""

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
    code: tuple[CodeLine, ...]
    trainsBiases: bool = True
    published: Published | None = None
    mistakes: tuple[Mistake, ...] = ()
