"""Numbers that leave the script as text or bytes and come back: through JSON, pickles, files of NumPy, ``float(str(x))``.

They come back as other objects; what was written in this run is known again by its value, in the order of writing.
"""

import json
import pickle
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

from clearprop.read.tape.recording import Recording

WRITERS = (
    (json, "dump"), (json, "dumps"), (pickle, "dump"), (pickle, "dumps"), (np, "save"), (np, "savez"),
    (np, "savez_compressed"), (np, "savetxt"), (np, "array2string"),
)  # fmt: skip
READERS = (
    (json, "load"), (json, "loads"), (pickle, "load"), (pickle, "loads"), (np, "load"), (np, "loadtxt"),
    (np, "genfromtxt"), (np, "fromstring"),
)  # fmt: skip
MOST = 50_000


class RoundTrips:
    """What was written in this run, by value and by text."""

    def __init__(self, recorder: Recording) -> None:
        self.recorder = recorder
        self.values: dict[Any, deque[int]] = {}
        self.texts: dict[str, int] = {}

    def functions(self) -> dict[Any, Callable[..., Any]]:
        """What takes the place of the functions that write and read, as they are now: the surroundings exchange some."""
        found: dict[Any, Callable[..., Any]] = {}
        for module, name in WRITERS:
            found[getattr(module, name)] = self.writer(getattr(module, name))
        for module, name in READERS:
            found[getattr(module, name)] = self.reader(getattr(module, name))
        return found | {function: self.text(function) for function in (str, repr, format)}

    def writer(self, function: Any) -> Callable[..., Any]:
        def write(site: int, /, *positional: Any, **named: Any) -> Any:
            for value in (*positional, *named.values()):
                self.write(value, 8)
            return function(*positional, **named)

        return write

    def reader(self, function: Any) -> Callable[..., Any]:
        def read(site: int, /, *positional: Any, **named: Any) -> Any:
            return self.read(site, function(*positional, **named), 8)

        return read

    def text(self, function: Any) -> Callable[..., Any]:
        def write(site: int, /, *positional: Any, **named: Any) -> Any:
            result = function(*positional, **named)
            if positional:
                self.wrote(site, positional[0], result)
            return result

        return write

    def wrote(self, site: int, value: Any, text: Any) -> None:
        """The text says the value."""
        self.recorder.note("format", value, site)
        number = self.recorder.reference(value)
        if number is not None and type(text) is str and len(self.texts) < MOST:
            self.texts[text.strip()] = number

    def filled(self, site: int, text: str, values: tuple[Any, ...]) -> str:
        """The text was made from a pattern and these values."""
        for value in values:
            self.wrote(site, value, text if len(values) == 1 else None)
        return text

    def parsed(self, site: int, text: Any, result: float) -> float:
        """``float(text)``."""
        number = self.texts.get(text.strip()) if isinstance(text, str) else None
        fresh = result * 1.0
        if number is None:
            return self.recorder.leaf(site, fresh)  # type: ignore[no-any-return]
        exact = bool(np.all(self.recorder.values[number] == result))
        return self.recorder.number("pass" if exact else "call round", site, (number,), fresh)  # type: ignore[no-any-return]

    def write(self, value: Any, depth: int) -> None:
        number = self.recorder.reference(value)
        if number is not None and len(self.values) < MOST:
            self.values.setdefault(key_of(self.recorder.values[number]), deque()).append(number)
        elif depth:
            for part in parts(value):
                self.write(part, depth - 1)

    def read(self, site: int, value: Any, depth: int) -> Any:
        """What came back, known where it was written in this run, else a leaf."""
        if (isinstance(value, np.ndarray) and value.dtype != object) or isinstance(value, float | np.number):
            known = self.values.get(key_of(value))
            if known is None:
                return self.recorder.leaf(site, value * 1.0 if type(value) is float else value)
            known.rotate(-1)
            if isinstance(value, np.ndarray):
                return self.recorder.array("pass", site, (known[-1],), value)
            return self.recorder.number("pass", site, (known[-1],), value * 1.0 if type(value) is float else value)
        if depth and isinstance(value, list):
            value[:] = [self.read(site, part, depth - 1) for part in value]
        elif depth and isinstance(value, dict):
            value.update({key: self.read(site, part, depth - 1) for key, part in value.items()})
        elif depth and hasattr(value, "__dict__") and not isinstance(value, type):
            for name, part in list(vars(value).items()):
                if isinstance(part, list | dict | float | np.ndarray):
                    setattr(value, name, self.read(site, part, depth - 1))
        elif depth and isinstance(value, tuple):
            for part in value:
                if isinstance(part, list | dict | np.ndarray | tuple):
                    self.read(site, part, depth - 1)
        return value


def key_of(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.shape, np.ascontiguousarray(value, float).tobytes()
    return float(value)


def parts(value: Any) -> Any:
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list | tuple):
        return value
    return list(vars(value).values()) if hasattr(value, "__dict__") and not isinstance(value, type) else ()
