"""What Python writes into the page of a derivation, as the page reads it. Nothing here is computed."""

from dataclasses import dataclass

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Statistics:
    """What a large array is like; the last three are shares of its numbers."""

    min: float
    mean: float
    max: float
    zeros: float
    nan: float
    infinite: float


@dataclass(frozen=True, kw_only=True)
class Excerpt:
    """The beginning of an array, its leading axes below each other; ``statistics``: of one that is not shown whole."""

    shape: tuple[int, ...]
    rows: Rows
    statistics: Statistics | None


@dataclass(frozen=True, kw_only=True)
class Whole:
    """Every number of an array, row by row."""

    shape: tuple[int, ...]
    data: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Gradient:
    """∂value/∂quantity. ``name``: the quantity that holds it, "" where none does; without numbers the page computes them."""

    name: str
    symbol: str
    numbers: Excerpt | Whole | None


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A row of the table. ``symbol`` is MathML and ``text`` the same in letters; ``axis`` counts the rows of the batch.

    ``type``: of its numbers, f64; ``listed``: whether the table shows it, or only the strip. Without numbers the page
    computes them.
    """

    name: str
    part: str
    symbol: str
    text: str
    temporary: bool
    type: str
    shape: tuple[int, ...]
    axis: int | None
    listed: bool
    numbers: Excerpt | Whole | None
    gradient: Gradient | None


@dataclass(frozen=True, kw_only=True)
class MathsLine:
    """``opens``: the functions in it that are defined on the page."""

    name: str
    temporary: bool
    maths: str
    opens: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MathsPart:
    """The lines under one heading, their middle left out where they are many."""

    part: str
    heading: str
    first: tuple[MathsLine, ...]
    leftOut: int
    last: tuple[MathsLine, ...]


@dataclass(frozen=True, kw_only=True)
class Function:
    """A function's symbol, and the lines that say what it and its derivative are."""

    symbol: str
    text: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Mathematics:
    """One form of it: by matrices, or per element."""

    parts: tuple[MathsPart, ...]
    functions: dict[str, Function]


@dataclass(frozen=True, kw_only=True)
class CodeLine:
    """``quantities``: what the line computes; ``named``: whether its names stand for quantities."""

    text: str
    quantities: tuple[str, ...]
    named: bool


@dataclass(frozen=True, kw_only=True)
class Code:
    """``names``: the quantities that a name of the code stands for."""

    language: str
    title: str
    lines: tuple[CodeLine, ...]
    names: dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class DerivationData:
    """``inputs``: the Program's, in order; ``still``: why no number can be changed, "" where they can."""

    name: str
    wrt: tuple[str, ...]
    value: float
    row: int | None
    among: int
    inputs: tuple[str, ...]
    still: str
    quantities: tuple[Quantity, ...]
    leftOut: dict[str, int]
    matrices: Mathematics
    elements: Mathematics
    picture: str
    code: tuple[Code, ...]
