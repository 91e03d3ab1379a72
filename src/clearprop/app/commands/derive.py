"""clearprop derive."""

from enum import StrEnum
from typing import Annotated

import typer

from clearprop.app.command import AsJson, print_json


class Form(StrEnum):
    """What can be shown of a derivation."""

    summary = "summary"
    program = "program"
    unicode = "unicode"
    latex = "latex"
    mathml = "mathml"
    python = "python"
    numpy = "numpy"
    c = "c"
    svg = "svg"
    json = "json"


At = Annotated[list[str], typer.Option("--at", help="NAME=EXPR, or a .npz file; may be repeated.")]
Shape = Annotated[list[str], typer.Option("--shape", help="NAME=3,4: numbers drawn by the seed; may be repeated.")]


def derive(
    function: Annotated[str, typer.Argument(help="FILE.py:function, which returns one number.")],
    at: At = [],  # noqa: B006  (typer's way to say: none)
    shape: Shape = [],  # noqa: B006
    wrt: Annotated[
        str | None, typer.Option(help="With respect to these arguments: W1,b1; every floating one unless named.")
    ] = None,
    form: Annotated[Form, typer.Option("--as", help="What to show.")] = Form.summary,
    seed: Annotated[int, typer.Option(min=0, help="Of the numbers that --shape draws.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Derive the gradient of a function: its value, its gradients, and the code that computes them."""
    from clearprop.app.functions import chosen
    from clearprop.app.reporting_functions import derivation, print_derivation

    found = derivation(chosen(function, at, shape, seed), wrt)
    if as_json or form is Form.json:
        print_json(found.to_json())
    elif form is Form.summary:
        print_derivation(found)
    elif form in (Form.unicode, Form.latex, Form.mathml):
        typer.echo(found.maths(form.value), nl=False)
    elif form is Form.svg:
        typer.echo(found.picture(), nl=False)
    else:
        typer.echo(str(found.program) if form is Form.program else found.code(form.value))
