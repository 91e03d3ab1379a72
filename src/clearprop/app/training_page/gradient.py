"""The gradient on its way back: how much of it reached each layer over time, and units that let nothing through."""

from clearprop.app.training_page.story import Story
from clearprop.app.training_page.wording import bullets
from clearprop.explain.health import Health
from clearprop.explain.verdicts import verdicts
from clearprop.explain.wording import element
from clearprop.render.charts.bars import Bar, bar_chart
from clearprop.render.charts.figure import Cell, figure, numbers
from clearprop.render.charts.frame import percent
from clearprop.render.charts.lines import Series, line_chart
from clearprop.render.charts.scale import linear, logarithmic
from clearprop.render.charts.thinning import spread
from clearprop.render.page.shell import panel
from clearprop.render.picture.figures import short

UNITS = "dead: slope 0 in every row looked at; saturated: never more than a twentieth of the steepest slope"


def gradient_panel(story: Story) -> str:
    """The charts with what they mean; nothing where no epoch was completed."""
    if not story.healths:
        return ""
    last = story.healths[-1][1]
    charts = [sizes(story), *resting(story), *by_layer(last)]
    meaning = verdicts(story.healths, story.looked_at)
    if not any(health.dead or health.saturated for _, health in story.healths) and any(
        each.units for each in last.layers
    ):
        meaning.append(f"No unit was dead or saturated whenever it was looked at, {len(story.healths)} times.")
    intro = (
        f"The network{story.which} was looked at {len(story.healths)} times, on {story.looked_at} of the rows trained on. "
        "∂L/∂z says how the loss answers to what goes into a layer's units."
    )
    said = bullets(meaning)
    above, beside = (f'<div class="below">{said}</div>', "") if len(charts) > 2 else ("", said)
    body = f'<p>{intro}</p>\n{above}<div class="charts below">\n{"".join(charts)}\n{beside}</div>'
    return panel("gradient", "The gradient on its way back", body)


def sizes(story: Story) -> str:
    """The gradient's size at each layer."""
    names = [layer.name for layer in story.healths[-1][1].layers]
    found = []
    for k, name in enumerate(names):
        points = [(float(epoch), health.layers[k].gradient) for epoch, health in story.healths]
        found.append(Series(element(name), points, "ranked", k / max(len(names) - 1, 1)))
    values = [y for each in found for _, y in each.points]
    described = "; ".join(
        f"{each.name}: {short(each.points[0][1])} at first, {short(each.points[-1][1])} at last" for each in found
    )
    drawn = line_chart(
        "chart-gradient", "Size of the gradient by layer and epoch", f"{described}.", found,
        ("epoch", "∂L/∂z, root mean square"), up=logarithmic(values),
    )  # fmt: skip
    sentence = "Blue is the first layer, orange the last. Lines that lie close together mean that all layers learn."
    if len(found) == 1:
        sentence = "It shrinks as the network gets better."
    if not all(values):
        sentence += " Where the gradient is exactly 0 there is no line."
    rows = [[int(found[0].points[k][0]), *(each.points[k][1] for each in found)] for k in spread(len(story.healths))]
    head = ["epoch", *(each.name for each in found)]
    return figure("Size of the gradient by layer", drawn, sentence, numbers("Size of the gradient", head, rows))


def resting(story: Story) -> list[str]:
    """The shares of dead and of saturated units over time, where there were any."""
    looks = (("dead", "second plain"), ("saturated", "fourth"))
    kinds = [(what, look) for what, look in looks if any(getattr(health, what) for _, health in story.healths)]
    if not kinds or len(story.healths) < 2:
        return []
    found = [
        Series(what, [(float(epoch), getattr(health, what)) for epoch, health in story.healths], look)
        for what, look in kinds
    ]
    described = "; ".join(f"{each.name}: {percent(each.points[-1][1])} at last" for each in found)
    drawn = line_chart(
        "chart-units", "Dead and saturated units by epoch", f"{described}.", found, ("epoch", "share of all units"),
        up=linear([0.0, *(y for each in found for _, y in each.points)], limits=(0.0, 1.0)), show=percent,
    )  # fmt: skip
    rows = [[int(found[0].points[k][0]), *(each.points[k][1] for each in found)] for k in spread(len(story.healths))]
    table = numbers("Dead and saturated units", ["epoch", *(each.name for each in found)], rows)
    return [figure("Units that do not learn", drawn, f"{UNITS[0].upper()}{UNITS[1:]}.", table)]


def by_layer(health: Health) -> list[str]:
    """Each layer's units at the end, where some rest."""
    layers = [layer for layer in health.layers if layer.units]
    if not any(layer.dead or layer.saturated for layer in layers):
        return []
    present = [("Yellow: saturated.", "saturated"), ("Orange: dead.", "dead")]
    key = " ".join(["Blue: learn.", *(text for text, what in present if any(getattr(each, what) for each in layers))])
    bars = []
    for layer in layers:
        alive = layer.units - layer.dead - layer.saturated
        name = element(layer.name)
        parts = [
            ("first", alive / layer.units, f"{name}: {alive} of {layer.units} units learn"),
            ("third", layer.saturated / layer.units, f"{name}: {layer.saturated} saturated"),
            ("second", layer.dead / layer.units, f"{name}: {layer.dead} dead"),
        ]
        bars.append(Bar(name, parts, f"{alive:,} of {layer.units:,}"))
    described = "; ".join(
        f"{element(each.name)}: {each.dead} dead, {each.saturated} saturated, of {each.units}" for each in layers
    )
    drawn = bar_chart("chart-layers", "Units by layer at the end", f"{described}.", bars, whole=1.0)
    rows: list[list[Cell]] = [[element(each.name), each.units, each.dead, each.saturated] for each in layers]
    table = numbers("Units by layer", ["layer", "units", "dead", "saturated"], rows)
    return [figure("Units that learn, by layer, at the end", drawn, key, table)]
