"""clearprop predict."""

from pathlib import Path
from typing import Annotated

import typer

from clearprop.app.command import AsJson, print_json


def predict(
    model: Annotated[Path, typer.Argument(help="A model that `clearprop train --out` saved.")],
    data: Annotated[
        str,
        typer.Argument(
            help="New rows, with the columns that the model was trained with; the target may be there or not."
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Predict the target for each row of DATA, and score the predictions where the target is known."""
    from clearprop.app.model import Model
    from clearprop.app.reporting import print_predictions

    predictions = Model.load(model).predict_source(data)
    print_json(predictions.to_json()) if as_json else print_predictions(predictions)
