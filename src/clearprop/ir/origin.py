"""Where an equation comes from: a place in somebody's source, a named scope, and which adjoint it computes."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal as OneOf

from clearprop.ir.types import Variable

Factor = OneOf["upstream", "local", "sum"]


@dataclass(frozen=True, slots=True)
class Position:
    """A range of a source file; lines from 1, columns from 0 and half-open, as Python's ``ast`` counts in characters."""

    file: str
    line: int
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    function: str = ""

    def __str__(self) -> str:
        return f"{PurePath(self.file).name}:{self.line}"


@dataclass(slots=True)  # not frozen: a long Program makes many, and a frozen one takes three times as long
class Adjoint:
    """Part of the adjoint of the equation that binds ``of``, with respect to its operand number ``operand``.

    ``local`` is (part of) the local factor, ``upstream`` the product with the upstream gradient, ``sum`` the addition of
    the contributions of several uses; for ``sum``, ``of`` is the variable itself and ``operand`` is None.
    """

    of: Variable
    operand: int | None
    factor: Factor


@dataclass(slots=True)
class Origin:
    """Where an equation comes from: a position, a scope such as "layer 1 / sigmoid", an adjoint; any may be missing."""

    position: Position | None = None
    scope: str = ""
    adjoint: Adjoint | None = None


NOWHERE = Origin()
