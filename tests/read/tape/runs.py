"""Scripts of many styles, run plainly and recorded; what each run printed and left, in a form that can be compared."""

import contextlib
import functools
import io
import sys
import types
import warnings
from array import array
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from clearprop.read.surroundings import Request, surroundings
from clearprop.read.tape import child
from clearprop.read.tape.recorder import Whole
from clearprop.read.tape.tape import Tape

SCRIPTS = {path.stem: path.read_text() for path in sorted((Path(__file__).parent / "scripts").glob("*.py"))}
FILE = "script.py"


def plainly(text: str) -> tuple[str, Any]:
    """What the script prints and leaves, unrecorded."""
    printed = io.StringIO()
    module = types.ModuleType("__main__")
    module.__file__ = FILE
    with contextlib.ExitStack() as stack:
        stack.callback(sys.modules.__setitem__, "__main__", sys.modules["__main__"])
        sys.modules["__main__"] = module
        stack.enter_context(contextlib.redirect_stdout(printed))
        stack.enter_context(surroundings(Request(FILE, text)))
        stack.enter_context(np.errstate(all="ignore"))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        with contextlib.suppress(SystemExit):
            exec(compile(text, FILE, "exec"), module.__dict__)
        return printed.getvalue(), left(module.__dict__)


def recorded(text: str, **request: Any) -> tuple[Tape, str, Any]:
    """The tape, what the script prints, and what it leaves."""
    printed, kept = io.StringIO(), []
    places = child.places

    def watching(recorder: Any, namespaces: list[dict[str, Any]]) -> Any:
        kept.append(left(namespaces[-1]))
        return places(recorder, namespaces)

    with mock.patch.object(child, "places", watching), contextlib.redirect_stdout(printed):
        tape = child.record({"text": text, "file": FILE} | request)
    return tape, printed.getvalue(), kept[0]


@functools.cache
def whole(name: str) -> tuple[Tape, str, Any]:
    """A script of ours, recorded to its end."""
    return recorded(SCRIPTS[name], soft=10**9, hard=10**9, seconds=1e9)


def left(namespace: dict[str, Any]) -> dict[str, Any]:
    return {name: bits(value, 8) for name, value in namespace.items() if not name.startswith("__")}


def bits(value: Any, depth: int) -> Any:
    """A value with its type, to the last bit."""
    if isinstance(value, Whole):
        return "int", int(value)
    kind = type(value).__name__
    if isinstance(value, np.ndarray):
        if value.dtype == object:
            return kind, value.shape, [bits(part, depth - 1) for part in value.ravel()]
        return kind, str(value.dtype), value.shape, value.tobytes()
    if isinstance(value, np.generic):
        return kind, value.tobytes()
    if isinstance(value, float):
        return kind, value.hex()
    if isinstance(value, int | str | bytes | Fraction | Decimal | None):
        return kind, value
    if kind in ("Series", "DataFrame"):
        return kind, bits(value.to_numpy(), depth)
    if isinstance(value, types.ModuleType | type | types.FunctionType | types.GeneratorType) or depth == 0:
        return kind
    if isinstance(value, list | tuple | array):
        return kind, [bits(part, depth - 1) for part in value]
    if isinstance(value, dict):
        return kind, [(str(key), bits(part, depth - 1)) for key, part in value.items()]
    attributes = getattr(value, "__dict__", {}) if type(value).__module__ == "__main__" else {}
    return kind, [(key, bits(part, depth - 1)) for key, part in attributes.items()]
