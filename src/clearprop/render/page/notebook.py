"""A derivation in a notebook: a part of a page without a script, that takes its colours from where it stands."""

from html import escape

from clearprop.ir import Program
from clearprop.render.maths import mathml
from clearprop.render.maths.lines import lines
from clearprop.render.maths.tree import Box
from clearprop.render.numbers import html
from clearprop.render.numbers.figures import figure, sizes
from clearprop.render.numbers.quantities import Numbers

STYLE = """
.clearprop { line-height: 1.5; color: inherit; background: none; }
.clearprop summary { cursor: pointer; font-weight: 600; margin-top: 0.6em; }
.clearprop .lines > div { padding: 0.12em 0 0.12em 1em; overflow-x: auto; }
.clearprop math { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", math; font-size: 1.1em; }
.clearprop table { border-collapse: collapse; margin: 0.3em 1em; background: none; }
.clearprop th, .clearprop td { text-align: left; vertical-align: top; padding: 0.25em 1.2em 0.25em 0; background: none; }
.clearprop th, .clearprop td { color: inherit; border: 0; border-bottom: 1px solid rgba(128, 128, 128, 0.4); }
.clearprop pre, .clearprop .figure { font: 0.9em ui-monospace, Menlo, Consolas, monospace; white-space: pre; margin: 0; }
.clearprop pre, .clearprop .figure { background: none; color: inherit; }
.clearprop svg { max-width: 100%; height: auto; }
""".strip()


def part(program: Program, numbers: Numbers, value: float, svg: str) -> str:
    """HTML: the value, the mathematics, the gradients and the picture."""
    maths = "".join(f"<div>{math_of(line.box)}</div>" for line in lines(program))
    return (
        f'<div class="clearprop">\n<style>{STYLE}</style>\n'
        f"<div><b>{escape(program.name)}</b> = {html.signed(figure(value))}</div>\n"
        f'<details open><summary>Mathematics</summary><div class="lines">{maths}</div></details>\n'
        f"<details open><summary>Gradients</summary>{gradients(numbers)}</details>\n"
        f"<details open><summary>Picture</summary>{svg}</details>\n</div>"
    )


def math_of(box: Box) -> str:
    return f'<math displaystyle="true"><mrow>{mathml.markup(box)}</mrow></math>'


def gradients(numbers: Numbers) -> str:
    """A row for each gradient that was asked for."""
    wanted = [row for row in numbers.rows if row.part == "input" and row.adjoint is not None]
    rows = "".join(
        f"<tr><th>{html.math(row.adjoint_symbol) if row.adjoint_symbol else ''}</th>"
        f"<td>{sizes(row.value.shape)}</td><td>{html.array_of(row.adjoint.array)}</td></tr>"
        for row in wanted
        if row.adjoint is not None
    )
    return (
        f"<table><thead><tr><th>gradient</th><th>shape</th><th>numbers</th></tr></thead><tbody>{rows}</tbody></table>"
    )
