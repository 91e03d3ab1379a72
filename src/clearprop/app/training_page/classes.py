"""The results of classification: the confusion matrix, what is confused most, and the mistakes told most surely."""

from html import escape

import numpy as np

from clearprop.app.training_page.images import images_of
from clearprop.app.training_page.story import Story
from clearprop.app.training_page.wording import ROWS_FROM, bullets
from clearprop.render.charts.bitmap import image
from clearprop.render.charts.confusion import confusion_chart
from clearprop.render.charts.figure import Cell, figure, numbers, table
from clearprop.render.charts.frame import percent
from clearprop.render.page.shell import panel
from clearprop.train.data.wording import counted, listed
from clearprop.train.results import Classified, Confusion

PAIRS = 6
MISTAKES = 8
PICTURES = 10
ROWS_NAMED = 6


def classes_panel(story: Story, found: Classified) -> str:
    """Everything about right and wrong."""
    over = f"over {len(story.trained)} folds" if story.folds else "on the rows held out" if story.held_out else ""
    cells = [matrix(found, over), f"<div>{bullets(said(found))}{confused(found)}</div>", surest(found)]
    counted_from = f'<p class="below"><small>{ROWS_FROM}</small></p>' if len(found.mistakes) else ""
    body = f'<div class="charts">\n{"".join(cells)}\n</div>\n{pictures(story, found)}{counted_from}'
    return panel("results", "Right and wrong, class by class", body)


def said(found: Classified) -> list[str]:
    """The class that is found best and the one found worst, and those that are never said."""
    totals = found.counts.sum(axis=1)
    there = np.flatnonzero(totals)
    shares = found.counts.diagonal()[there] / totals[there]
    worst, best = int(there[np.argmin(shares)]), int(there[np.argmax(shares)])
    if shares.min() == 1:
        return [f"Every row of every class is right ({counted(len(found.rows), 'row')})."]
    sentences = []
    if shares.min() < shares.max():
        sentences.append(f"Found best is {of(found, best)}; found worst is {of(found, worst)}.")
    never = [found.classes[k] for k in there if not found.counts[:, k].sum()]
    if never:
        sentences.append(f"Never said: {listed(never)}.")
    return sentences


def of(found: Classified, number: int) -> str:
    return f"{found.classes[number]!r}, {found.counts[number, number]:,} of {found.counts[number].sum():,}"


def matrix(found: Classified, over: str) -> str:
    """The heat map with its table."""
    counts, classes = found.counts, found.classes
    description = (
        f"{found.right:,} of {len(found.rows):,} rows are right; "
        + "; ".join(f"{name}: {counts[k, k]:,} of {counts[k].sum():,}" for k, name in enumerate(classes))
        + "."
    )
    drawn = confusion_chart("chart-confusion", "Confusion matrix", description, counts, classes)
    heading = f"Confusion matrix {over}".strip()
    sentence = (
        "A line is what a row was, a column what the network said. Blue is right, orange is wrong; deeper is more."
    )
    rows = [
        [name, *counts[k].tolist(), share(counts[k, k], counts[k].sum()), share(counts[k, k], counts[:, k].sum())]
        for k, name in enumerate(classes)
    ]
    head = ["actual", *(f"said {name}" for name in classes), "found (recall)", "right where said (precision)"]
    return figure(heading, drawn, sentence, numbers(heading, head, rows))


def share(part: int, whole: int) -> float | None:
    return float(part / whole) if whole else None


def confused(found: Classified) -> str:
    """Pairs of classes that are taken for each other, with some of the rows."""
    pairs: list[list[Cell]] = [
        [f"{found.classes[pair.actual]} → {found.classes[pair.said]}", len(pair.rows), rows_of(pair)]
        for pair in found.confusions(PAIRS)
    ]
    if not pairs:
        return ""
    shown = table("Most confused: actual → said", ["pair", "times", "rows"], pairs, hidden=False)
    return f'<div class="texts below">{shown}</div>'


def surest(found: Classified) -> str:
    """The mistakes that the network was surest of."""
    if found.sure is None or not len(found.mistakes):
        return ""
    rows: list[list[Cell]] = [
        [f"row {found.rows[k]}", found.classes[found.actual[k]], found.classes[found.said[k]], sure(found, k)]
        for k in found.mistakes[:MISTAKES]
    ]
    shown = table("Mistakes told most surely", ["row", "actual", "said", "how sure"], rows, hidden=False)
    return f'<div class="texts">{shown}</div>'


def sure(found: Classified, place: int) -> str:
    assert found.sure is not None
    return percent(round(float(found.sure[place]), 3))


def rows_of(pair: Confusion) -> str:
    more = f", and {len(pair.rows) - ROWS_NAMED:,} more" if len(pair.rows) > ROWS_NAMED else ""
    return ", ".join(map(str, pair.rows[:ROWS_NAMED])) + more


def pictures(story: Story, found: Classified) -> str:
    """Where rows are images: those of the surest mistakes."""
    images = images_of(story.report.data.feature_names, story.features)
    if images is None or not len(found.mistakes):
        return ""
    items = []
    for k in found.mistakes[:PICTURES]:
        actual, said = found.classes[found.actual[k]], found.classes[found.said[k]]
        alt = escape(f"row {found.rows[k]}, a {actual} that was taken for {said}", quote=True)
        how = "" if found.sure is None else f", {sure(found, k)} sure"
        text = f"<b>{escape(actual)}</b>, said <b>{escape(said)}</b>{how}<br>row {found.rows[k]}"
        items.append(f"<li>{image(images.shades(k), alt)}{text}</li>")
    heading = "Mistakes told most surely, as images" if found.sure is not None else "Mistakes, as images"
    return f'<h3 class="below">{heading}</h3>\n<ul class="examples">\n{"".join(items)}\n</ul>'
