"""The results of regression: predicted against actual, what is left over, and the largest errors."""

import numpy as np

from clearprop.app.training_page.story import Story
from clearprop.app.training_page.wording import ROWS_FROM, amount, bullets
from clearprop.render.charts.figure import Cell, figure, numbers, table
from clearprop.render.charts.frame import percent
from clearprop.render.charts.scatter import Dot, scatter_chart
from clearprop.render.charts.thinning import spread
from clearprop.render.page.shell import panel
from clearprop.train.results import Measured

DOTS = 600
MARKED = 5
ERRORS = 10


def measures_panel(story: Story, found: Measured) -> str:
    """Everything about how far off the predictions are."""
    largest = found.largest(ERRORS)
    rows: list[list[Cell]] = [
        [f"row {found.rows[k]}", float(found.actual[k]), float(found.predicted[k]), float(found.left[k])]
        for k in largest
    ]
    errors = table("Largest errors", ["row", "actual", "predicted", "actual − predicted"], rows, hidden=False)
    charts = [*scatters(found), f'<div>{errors}<p class="below"><small>{ROWS_FROM}</small></p></div>']
    body = f'{bullets(said(found))}\n<div class="charts below">\n{"".join(charts)}\n</div>'
    return panel("results", "Predicted and actual", body)


def said(found: Measured) -> list[str]:
    """Half of the errors, the bias, and how far off the largest is."""
    half = float(np.median(np.abs(found.left)))
    bias = float(np.mean(found.left))
    k = found.largest(1)[0]
    high = "low" if bias > 0 else "high"
    nearer = float(np.mean(np.abs(found.left) < np.abs(found.actual - found.guessed)))
    return [
        f"Half of the predictions are off by less than {amount(half)}; on average they are {amount(abs(bias))} too {high}.",
        f"The largest error is {amount(abs(found.left[k]))}, in row {found.rows[k]}: {amount(found.actual[k])}, predicted "
        f"{amount(found.predicted[k])}.",
        f"{percent(nearer)} of the predictions are nearer than the mean of the training rows.",
    ]


def scatters(found: Measured) -> list[str]:
    """Both charts, of at most so many points; the largest errors are always among them."""
    marked = set(found.largest(MARKED).tolist())
    chosen = sorted({*spread(len(found.rows), DOTS), *marked})
    text = {
        k: f"row {found.rows[k]}: {amount(found.actual[k])}, predicted {amount(found.predicted[k])}" for k in chosen
    }
    part = "" if len(chosen) == len(found.rows) else f" {len(chosen):,} of {len(found.rows):,} rows are drawn."
    remark = f"Orange: the {len(marked)} largest errors.{part}"
    head = ["row", "actual", "predicted", "actual − predicted"]
    some = [chosen[k] for k in spread(len(chosen), 50)]
    rows = [[int(found.rows[k]), float(found.actual[k]), float(found.predicted[k]), float(found.left[k])] for k in some]
    note = f"{len(some)} of {len(found.rows):,} rows." if len(some) < len(found.rows) else ""
    first = scatter_chart(
        "chart-predicted", "Predicted against actual",
        f"{len(chosen):,} rows; the mean absolute error is {amount(found.mean_absolute)}.",
        [Dot(float(found.actual[k]), float(found.predicted[k]), text[k], k in marked) for k in chosen],
        ("actual", "predicted"), "diagonal", "predicted = actual",
    )  # fmt: skip
    second = scatter_chart(
        "chart-left", "What is left over against what was predicted",
        f"{len(chosen):,} rows; residuals from {amount(found.left.min())} to {amount(found.left.max())}.",
        [Dot(float(found.predicted[k]), float(found.left[k]), text[k], k in marked) for k in chosen],
        ("predicted", "actual − predicted"), "zero", "",
    )  # fmt: skip
    return [
        figure("Predicted against actual", first, remark, numbers("Predicted and actual", head, rows, note)),
        figure("Residuals", second, "A pattern here is something that the network has not learned yet."),
    ]
