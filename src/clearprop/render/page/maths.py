"""The mathematics of a derivation as data: a line for each equation, and functions that open to what they are."""

from collections.abc import Container
from itertools import groupby

from clearprop.render.maths import mathml, unicode
from clearprop.render.maths.lines import Line
from clearprop.render.maths.symbols import function_name
from clearprop.render.maths.tree import Box
from clearprop.render.names import is_temporary
from clearprop.render.page.derivation_data import Function, Mathematics, MathsLine, MathsPart
from clearprop.render.page.shell import ends

HEADINGS = {"forward": "Forward", "condition": "Holds where", "backward": "Backward", "update": "Update"}
MOST = 80  # lines of a part that are shown


def mathematics(found: list[Line]) -> Mathematics:
    """The lines under their headings, and the functions that they write by name."""
    definitions: dict[str, list[Line]] = {}
    for line in found:
        if line.part == "definition":
            definitions.setdefault(line.name, []).append(line)
    told = [line for line in found if line.part != "definition"]
    parts = [part(name, [*group], definitions) for name, group in groupby(told, key=lambda line: line.part)]
    return Mathematics(parts=tuple(parts), functions={name: function(lines) for name, lines in definitions.items()})


def part(name: str, lines: list[Line], functions: Container[str]) -> MathsPart:
    first, left_out, last = ends(lines, MOST)
    return MathsPart(
        part=name,
        heading=HEADINGS[name],
        first=tuple(row(line, functions) for line in first),
        leftOut=left_out,
        last=tuple(row(line, functions) for line in last),
    )


def row(line: Line, functions: Container[str]) -> MathsLine:
    return MathsLine(
        name="" if line.part == "condition" else line.name,
        temporary=is_temporary(line.name),
        maths=math(line.box),
        opens=tuple(name for name in sorted(line.calls) if name in functions),
    )


def function(lines: list[Line]) -> Function:
    """``σ``, its definition and its derivative."""
    name = function_name(lines[0].name)
    return Function(
        symbol=math(name, inline=True), text=unicode.text(name), lines=tuple(math(line.box) for line in lines)
    )


def math(box: Box, inline: bool = False) -> str:
    """The box as MathML, its quantities named as this page names them."""
    style = "" if inline else ' displaystyle="true"'
    return f"<math{style}><mrow>{linked(mathml.markup(box))}</mrow></math>"


def linked(markup: str) -> str:
    return markup.replace(' data-equation="', ' data-quantity="')
