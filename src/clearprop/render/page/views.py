"""The page of a derivation: mathematics, numbers, picture and code side by side, linked by the quantities in them."""

import json
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from clearprop.ir import Program, Variable
from clearprop.render import picture
from clearprop.render.maths.lines import lines
from clearprop.render.names import is_temporary
from clearprop.render.numbers import html
from clearprop.render.numbers.figures import figure, sample, sizes, told
from clearprop.render.numbers.quantities import Adjoint, Numbers, Row, numbers_of
from clearprop.render.page.code import code_panel
from clearprop.render.page.maths import maths_panel
from clearprop.render.page.shell import panel, shell
from clearprop.render.signature import Parameter

LINKED = re.compile(r' data-quantity="([^"]*)"')
FEW = 6  # numbers in the strip
HELP = (
    "One program, four views. Point at a quantity and it lights up in all of them; by keyboard, Tab goes from view to "
    "view, arrow keys from quantity to quantity. Enter or a click keeps it lit, Esc lets it go."
)


@dataclass(frozen=True)
class Views:
    """What the page shows: a gradient Program, its run, and the same Program fused for printing as code."""

    program: Program
    fused: Program
    values: Mapping[Variable, np.ndarray]
    adjoints: Mapping[Variable, Adjoint]
    value: float
    wrt: Sequence[str]
    signature: Sequence[Parameter] | None = None


def page(views: Views, row: int | None = None) -> str:
    """The whole page. ``row``: numbers of this row of the batch only."""
    numbers = numbers_of(views.program, views.values, views.adjoints, row)
    matrices = lines(views.program)
    lined = {line.name for line in matrices if line.part not in ("condition", "definition")}
    panels = [
        maths_panel(matrices, lines(views.program, per_element=True)),
        panel("numbers", "Numbers", html.source(numbers, lined), about(numbers)),
        panel("picture", "Picture", drawn(picture.source(views.program, views.values, views.adjoints)), stop=True),
        code_panel(views.fused, views.signature),
    ]
    shown = {name for names in LINKED.findall("".join(panels)) for name in names.split(" ")}
    main = "\n".join(['<div class="views">', *panels, "</div>", strip(), data(numbers, shown)])
    title = f"{views.program.name}: one program, four views"
    return shell(title, header(views), main, styles=["views.css"], scripts=["views.js"])


def header(views: Views) -> str:
    with_respect_to = ", ".join(f"<code>{escape(name)}</code>" for name in views.wrt)
    return (
        f"<div><h1><code>{escape(views.program.name)}</code> <span>= {html.signed(figure(views.value))}</span></h1>"
        f"<p>and its gradient with respect to {with_respect_to}</p></div>"
        f'<details class="help"><summary>How to read this page</summary><p>{HELP}</p></details>'
    )


def about(numbers: Numbers) -> str:
    if numbers.row is None:
        return f"<p>all {numbers.among} rows</p>" if numbers.among > 1 else ""
    return f"<p>row {numbers.row} of {numbers.among}</p>"


def drawn(svg: str) -> str:
    """The picture, with its natural width for the style: a wide one is not made too small to read."""
    width = re.search(r' width="([\d.]+)"', svg)
    return f'<div class="drawing" style="--natural: {width[1] if width else 600}px">{svg}</div>'


def strip() -> str:
    """Where the script shows the quantity that is lit."""
    return '<aside class="strip" aria-label="The quantity that is lit"><div role="status" id="strip"></div></aside>'


def data(numbers: Numbers, shown: Container[str]) -> str:
    """What the strip says of each quantity that the page shows, for the script; symbols stand in the table."""
    found: dict[str, dict[str, str]] = {}
    for row in numbers.rows:
        found[row.name] = told_of(row)
        if row.adjoint is not None and row.adjoint.name:
            told = {
                "name": row.adjoint.name,
                "shape": sizes(row.adjoint.array.shape),
                "value": summary(row.adjoint.array),
            }
            found.setdefault(row.adjoint.name, told | {"of": row.name})
    found = {name: told for name, told in found.items() if name in shown}
    content = json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="quantities">{content}</script>'


def told_of(row: Row) -> dict[str, str]:
    name = {} if is_temporary(row.name) else {"name": row.name}
    found = {**name, "shape": sizes(row.value.shape), "value": summary(row.value)}
    if row.adjoint is not None:
        found |= {"gradient": summary(row.adjoint.array), "adjoint": row.adjoint.name}
    return found


def summary(array: np.ndarray) -> str:
    """A few numbers, or what many are like."""
    return html.signed(sample(array, FEW) if array.size <= FEW else told(array))
