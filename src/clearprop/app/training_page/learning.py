"""What the curves say: how the loss went, whether it was still falling, whether rows were learned by heart."""

from collections.abc import Sequence

import numpy as np

from clearprop.app.training_page.series import series_of, stopped_at, training
from clearprop.app.training_page.story import Story
from clearprop.render.charts.frame import percent
from clearprop.render.charts.thinning import Point
from clearprop.render.picture.figures import short

FELL = 0.05
"""Over the last tenth of the epochs: what falls by less has come to rest."""


def said(story: Story) -> list[str]:
    """Sentences, the numbers first."""
    found = {each.name: each.points for each in series_of(story, "loss") if each.named}
    points = found.get("training") or training(story.last, "loss")
    if len(points) < 2:
        return []
    (first, start), (last, end) = points[0], points[-1]
    sentences = [f"The training loss went from {short(start)} in epoch {first:g} to {short(end)} in epoch {last:g}."]
    best = stopped_at(story)
    if best:
        sentences.append(
            f"Training ended after epoch {len(story.network.history):,}; the parameters are those of epoch {best:,}, whose "
            "validation loss was the lowest."
        )
    learned = by_heart(found.get("held out", []), points)
    fell = still_falling([y for _, y in points])
    perfect = all(each.model.network.history.metric[-1:] == [1.0] for each in story.trained)
    if fell and not (learned or best or perfect or story.report.problem):
        sentences.append(
            f"Over the last tenth of the epochs it fell by another {percent(round(fell, 2))}: more epochs may help."
        )
    return [*sentences, *learned]


def still_falling(losses: Sequence[float]) -> float:
    """By which share the loss fell over the last tenth of the epochs; 0 where that is little or says nothing."""
    stretch = len(losses) // 10
    if stretch < 2 or losses[-1] < 1e-4 * losses[0]:
        return 0.0
    before, last = float(np.mean(losses[-2 * stretch : -stretch])), float(np.mean(losses[-stretch:]))
    fell = 1 - last / before if before > 0 else 0.0
    return fell if fell > FELL else 0.0


def by_heart(points: Sequence[Point], training_points: Sequence[Point]) -> list[str]:
    """Where the loss on rows held out has passed its lowest point while that of the training rows fell on."""
    held, trained = smooth(points), dict(smooth(training_points))
    if len(held) < 3:
        return []
    epoch, lowest = min(held, key=lambda point: point[1])
    last_epoch, last = held[-1]
    if not (last > 1.1 * lowest and trained.get(last_epoch, np.inf) < 0.9 * trained.get(epoch, 0.0)):
        return []
    return [
        f"On the rows held out the loss was lowest around epoch {epoch:g}, about {short(lowest)}, and rose to {short(last)} "
        "while that of the training rows went on falling: the network began to learn its rows by heart (overfitting). "
        "--early-stopping, fewer epochs or fewer units may help."
    ]


def smooth(points: Sequence[Point]) -> list[Point]:
    """Each with the median of five neighbours, so that a single leap says nothing."""
    values = [y for _, y in points]
    return [(x, float(np.median(values[max(k - 2, 0) : k + 3]))) for k, (x, _) in enumerate(points)]
