"""The data that was trained on: what was found out about it, and how its target is spread."""

from itertools import pairwise

import numpy as np

from clearprop.app.training_page.story import Story
from clearprop.app.training_page.wording import bullets, paragraph
from clearprop.render.charts.bars import Bar, bar_chart
from clearprop.render.charts.figure import figure, numbers
from clearprop.render.charts.frame import percent
from clearprop.render.charts.scale import linear
from clearprop.render.page.shell import panel
from clearprop.render.picture.figures import short
from clearprop.train.data.wording import counted

BINS = 8


def data_panel(story: Story) -> str:
    """What it is in a sentence, the notes that training printed, and the target."""
    report = story.report
    data = report.data
    made = story.network.architecture
    summary = (
        f"{counted(data.rows, 'row')} of {counted(made.features, 'feature')}"
        f"{'' if data.test is None else f', and {len(data.test[0]):,} to be scored on'}. Features are scaled "
        f"({report.model.scaler.kind}), learned from the rows trained on."
    )
    if report.model.scaler.kind == "none":
        summary = summary.replace("are scaled (none), learned from the rows trained on", "are taken as they are")
    told = f"<div>{paragraph(summary)}\n{bullets(report.notes, 'notes')}</div>"
    chart = classes(story) if data.classes else spread_of_numbers(story)
    return panel("data", "The data", f'<div class="charts">\n{told}\n{chart}\n</div>')


def classes(story: Story) -> str:
    """How many rows each class has."""
    data = story.report.data
    assert data.classes is not None
    counts = np.bincount(np.asarray(data.targets, np.int64), minlength=len(data.classes)).tolist()
    bars = [
        Bar(name, [("first", count, f"{name}: {count:,} of {data.rows:,}, {percent(count / data.rows)}")], f"{count:,}")
        for name, count in zip(data.classes, counts, strict=True)
    ]
    return target_figure(
        story, "Rows of each class", bars, [[*pair] for pair in zip(data.classes, counts, strict=True)], "class"
    )


def spread_of_numbers(story: Story) -> str:
    """How many rows have a target between round numbers."""
    targets = story.report.data.targets
    edges = np.asarray(linear(targets.tolist(), BINS).ticks)
    counts = np.histogram(targets, edges)[0].tolist()
    names = [f"{short(low)} to {short(high)}" for low, high in pairwise(edges)]
    bars = [
        Bar(name, [("first", count, f"{name}: {count:,} rows")], f"{count:,}")
        for name, count in zip(names, counts, strict=True)
    ]
    return target_figure(story, "Rows by target", bars, [[*pair] for pair in zip(names, counts, strict=True)], "target")


def target_figure(story: Story, heading: str, bars: list[Bar], rows: list[list[str | int]], first: str) -> str:
    described = "; ".join(f"{bar.name}: {bar.value}" for bar in bars)
    sentence = f"The target is {story.report.data.target_name!r}."
    drawn = bar_chart("chart-target", heading, f"{described}.", bars)
    return figure(heading, drawn, sentence, numbers(heading, [first, "rows"], rows))
