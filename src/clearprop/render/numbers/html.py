"""The table of a Program's numbers as HTML: each quantity with its symbol, shape, value, and its gradient beside it."""

from collections.abc import Container
from html import escape
from itertools import groupby

import numpy as np

from clearprop.render.maths import mathml, unicode
from clearprop.render.maths.tree import Box
from clearprop.render.names import is_temporary
from clearprop.render.numbers.figures import block, extent, sample, sizes, told
from clearprop.render.numbers.quantities import HEADINGS, Numbers, Row

WHOLE = (10, 8)  # rows and columns of an array that is shown whole
MOST = 64  # numbers of one
SIDE_BY_SIDE = 3  # columns; of wider arrays the gradient stands below the value
OPENED = (12, 12)  # of the part that a folded one opens to
SYMBOL = 8  # characters of a symbol that stands beside its numbers
SHOWN = 80  # rows of a part
FIRST = 4  # numbers that show while it is folded


def source(numbers: Numbers, lined: Container[str] = ()) -> str:
    """The table. ``lined``: the quantities that have a line ``maths-NAME`` on the same page, which the row links to."""
    parts = []
    for part, rows in groupby(numbers.rows, key=lambda row: row.part):
        every = [row_of(row, lined) for row in rows]
        if len(every) > SHOWN:
            left_out = f'<tr><td colspan="3" class="left-out">… {len(every) - SHOWN:,} more …</td></tr>'
            every = [*every[: SHOWN // 2], left_out, *every[-SHOWN // 2 :]]
        body = "\n".join(every)
        heading = f'<tr><th colspan="3" scope="rowgroup" class="part">{HEADINGS[part]}</th></tr>'
        parts.append(f"<tbody>\n{heading}\n{body}\n</tbody>")
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Quantity", "Value", "Gradient"))
    return "\n".join([f'<table class="numbers">\n<thead><tr>{head}</tr></thead>', *parts, "</table>"])


def row_of(row: Row, lined: Container[str]) -> str:
    """A row; a quantity without a symbol of its own has its formula in a row above."""
    name = escape(row.name)
    target = f"maths-{name}" if row.name in lined else f"number-{name}"
    says = f' aria-label="{escape(unicode.text(row.symbol))}"' if is_temporary(row.name) else ""
    label = "" if says else f"<code>{name}</code>"
    handle = f'<a class="handle" href="#{target}" data-quantity="{name}"{says}>{math(row.symbol)}{label}</a>'
    shape = f'<div class="shape">{sizes(row.value.shape)}</div>'
    begun = f'<tr id="number-{name}" data-quantity="{name}"'
    if len(unicode.text(row.symbol)) <= SYMBOL:
        return f'{begun}><th scope="row">{handle}{shape}</th>{cells_of(row)}</tr>'
    formula = f'{begun} class="formula"><th scope="row" colspan="3">{handle}</th></tr>'
    return f'{formula}<tr data-quantity="{name}"><td>{shape}</td>{cells_of(row)}</tr>'


def cells_of(row: Row) -> str:
    value = f'<div class="value">{array_of(row.value)}</div>'
    if row.adjoint is None:
        return f'<td>{value}</td><td class="none">–</td>'
    own = escape(row.adjoint.name)
    name = f' id="number-{own}" data-quantity="{own}"' if own else ""
    symbol = math(row.adjoint_symbol) if row.adjoint_symbol is not None else ""
    gradient = f'<div class="gradient"{name}>{symbol}{array_of(row.adjoint.array)}</div>'
    if is_whole(row.value) and extent(row.value)[1] > SIDE_BY_SIDE:
        return f'<td colspan="2">{value}{gradient}</td>'
    return f"<td>{value}</td><td>{gradient}</td>"


def is_whole(array: np.ndarray) -> bool:
    rows, columns = extent(array)
    return rows <= WHOLE[0] and columns <= WHOLE[1] and array.size <= MOST


def array_of(array: np.ndarray) -> str:
    """The array whole, or folded to what it is like and its first numbers."""
    if not array.shape:
        return f'<span class="figure">{signed(sample(array, 1))}</span>'
    if is_whole(array):
        return matrix(array, *WHOLE)
    summary = f"{escape(signed(sample(array, FIRST)))}<br><small>{escape(signed(told(array)))}</small>"
    return f'<details class="folded"><summary>{summary}</summary>{matrix(array, *OPENED)}</details>'


def matrix(array: np.ndarray, rows: int, columns: int) -> str:
    lines = "\n".join(block(array, rows, columns).lines())
    return f'<pre class="matrix">{signed(lines)}</pre>'


def signed(text: str) -> str:
    """With minus signs as printed."""
    return text.replace("-", "−").replace("e−", "e-")


def math(box: Box) -> str:
    return f"<math><mrow>{mathml.markup(box).replace(' data-equation=', ' data-quantity=')}</mrow></math>"
