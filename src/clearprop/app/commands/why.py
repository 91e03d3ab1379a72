"""clearprop why."""

from typing import Annotated

import typer

from clearprop.app.command import AsJson, print_json


def why(
    model: Annotated[
        str,
        typer.Argument(help="A model that `clearprop train --out` saved, or a script (.py, .ipynb), or `tutorial`."),
    ],
    weight: Annotated[
        str, typer.Argument(help="A weight or a bias, such as 'W1[0,2]' or 'b1[2]'; of a script as its code has it.")
    ],
    data: Annotated[
        str | None, typer.Option(help="For a model: rows with their target; the loss is explained on them.")
    ] = None,
    row: Annotated[int | None, typer.Option(min=0, help="For a model: on this row of the data alone.")] = None,
    expected: Annotated[float | None, typer.Option(help="The gradient that you thought it had.")] = None,
    run: Annotated[str | None, typer.Option(help="For a script: how to run what it defines, as for `read`.")] = None,
    as_json: AsJson = False,
) -> None:
    """Why a weight's gradient is what it is: its three factors, facts, and what would change it, tried."""
    from pathlib import Path

    from clearprop.app.explaining import answer
    from clearprop.app.reading.script import Script
    from clearprop.app.reading.why import explained, is_script
    from clearprop.app.reporting_answers import print_answer, print_before
    from clearprop.train.data.errors import OptionError

    if is_script(model):
        if data is not None or row is not None:
            raise OptionError(f"--data and --row go with a model; {model} is a script, which has its own data.")
        of_script = explained(Script.opened(model), weight, run, expected)
        if as_json:
            return print_json(of_script.to_json())
        print_before(of_script.before)
        return print_answer(of_script.answer, None)
    if data is None or run is not None:
        raise OptionError(f"{model} is taken for a model: it needs --data DATA, and --run goes with a script.")
    found = answer(Path(model), weight, data, row, expected)
    print_json(found.to_json()) if as_json else print_answer(found, row)
