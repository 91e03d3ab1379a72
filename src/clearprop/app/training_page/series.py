"""The curves of a training: of each kind of rows, of each fold, and the mean over the folds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from clearprop.app.training import Trained
from clearprop.app.training_page.story import Story
from clearprop.render.charts.lines import Series
from clearprop.render.charts.thinning import Point
from clearprop.train.history import Record


@dataclass(frozen=True)
class Kind:
    """Which rows a curve is of."""

    name: str
    look: str
    points: Callable[[Trained, str], list[Point]]


def training(each: Trained, field: str) -> list[Point]:
    return [(record.epoch, getattr(record, field)) for record in each.model.network.history]


def validation(each: Trained, field: str) -> list[Point]:
    found: list[tuple[Record, float | None]] = [
        (record, getattr(record, f"validation_{field}")) for record in each.model.network.history
    ]
    return [(record.epoch, value) for record, value in found if value is not None]


def held_out(each: Trained, field: str) -> list[Point]:
    if each.watched is None:
        return []
    values = each.watched.losses if field == "loss" else each.watched.metrics
    return [*zip(map(float, each.watched.epochs), values, strict=True)]


KINDS = (
    Kind("training", "first", training),
    Kind("validation", "third", validation),
    Kind("held out", "second", held_out),
)


def series_of(story: Story, field: str) -> list[Series]:
    """A series for each kind of rows; with folds, thin ones for each and their mean."""
    found = []
    for kind in KINDS:
        # the loss of training rows counts classes by weight, that of rows held out does not
        if kind.name == "held out" and field == "loss" and story.report.settings.class_weight:
            continue
        curves = [points for each in story.trained if (points := kind.points(each, field))]
        if len(story.trained) > 1:
            for each, points in zip(story.trained, curves, strict=False):
                found.append(Series(f"{kind.name}, {each.part.name}", points, f"{kind.look} thin", named=False))
            curves = [mean_of(curves)] if len(curves) > 1 else []
        found += [Series(kind.name, points, kind.look) for points in curves]
    return found


def mean_of(curves: Sequence[Sequence[Point]]) -> list[Point]:
    """The mean over the folds, at the epochs that all of them have."""
    values = [dict(points) for points in curves]
    common = [x for x, _ in curves[0] if all(x in each for each in values)]
    return [(x, float(np.mean([each[x] for each in values]))) for x in common]


def stopped_at(story: Story) -> int | None:
    """With early stopping, and one network: the epoch whose parameters were kept."""
    records = [record for record in story.network.history if record.validation_loss is not None]
    if not records or story.folds:
        return None
    return min(records, key=lambda record: record.validation_loss or 0.0).epoch
