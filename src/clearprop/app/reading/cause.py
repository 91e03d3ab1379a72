"""The cause of a gradient that somebody derived and that is wrong: its function is made to train, and that is read."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from clearprop.app.functions import Chosen
from clearprop.read.reading import Finding, Reading
from clearprop.read.source import SourceError

MOST = 20_000
"""So many numbers of arguments are written out, and no more."""

Read = Callable[..., Reading]


class NotWritten(Exception):
    """An argument that cannot be written as text."""


def causes(read: Read, chosen: Chosen, forward: str, backward: str, wrt: Sequence[str]) -> tuple[Finding, ...]:
    """What is wrong in the file of ``FILE.py:backward``; nothing where it cannot be told."""
    file, _, name = backward.rpartition(":")
    try:
        code = training(chosen, forward, name, wrt, loss_too=Path(forward.rpartition(":")[0]) == Path(file))
        return read(Path(file), run=code).findings
    except (NotWritten, SourceError):
        return ()


def training(chosen: Chosen, forward: str, backward: str, wrt: Sequence[str], loss_too: bool) -> str:
    """Gradient descent by the function, as text that runs after its file. NotWritten for an argument that has no text."""
    positional, named = chosen.positional()
    call = ", ".join([*list(chosen.arguments)[: len(positional)], *(f"{name}={name}" for name in named)])
    steps = ", ".join(f"{name} - 0.01 * clearprop_found[{name!r}]" for name in wrt)
    given = "\n".join(f"{name} = {text_of(value)}" for name, value in chosen.arguments.items())
    loss = f"{forward.rpartition(':')[2]}({call})" if loss_too else "pass"
    return f"""import numpy as clearprop_numpy
{given}
for clearprop_step in range(8):
    {loss}
    clearprop_found = {backward}({call})
    if not isinstance(clearprop_found, dict):
        clearprop_found = dict(zip({tuple(wrt)!r}, clearprop_found))
    {", ".join(wrt)} = {steps}
"""


def text_of(value: Any) -> str:
    """The value as Python text."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub" and value.size <= MOST:
        return f"clearprop_numpy.array({value.tolist()!r}, dtype={value.dtype.name!r})"
    if isinstance(value, np.generic):
        return repr(value.item())
    if isinstance(value, bool | int | float | str | None):
        return repr(value)
    if isinstance(value, list | tuple):
        inner = ", ".join(map(text_of, value))
        return f"[{inner}]" if isinstance(value, list) else f"({inner},)"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{text_of(key)}: {text_of(inner)}" for key, inner in value.items()) + "}"
    raise NotWritten(type(value).__name__)
