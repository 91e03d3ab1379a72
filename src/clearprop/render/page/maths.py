"""The mathematics panel: a line for each equation, matrices or elements, and functions that open to what they are."""

from collections.abc import Mapping
from html import escape
from itertools import groupby

from clearprop.render.maths import mathml, unicode
from clearprop.render.maths.lines import Line
from clearprop.render.maths.symbols import function_name
from clearprop.render.maths.tree import Box
from clearprop.render.names import is_temporary
from clearprop.render.page.shell import choice, ends, options, panel

HEADINGS = {"forward": "Forward", "condition": "Holds where", "backward": "Backward", "update": "Update"}
MOST = 80  # lines of a part that are shown
Functions = Mapping[str, list[Line]]


def maths_panel(matrices: list[Line], elements: list[Line]) -> str:
    """Both forms of a Program's lines, with their definitions."""
    forms = [("Matrices", form(matrices, "maths")), ("Per element", form(elements, "element"))]
    controls = choice("Form of the mathematics", "form", {"matrix": "Matrices", "element": "Per element"})
    return panel("mathematics", "Mathematics", options(forms), controls)


def form(found: list[Line], prefix: str) -> str:
    """The lines under their headings; each function opens at its first line in print, at every one elsewhere."""
    functions: dict[str, list[Line]] = {}
    for line in found:
        if line.part == "definition":
            functions.setdefault(line.name, []).append(line)
    seen: set[str] = set()
    parts: list[str] = []
    for part, group in groupby((line for line in found if line.part != "definition"), key=lambda line: line.part):
        first, left_out, last = ends([*group], MOST)
        rows = [row(line, prefix, functions, seen) for line in first]
        rows += [f'<p class="left-out">… {left_out:,} more lines …</p>'] * bool(left_out)
        rows += [row(line, prefix, functions, seen) for line in last]
        parts.append("\n".join([f'<h3>{HEADINGS[part]}</h3>\n<div class="lines {part}">', *rows, "</div>"]))
    return "\n".join(parts)


def row(line: Line, prefix: str, functions: Functions, seen: set[str]) -> str:
    opened = "".join(opening(functions[name], name in seen) for name in sorted(line.calls) if name in functions)
    seen.update(line.calls)
    if line.part == "condition":
        return f'<div class="line">{math(line.box)}</div>'
    name = escape(line.name)
    shown = f'<span class="unseen">{name}</span>·' if is_temporary(line.name) else name
    handle = f'<a class="handle" href="#number-{name}" data-quantity="{name}">{shown}</a>'
    return f'<div class="line" id="{prefix}-{name}" data-quantity="{name}">{handle}{math(line.box)}{opened}</div>'


def opening(found: list[Line], again: bool) -> str:
    """``σ`` that opens to its definition and its derivative."""
    body = "".join(f"<div>{math(line.box)}</div>" for line in found)
    name = function_name(found[0].name)
    summary = f'<summary aria-label="What {escape(unicode.text(name))} is">{math(name, inline=True)}</summary>'
    return f'<details class="function{" again" * again}">{summary}<div>{body}</div></details>'


def math(box: Box, inline: bool = False) -> str:
    """The box as MathML, its quantities named as this page names them."""
    style = "" if inline else ' displaystyle="true"'
    return f"<math{style}><mrow>{linked(mathml.markup(box))}</mrow></math>"


def linked(markup: str) -> str:
    return markup.replace(' data-equation="', ' data-quantity="')
