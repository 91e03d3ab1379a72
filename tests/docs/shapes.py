"""The shapes in an op's docstring, read and held against arrays.

``x: f[*s, n], y, z: f[*t] -> r: f[*broadcast]`` says: the dtype's kind (f, i, bool; T and U are any, the same wherever the
letter stands), then the axes. A number is that size; a letter or a word is a size, the same wherever it stands; ``*s`` is a
run of axes, the same wherever it stands; ``*broadcast`` is the runs of all operands broadcast; ``_`` is any size and ``*_``
any run. ``...`` after an operand: any number of operands like it, and perhaps none. What stands only in the result is any
size, or any run of axes. A docstring may have several such lines: then the op takes any of them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

NAMES = r"\w+(?:, \w+)*"
TYPE = r"[A-Za-z]+\[[^\]]*\]"
DOMAIN = r"(?: (?:in|of) [^:>\n]*?)?"  # "in [-1, 1]", "of at least 1": said to people, not checked
OPERAND = rf"{NAMES}: {TYPE}{DOMAIN}"
LINE = re.compile(rf"(?P<operands>(?:{OPERAND}(?:, {OPERAND})*(?P<more>, \.\.\.)? )?)-> \w+: (?P<result>{TYPE})")

KINDS = {"f": "f", "i": "iu", "bool": "b", "b": "b"}

Sizes = dict[str, Any]
"""What the letters stand for: a size, or a run of axes under its name with the star."""


@dataclass(frozen=True)
class Shape:
    """A dtype's kind and axes, as written."""

    kind: str
    axes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind}[{', '.join(self.axes)}]"


@dataclass(frozen=True)
class Signature:
    """One line of shapes: the operands in order, and the result."""

    operands: tuple[Shape, ...]
    result: Shape
    more: bool = False  # any number of operands like the last

    def holds(self, operands: Sequence[np.ndarray], result: np.ndarray) -> bool:
        return next(self.solutions(operands, result), None) is not None

    def solutions(self, operands: Sequence[np.ndarray], result: np.ndarray) -> Iterator[Sizes]:
        """The sizes of the letters, in every way in which the arrays fit."""
        written = list(self.operands)
        if self.more:
            written = written[:-1] + written[-1:] * (len(operands) - len(written) + 1)
        if len(written) != len(operands) or not kinds_fit([*written, self.result], [*operands, result]):
            return
        runs = {axis for shape in written for axis in shape.axes if axis.startswith("*")} - {"*_"}
        for sizes in fit_all(written, operands, {}):
            if "*broadcast" not in self.result.axes:
                yield from fits(self.result.axes, np.shape(result), sizes)
            elif (broadcast := broadcast_of([sizes[run] for run in runs])) is not None:
                yield from fits(self.result.axes, np.shape(result), {**sizes, "*broadcast": broadcast})


def signatures_of(docstring: str) -> list[Signature]:
    """Every line of shapes in the docstring."""
    return [
        Signature(operands_of(line["operands"]), shape_of(line["result"]), bool(line["more"]))
        for line in LINE.finditer(docstring)
    ]


def operands_of(text: str) -> tuple[Shape, ...]:
    found = re.findall(rf"({NAMES}): ({TYPE})", text)
    return tuple(shape_of(type) for names, type in found for _ in names.split(", "))


def shape_of(text: str) -> Shape:
    kind, axes = text.rstrip("]").split("[")
    return Shape(kind, tuple(axis.strip() for axis in axes.split(",") if axis.strip()))


def fit_all(shapes: Sequence[Shape], arrays: Sequence[Any], sizes: Sizes) -> Iterator[Sizes]:
    if not shapes:
        yield sizes
        return
    for found in fits(shapes[0].axes, np.shape(arrays[0]), sizes):
        yield from fit_all(shapes[1:], arrays[1:], found)


def fits(axes: Sequence[str], shape: tuple[int, ...], sizes: Sizes) -> Iterator[Sizes]:
    """The sizes of the letters in every way in which ``shape`` is such axes."""
    if not axes:
        if not shape:
            yield sizes
        return
    first, rest = axes[0], axes[1:]
    if first.startswith("*"):
        known = sizes.get(first)
        for length in range(len(shape) + 1) if known is None else [len(known)]:
            if known is None or known == shape[:length]:
                yield from fits(rest, shape[length:], bound(sizes, first, shape[:length]))
    elif shape and (int(first) if first.isdecimal() else sizes.get(first, shape[0])) == shape[0]:
        yield from fits(rest, shape[1:], bound(sizes, first, shape[0]))


def bound(sizes: Sizes, axis: str, size: Any) -> Sizes:
    """The sizes with this one; ``_`` and a number stand for nothing."""
    return sizes if axis in ("_", "*_") or axis.isdecimal() else {**sizes, axis: size}


def broadcast_of(runs: Sequence[tuple[int, ...]]) -> tuple[int, ...] | None:
    try:
        return np.broadcast_shapes(*runs)
    except ValueError:
        return None


def kinds_fit(shapes: Sequence[Shape], arrays: Sequence[Any]) -> bool:
    """Whether the dtypes are of the kinds; T in the result is what NumPy makes of every T before it."""
    letters: dict[str, list[np.dtype]] = {}
    for shape, array in zip(shapes[:-1], arrays[:-1], strict=True):
        dtype = np.asarray(array).dtype
        if dtype.kind not in KINDS.get(shape.kind, dtype.kind):
            return False
        letters.setdefault(shape.kind, []).append(dtype)
    kind, dtype = shapes[-1].kind, np.asarray(arrays[-1]).dtype
    if kind in KINDS or kind not in letters:
        return dtype.kind in KINDS.get(kind, dtype.kind)
    return bool(dtype == np.result_type(*letters[kind]))
