"""How numbers, elements and factors are written in text."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from clearprop.explain.uses import Use
from clearprop.ir import Variable
from clearprop.render.maths import unicode
from clearprop.render.maths.symbols import symbol
from clearprop.transform.rename import is_temporary


def number(value: Any) -> str:
    """Six digits of a number; of a vector, its numbers in parentheses."""
    if np.ndim(value):
        shown = [number(each) for each in np.ravel(value)[:8]]
        return f"({', '.join(shown)}{', …' if np.size(value) > 8 else ''})"
    text = f"{float(value) + 0.0:.6g}"  # + 0.0: no -0
    return re.sub(r"e([+-])0*(\d)", lambda m: f"e{m[1].strip('+')}{m[2]}", text).replace("-", "−")


def percent(share: float) -> str:
    """``97 %``, ``0.0068 %``."""
    return f"{100 * share:.2g} %" if share < 0.995 else f"{100 * share:.0f} %"


def element(name: str, index: tuple[int, ...] = ()) -> str:
    """``W₁[0, 2]``"""
    return unicode.text(symbol(name)) + (f"[{', '.join(map(str, index))}]" if index else "")


def plural(count: int, word: str) -> str:
    """``1 row``, ``3 rows``; "row carries" becomes ``3 rows carry``."""
    noun, *verb = word.split(" ", 1)
    many = {"carries": "carry", "pulls": "pull", "is": "are", "says": "say"}
    said = [many.get(each, each) if count != 1 else each for each in verb]
    return " ".join([f"{count:,}", noun if count == 1 else f"{noun}s", *said])


def name_of(variable: Variable, otherwise: str) -> str:
    """The variable's symbol, if its author named it."""
    return otherwise if is_temporary(variable.name) else element(variable.name)


def heads(use: Use, weight: str) -> tuple[str, str, str]:
    """∂L/∂a, ∂a/∂z, ∂z/∂w with the names of this use."""
    z, a = name_of(use.z, "z"), name_of(use.a, "a")
    return f"∂L/∂{a}", f"∂{a}/∂{z}" if a != z else "1", f"∂{z}/∂{weight}"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], words: bool = False) -> list[str]:
    """Lines with columns two spaces apart, to the right; with ``words`` the last column to the left."""
    widths = [max(len(row[k]) for row in (head, *rows)) for k in range(len(head))]
    if words:
        widths[-1] = 0
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows)]
