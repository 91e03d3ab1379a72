"""What reading a script answers: a Reading, and back and forth between it and JSON. Nothing here is computed.

Lines count from 1, columns from 0 and half-open, both in characters, in the script as it lies on disk; in a notebook
they are those of the cell.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from typing import Literal as OneOf

Verdict = OneOf["correct", "wrong", "not-gradient-descent", "unread"]
Severity = OneOf["wrong", "suspicious"]


@dataclass(frozen=True, kw_only=True)
class ReadLoss:
    """The loss that the backward pass descends: ``scale`` times the ``reduction`` over rows of the named one."""

    name: str
    formula: str
    reduction: str  # sum, mean or one-row
    scale: float
    inferred: bool  # whether the code never computes it


@dataclass(frozen=True, kw_only=True)
class ReadParameter:
    """Storage that is updated again and again, or should be."""

    name: str  # as the code would write it; * for an index that runs over units
    layer: int | None
    shape: tuple[int, ...]
    holds: str  # weights, bias or both
    updated: bool = True


@dataclass(frozen=True, kw_only=True)
class ReadLayer:
    """A layer of the network that the code trains, numbered from 1."""

    layer: int
    inputs: int
    units: int
    activation: str


@dataclass(frozen=True, kw_only=True)
class Relation:
    """How a value relates to the true derivative of the loss."""

    sign: int
    scale: float
    reduction: str  # none, sum or mean


@dataclass(frozen=True, kw_only=True)
class ReadLine:
    """An expression of the script, and the quantity that it was proved to compute."""

    line: int
    column: int
    end_line: int
    end_column: int
    role: str
    layer: int | None
    formula: str
    relation: Relation
    largest_difference: float
    cell: int | None = None
    names: tuple[str, ...] = ()  # what the code calls the value
    example: str = ""  # its numbers for one row, as text


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """At how many fresh points the identity held, and how far apart both sides ever were, relatively."""

    points: int
    largest_difference: float


@dataclass(frozen=True, kw_only=True)
class Fix:
    """The smallest change: this text in the place of the line's, and whether the changed script was read as right."""

    line: int
    replacement: str
    verified: bool
    diff: str = ""  # unified, with a line of context
    cell: int | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A mistake, or something suspicious: where it is made, what the value equals, and what to write instead."""

    code: str
    name: str
    severity: Severity
    line: int
    layer: int | None
    quantity: str
    message: str
    equals: str
    evidence: Evidence
    fix: Fix | None = None
    related: tuple[int, ...] = ()
    effect: str = ""  # on training, measured
    cell: int | None = None
    related_cells: tuple[int, ...] = ()  # of the related lines, in a notebook

    @property
    def related_places(self) -> list[tuple[int | None, int]]:
        """(cell, line) of each related line."""
        return list(zip(self.related_cells or (None,) * len(self.related), self.related, strict=True))


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A convention, or what was mended to run the script: said, never a finding."""

    name: str
    line: int | None
    message: str
    cell: int | None = None


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """How much of the script's run the answer rests on."""

    updates: int
    rows: int
    seconds: float
    stopped: str  # enough recorded, script ended or limit


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The answer for one script."""

    file: str
    verdict: Verdict
    reason: str | None = None
    loss: ReadLoss | None = None
    parameters: tuple[ReadParameter, ...] = ()
    layers: tuple[ReadLayer, ...] = ()
    lines: tuple[ReadLine, ...] = ()
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Remark, ...] = ()
    recorded: Recorded | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data for JSON; what is not known of a notebook's cell or of a fix's diff is left out."""
        found: dict[str, Any] = trimmed(asdict(self))
        return found

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Reading":
        """The Reading that ``to_json`` wrote."""
        reading: Reading = rebuilt(cls, data)
        return reading


OPTIONAL = {
    "cell": None, "related": (), "related_cells": (), "names": (), "example": "", "effect": "", "diff": "", "updated": True,
}  # fmt: skip


def trimmed(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: trimmed(v) for k, v in value.items() if not (k in OPTIONAL and v == OPTIONAL[k])}
    return [trimmed(element) for element in value] if isinstance(value, list | tuple) else value


def rebuilt(wanted: Any, data: Any) -> Any:
    """Plain data as the type that a field declares."""
    if isinstance(wanted, type) and issubclass(wanted, tuple):
        return tuple(data)
    origin, choices = get_origin(wanted), get_args(wanted)
    if origin is tuple:
        return tuple(rebuilt(choices[0], element) for element in data)
    if origin is UnionType:
        return None if data is None else rebuilt(next(c for c in choices if c is not NoneType), data)
    if not hasattr(wanted, "__dataclass_fields__"):
        return data
    kinds = get_type_hints(wanted)
    return wanted(**{f.name: rebuilt(kinds[f.name], data[f.name]) for f in fields(wanted) if f.name in data})
