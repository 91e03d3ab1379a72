"""clearprop check."""

from typing import Annotated

import typer

from clearprop.app.command import AsJson, print_json
from clearprop.app.commands.derive import At, Shape


def check(
    forward: Annotated[str, typer.Argument(help="FILE.py:forward, which returns one number.")],
    backward: Annotated[
        str | None,
        typer.Argument(
            help="FILE.py:backward, your gradient of the same arguments: a tuple or a dict; ours unless given."
        ),
    ] = None,
    at: At = [],  # noqa: B006  (typer's way to say: none)
    shape: Shape = [],  # noqa: B006
    wrt: Annotated[
        str | None, typer.Option(help="With respect to these arguments: W1,b1; every floating one unless named.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the numbers that --shape draws.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Check a gradient, yours or ours, against central differences. Exit code 1 where it is wrong, with the cause."""
    from dataclasses import asdict

    from clearprop.app.errors import FINDING
    from clearprop.app.functions import chosen, load
    from clearprop.app.reading.cause import causes
    from clearprop.app.reporting_functions import checked, print_causes, print_check
    from clearprop.read.reader import read

    at_point = chosen(forward, at, shape, seed)
    result = checked(at_point, load(backward)[0] if backward else None, wrt)
    names = [parameter.name for parameter in result.parameters]
    findings = causes(read, at_point, forward, backward, names) if backward and not result.right else ()
    if as_json:
        print_json({"right": result.right, **asdict(result), "findings": [asdict(finding) for finding in findings]})
    else:
        print_check(result)
        print_causes(backward or forward, findings)
    if not result.right:
        raise typer.Exit(FINDING)
