"""Arrays as HTML without a script: small ones whole, large ones folded to what they are like."""

from html import escape

import numpy as np

from clearprop.render.maths import mathml
from clearprop.render.maths.tree import Box
from clearprop.render.numbers.figures import block, extent, sample, told

WHOLE = (10, 8)  # rows and columns of an array that is shown whole
MOST = 64  # numbers of one
OPENED = (12, 12)  # of the part that a folded one opens to
FIRST = 4  # numbers that show while it is folded


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
