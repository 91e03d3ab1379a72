"""How training went: the loss and the metric by epoch, as charts."""

from collections.abc import Sequence

import numpy as np

from clearprop.app.training_page.learning import said
from clearprop.app.training_page.series import series_of, stopped_at
from clearprop.app.training_page.story import Story
from clearprop.app.training_page.wording import bullets
from clearprop.render.charts.figure import figure, numbers
from clearprop.render.charts.frame import percent
from clearprop.render.charts.lines import Mark, Series, line_chart
from clearprop.render.charts.scale import linear
from clearprop.render.charts.thinning import spread
from clearprop.render.page.shell import panel
from clearprop.render.picture.figures import short

LOWEST_R2 = -1.0
"""What is drawn of R²: below, a network that begins far off would flatten all the rest."""


def curves_panel(story: Story) -> str:
    """Both charts; a sentence where not even one epoch was completed."""
    if not any(each.model.network.history for each in story.trained):
        return panel("training", "How training went", "<p>It diverged before the first epoch was complete.</p>")
    metric = "accuracy" if story.metric == "accuracy" else "R²"
    charts = [chart(story, "loss", "loss", story.network.architecture.loss.name), chart(story, "metric", metric, "")]
    body = f'<div class="charts">\n{"".join(charts)}\n{bullets(said(story))}</div>'
    return panel("training", "How training went", body)


def chart(story: Story, field: str, name: str, remark: str) -> str:
    found = series_of(story, field)
    if field == "metric" and story.metric == "r2":
        found = [with_floor(each) for each in found]
    is_share = name == "accuracy"
    values = [y for each in found for _, y in each.points]
    ended = stopped_at(story)
    up = None if field == "loss" else linear(values, limits=(0.0 if is_share else LOWEST_R2, 1.0))
    marks = [Mark(ended, "best")] if ended else []
    described = "; ".join(told(each, is_share) for each in found if each.named)
    drawn = line_chart(
        f"chart-{field}", f"{name.capitalize()} by epoch", f"{described}.", found, ("epoch", name),
        up=up, show=percent if is_share else short, marks=marks,
    )  # fmt: skip
    heading = f"{name.capitalize()} by epoch" if name != "R²" else "R² by epoch"
    return figure(heading, drawn, caption(story, found, field, remark), table(heading, found))


def caption(story: Story, found: Sequence[Series], field: str, remark: str) -> str:
    parts = [f"{remark}: less is better." if remark else "More is better."]
    if story.folds:
        parts.append("Thin: each fold; thick: their mean.")
    if any(each.look.startswith("second") for each in found):
        parts.append("Held out: rows that are only looked at, nothing is learned from them.")
    if field == "loss" and story.report.settings.class_weight:
        parts.append("Rows count by the weight of their class.")
    if field == "metric" and any(np.isnan(y) for each in found for _, y in each.points):
        parts.append(f"What is below {short(LOWEST_R2)} is not drawn.")
    return " ".join(parts)


def with_floor(series: Series) -> Series:
    points = [(x, y if y >= LOWEST_R2 else float("nan")) for x, y in series.points]
    return Series(series.name, points, series.look, series.share, series.named)


def told(series: Series, is_share: bool) -> str:
    if not series.points:
        return series.name
    (first, start), (last, end) = series.points[0], series.points[-1]
    show = percent if is_share else short
    return f"{series.name}: {show(start)} after epoch {first:g}, {show(end)} after epoch {last:g}"


def table(heading: str, found: Sequence[Series]) -> str:
    """Some epochs of every series, the first and the last among them."""
    values = [dict(each.points) for each in found]
    epochs = sorted(set.union(*map(set, values)))
    shared = [epoch for epoch in epochs if all(epoch in each for each in values)] or epochs
    chosen = sorted({shared[k] for k in spread(len(shared))} | {epochs[0], epochs[-1]})
    rows = [[int(epoch), *(each.get(epoch) for each in values)] for epoch in chosen]
    note = f"{len(chosen)} of {len(epochs)} epochs." if len(chosen) < len(epochs) else ""
    return numbers(heading, ["epoch", *(each.name for each in found)], rows, note)
