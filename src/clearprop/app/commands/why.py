"""clearprop why."""

from pathlib import Path
from typing import Annotated

import typer

from clearprop.app.command import AsJson, print_json


def why(
    model: Annotated[Path, typer.Argument(help="A model that `clearprop train --out` saved.")],
    weight: Annotated[str, typer.Argument(help="A weight or a bias, such as 'W1[0,2]' or 'b1[2]'.")],
    data: Annotated[str, typer.Option(help="Rows with their target: the loss is explained on them.")],
    row: Annotated[int | None, typer.Option(min=0, help="On this row of the data alone.")] = None,
    expected: Annotated[float | None, typer.Option(help="The gradient that you thought it had.")] = None,
    as_json: AsJson = False,
) -> None:
    """Why a weight's gradient is what it is: its three factors, facts, and what would change it, tried."""
    from clearprop.app.explaining import answer
    from clearprop.app.reporting_answers import print_answer

    found = answer(model, weight, data, row, expected)
    print_json(found.to_json()) if as_json else print_answer(found, row)
