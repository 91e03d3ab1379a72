"""clearprop derive."""

from enum import StrEnum
from pathlib import Path
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
    javascript = "javascript"
    numbers = "numbers"
    svg = "svg"
    html = "html"
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
    row: Annotated[
        int | None, typer.Option(min=0, help="With --as numbers or html: the numbers of this row only.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write what --as chooses to this file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Derive the gradient of a function: its value, its gradients, and the code that computes them."""
    from clearprop.app.functions import chosen
    from clearprop.app.outputs import check_output
    from clearprop.app.reporting_functions import derivation, print_derivation, print_numbers, shown
    from clearprop.train.whole_file import write_whole

    if row is not None and form not in (Form.numbers, Form.html):
        raise ValueError(f"--row {row}: it goes with --as numbers and --as html, and not with --as {form.value}.")
    if out is not None and (form is Form.summary or as_json):
        raise ValueError(f"--out {out}: expected --as with what to write there, such as --as html.")
    check_output(out, "--out", function.rpartition(":")[0], *at)
    found = derivation(chosen(function, at, shape, seed), wrt)
    if out is not None:
        write_whole(out, shown(found, form.value, row).encode())
    elif as_json or form is Form.json:
        print_json(found.to_json())
    elif form is Form.summary:
        print_derivation(found)
    elif form is Form.numbers:
        print_numbers(found, row)
    else:
        typer.echo(shown(found, form.value, row), nl=False)
