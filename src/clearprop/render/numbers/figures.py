"""Arrays as figures that people read: five digits that count, nine of a single number; large arrays told in a line."""

import math
from dataclasses import dataclass

import numpy as np

DIGITS = 5
ALONE = 9
PLAIN = (1e-4, 1e6)  # sizes that are written without a power of ten


@dataclass(frozen=True)
class Block:
    """Rows of figures. ``right`` and ``below``: whether there are more columns and rows than those."""

    rows: tuple[tuple[str, ...], ...]
    right: bool = False
    below: bool = False

    def lines(self, gap: str = "  ") -> list[str]:
        """The figures below each other, their ends aligned."""
        if not self.rows:
            return ["(empty)"]
        widths = [max(map(len, column)) for column in zip(*self.rows, strict=True)]
        ends = f"{gap}…" if self.right else ""
        lines = [gap.join(f"{figure:>{w}}" for figure, w in zip(row, widths, strict=True)) + ends for row in self.rows]
        return [*lines, "⋮"] if self.below else lines


def block(array: np.ndarray, rows: int, columns: int) -> Block:
    """The first rows and columns of the array; of one with more than two axes the leading ones are laid below each other."""
    if not array.size:
        return Block(())
    matrix = array.reshape(-1, array.shape[-1]) if array.ndim > 1 else array.reshape(1, -1)
    part = matrix[:rows, :columns]
    decimals = decimals_of(part)
    shown = tuple(tuple(figure(number, decimals) for number in row) for row in part.tolist())
    return Block(shown, matrix.shape[1] > columns, matrix.shape[0] > rows)


def extent(array: np.ndarray) -> tuple[int, int]:
    """How many rows and columns the array takes."""
    return (array.size // max(array.shape[-1], 1), array.shape[-1]) if array.ndim > 1 else (1, array.size)


def decimals_of(array: np.ndarray) -> int:
    """Decimals for all numbers of an array: the largest has DIGITS that count, and no more than any number needs.

    -1 where they are written with powers of ten.
    """
    if array.dtype.kind != "f":
        return 0
    finite = np.abs(array[np.isfinite(array)])
    largest = finite.max(initial=0.0)
    if not PLAIN[0] <= largest < PLAIN[1]:
        return -1
    most = max((DIGITS if array.size > 1 else ALONE) - 1 - math.floor(math.log10(largest)), 0)
    return max((needed(number, most) for number in finite.tolist()), default=0)


def needed(number: float, most: int) -> int:
    text = f"{number:.{most}f}".rstrip("0")
    return len(text.partition(".")[2])


def figure(number: float, decimals: int | None = None) -> str:
    """The number with so many decimals; with a power of ten where these would hide it. None: as many as it needs."""
    if isinstance(number, bool | int):
        return str(int(number))
    if not math.isfinite(number):
        return "NaN" if number != number else "∞" if number > 0 else "-∞"
    decimals = decimals_of(np.asarray([number])) if decimals is None else decimals
    if number == 0:
        return "0"
    text = f"{number:.{max(decimals, 0)}f}"
    hidden = decimals >= 0 and abs(number) < 10 ** (1 - decimals) and float(text) != number
    return f"{number:.3g}" if hidden else f"{number:.{DIGITS}g}" if decimals < 0 else text


def told(array: np.ndarray) -> str:
    """``min -0.61, mean 0.012, max 0.53, 0 % zeros``: what a large array is like."""
    if not array.size:
        return "empty"
    finite = array[np.isfinite(array)] if array.dtype.kind == "f" else array
    parts = []
    if finite.size:
        mean = float(np.mean(finite, dtype=np.float64))
        parts = [f"min {short(finite.min())}", f"mean {short(mean)}", f"max {short(finite.max())}"]
    parts.append(f"{share(array == 0)} zeros")
    if finite.size < array.size:
        parts.append(f"{share(np.isnan(array))} NaN, {share(np.isinf(array))} infinite")
    return ", ".join(parts)


def short(number: float) -> str:
    """With three digits that count."""
    value = float(number)
    return figure(value) if not math.isfinite(value) or value == 0 else f"{float(f'{value:.3g}'):.6g}"


def share(mask: np.ndarray) -> str:
    """``0 %``, ``< 1 %``, ``25 %``: none and all are said only where it is none and all."""
    part = float(np.mean(mask))
    if 0 < part < 0.01:
        return "< 1 %"
    return "> 99 %" if 0.99 < part < 1 else f"{part:.0%}".replace("%", " %")


def sizes(shape: tuple[int, ...]) -> str:
    """``10 × 5``; a scalar has none."""
    return " × ".join(map(str, shape)) or "scalar"


def sample(array: np.ndarray, most: int) -> str:
    """The first numbers in one line, with dots where there are more."""
    first = array.reshape(-1)[:most]
    decimals = decimals_of(first)
    return ", ".join(figure(number, decimals) for number in first.tolist()) + (", …" if array.size > most else "")
