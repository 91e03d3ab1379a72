"""How numbers, elements, factors and paths are written in text."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from clearprop.render.maths import unicode
from clearprop.render.maths.symbols import symbol
from clearprop.transform.rename import is_temporary

if TYPE_CHECKING:
    from clearprop.explain.factors import FactorRow, Factors
    from clearprop.explain.paths import Path, Paths
    from clearprop.ir import Variable

MOST = 20
"""So many rows are listed."""


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
    """``1 row``, ``3 rows``."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def name_of(variable: "Variable", otherwise: str) -> str:
    """The variable's symbol, if its author named it."""
    return otherwise if is_temporary(variable.name) else element(variable.name)


def heads(row: "FactorRow", weight: str) -> tuple[str, str, str]:
    """∂L/∂a, ∂a/∂z, ∂z/∂w with the names of this use."""
    z, a = name_of(row.use.z, "z"), name_of(row.use.a, "a")
    return f"∂L/∂{a}", f"∂{a}/∂{z}" if a != z else "1", f"∂{z}/∂{weight}"


def factors_text(factors: "Factors") -> str:
    """The product written out, or a table of the rows."""
    weight = element(factors.name, factors.index)
    left = f"∂L/∂{weight} = "
    if not factors.rows:
        return f"{left}0: the loss does not depend on it."
    parts = heads(factors.rows[0], weight)
    if len(factors.rows) == 1:
        row = factors.rows[0]
        indent = " " * (len(left) - 2) + "= "
        return (
            f"{left}{' · '.join(parts)}\n{indent}{number(row.error_signal)} · {number(row.slope)} · {number(row.input)}\n"
            f"{indent}{number(factors.product)}"
        )
    shown = [
        (str(r.row), number(r.error_signal), number(r.slope), number(r.input), number(r.product))
        for r in factors.rows[:MOST]
    ]
    lines = table(("row", *parts, "product"), shown)
    hidden = factors.rows[MOST:]
    if hidden:
        lines.append(f"and {plural(len(hidden), 'row')} more, together {number(sum(r.product for r in hidden))}")
    return "\n".join([f"{left}{number(factors.product)}, the sum over {plural(len(factors.rows), 'row')}", *lines])


def path_text(path: "Path") -> str:
    """``W₁[0, 2] → z₁[2] → a₁[2] → L``"""
    return " → ".join(element(step.name, step.index) for step in path.steps)


def paths_text(paths: "Paths") -> str:
    """The paths, largest first, and what all others carry."""
    left = f"∂L/∂{element(paths.name, paths.index)} = {number(paths.total)}, the sum over {plural(paths.count, 'path')}"
    lines = table(("product", "path"), [(number(path.product), path_text(path)) for path in paths])
    others = sum(len(path.rows) for path in paths) < paths.count
    return "\n".join([left, *lines, *([f"all others together {number(paths.rest)}"] if others else [])])


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Lines with columns two spaces apart, numbers to the right, a path to the left."""
    widths = [max(len(row[k]) for row in (head, *rows)) for k in range(len(head))]
    return [
        "  ".join(cell.rjust(w) if "→" not in cell else cell for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]
