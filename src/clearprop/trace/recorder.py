"""The recorder: a builder that computes while it records, and knows names, guards and source positions.

Tracing is concrete: every equation's value is there as soon as the equation is. What depends on no input is not
recorded at all; it becomes a constant when an equation reads it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import numpy as np

from clearprop.ir import NOWHERE, Equation, Guard, Origin, Position, Variable
from clearprop.ir.types import type_of
from clearprop.ops.symbol import Builder, Symbol
from clearprop.trace.sites import ORIGINS, source_of

OURS = (str(Path(__file__).parents[1]), str(Path(np.__file__).parent))
MARK_OF_DISPATCH = "clearprop.trace.operators"  # the module of the functions that rewritten code holds as constants

CURRENT: ContextVar["Recorder | None"] = ContextVar("clearprop_recorder", default=None)


class TraceError(TypeError):
    """What the traced function did cannot be recorded; the message names it, says where, and what to do."""


class Recorded(Symbol):
    """A variable of the recording together with its value now."""

    __slots__ = ("value",)

    def __init__(self, builder: "Recorder", atom: Variable, value: Any) -> None:
        self.builder = builder
        self.atom = atom
        self.value = value

    def __index__(self) -> int:
        """An integer that a rule takes as a parameter (an axis, a size): a guard holds it."""
        if self.shape or self.dtype.kind not in "iu":
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        self.builder.guard(self, int(self.value))
        return int(self.value)

    __int__ = __index__


class Recorder(Builder):
    """Collects what one run of a function computes from its inputs."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.site = 0
        self.instrument: Any = None  # the functions that are followed
        self.guards: list[Guard] = []
        self.guarded: set[tuple[Variable, Any]] = set()
        self.names: dict[Variable, str] = {}  # the author's first name for each variable
        self.constant_names: dict[int, str] = {}  # and for arrays that depend on no input, by identity
        self.promoted: dict[int, Any] = {}  # captured arrays that the function wrote traced values into, as handles
        self.journal: list[Any] = []  # where handles were left behind: lists, dicts, (object, attribute)
        self.lifted: dict[
            tuple[int, int], tuple[Recorded, Any]
        ] = {}  # values of an outer recording, as inputs of this one
        self.texts: dict[
            str, Any
        ] = {}  # what traced values were formatted to, and where: no number may be read from it
        self.closed = False

    # What handles ask for; the tracer of dispatch.py answers.

    def apply(self, function: Any, operands: tuple[Any, ...], options: dict[str, Any]) -> Any:
        raise NotImplementedError

    def rule(self, function: Any, rule: Any, operands: tuple[Any, ...]) -> Any:
        raise NotImplementedError

    def call(self, function: Any, *operands: Any, **options: Any) -> Any:
        raise NotImplementedError

    def cast(self, array: Any, dtype: Any) -> Any:
        raise NotImplementedError

    def read_item(self, array: Any, index: Any) -> Any:
        raise NotImplementedError

    def write_item(self, array: Any, index: Any, value: Any) -> None:
        raise NotImplementedError

    def now(self) -> "Recorder":
        """The recording that runs now: this one, an inner one, or this one after its end."""
        return CURRENT.get() or self

    def where(self) -> Origin:
        return ORIGINS[self.site]

    def input(self, name: str, value: Any) -> Recorded:
        return Recorded(self, Variable(name, type_of(value)), value)

    def bind(self, op: Any, operands: tuple[Any, ...]) -> Any:
        """The op evaluated, and its equation; only evaluated where no operand depends on an input."""
        values = [operand.value if type(operand) is Recorded else operand for operand in operands]
        arrays = [v if isinstance(v, np.ndarray | np.generic | int | float) else np.asarray(v) for v in values]
        return self.emit(op, operands, op.evaluate(*arrays))

    def emit(self, op: Any, operands: tuple[Any, ...], value: Any) -> Any:
        """The equation of an op whose result is known already."""
        for operand in operands:
            if type(operand) is Recorded:
                break
        else:
            return value
        result = self.fresh(type_of(value))
        self.equations.append(Equation(result, op, self.atoms(operands), ORIGINS[self.site]))
        return Recorded(self, result, value)

    def constant(self, array: np.ndarray, name: str = "") -> Variable:
        """A copy: what the function writes into its array later does not change what was read here."""
        entry = self.known.get(id(array))
        if entry is None:
            variable = self.fresh(type_of(array))
            self.constants[variable] = np.array(array)
            entry = self.known[id(array)] = (array, variable)
            if id(array) in self.constant_names:
                self.names.setdefault(variable, self.constant_names[id(array)])
        return entry[1]

    def lift(self, handle: Any) -> Recorded:
        """A value of an outer recording, read inside this one: an input, so that the outer gradient passes through."""
        key = (id(handle), handle._state())
        if key not in self.lifted:
            name = f"outer_{len(self.lifted) + 1}"
            self.lifted[key] = (self.input(name, handle._value), handle)
        return self.lifted[key][0]

    def guard(self, symbol: Recorded, value: Any) -> None:
        """The recording holds where this variable has this value."""
        key = (symbol.atom, np.asarray(value).tobytes())
        if key not in self.guarded:
            self.guarded.add(key)
            made = next((e for e in reversed(self.equations[-8:]) if e.result is symbol.atom), None)
            origin = made.origin if made is not None and made.origin is not NOWHERE else self.where()
            kept = np.array(value) if isinstance(value, np.ndarray) else value
            self.guards.append(Guard(symbol.atom, kept, origin, source_of(origin.position)))

    def refuse(self, what: str, remedy: str) -> TraceError:
        """An error that names the operation, where it stands, and what to do."""
        position = self.here()
        where = f" ({position}: {source_of(position)})" if position else ""
        return TraceError(f"{what}{where}; {remedy}")

    def made_text(self, text: str) -> Position | None:
        """Where a traced value was formatted to (part of) this text."""
        return next((where for part, where in self.texts.items() if part in text), None)

    def here(self) -> Position | None:
        """Where the user's code stands: the operation that was dispatched last, or at least the line that runs."""
        frame = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename.startswith(OURS):  # type: ignore[redundant-expr]
            frame = frame.f_back  # type: ignore[assignment]
        position = self.where().position
        if position is not None and position.file == frame.f_code.co_filename and position.line == frame.f_lineno:
            return position
        followed = MARK_OF_DISPATCH in (getattr(c, "__module__", "") for c in frame.f_code.co_consts)
        return Position(frame.f_code.co_filename, frame.f_lineno) if followed else position


@contextmanager
def recording(recorder: Recorder) -> Iterator[Recorder]:
    token = CURRENT.set(recorder)
    try:
        yield recorder
    finally:
        recorder.closed = True
        CURRENT.reset(token)
