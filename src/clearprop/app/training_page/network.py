"""The trained network itself: its picture with the gradients of some rows, and its mathematics."""

from html import escape
from itertools import groupby

from clearprop.app.training_page.story import Story
from clearprop.render.maths.lines import lines
from clearprop.render.page.maths import HEADINGS, math
from clearprop.render.page.shell import panel
from clearprop.train.data.wording import counted

NAMED = 16


def picture_panel(story: Story) -> str:
    """The picture, on a sample of the rows that are scored."""
    named = f'<p class="legend"><small>{escape(names(story))}</small></p>' if names(story) else ""
    sheet = '<div class="sheet" tabindex="0" role="group" aria-label="Picture of the network">'
    body = f"<p>{escape(described(story))}</p>\n{sheet}{story.derivation.picture()}</div>\n{named}"
    return panel("picture", f"The trained network{story.which}", body)


def described(story: Story) -> str:
    """What the network is and what is drawn, in words."""
    made, settings = story.network.architecture, story.report.settings
    hidden = settings.hidden_units
    layers = hidden_layers(hidden, settings.activation)
    between = f", {layers} between," if hidden else ", no layer between,"
    rows = f"{counted(len(story.sample), 'row')}{' held out' if story.held_out else ''}"
    return (
        f"{counted(made.features, 'feature')} in{between} {counted(made.outputs, made.output.name + ' output')} out. "
        f"Lines are drawn by the gradient of their weight, on {rows}."
    )


def hidden_layers(units: list[int], activation: str) -> str:
    """``100 relu units``, ``8 layers of 20 sigmoid units``."""
    if len(units) < 2:
        return "".join(counted(each, f"{activation} unit") for each in units)
    sizes = str(units[0]) if len(set(units)) == 1 else ", ".join(map(str, units))
    return f"{len(units)} layers of {sizes} {activation} units"


def names(story: Story) -> str:
    """Which feature and which class a number stands for, where they are few."""
    data = story.report.data
    features = [f"x[{k}] {name}" for k, name in enumerate(data.feature_names)]
    classes = [f"ŷ[{k}] {name}" for k, name in enumerate(data.classes or ())]
    if data.classes == tuple(map(str, range(len(classes)))):
        classes = []
    shown = [", ".join(each) for each in (features, classes) if 1 < len(each) <= NAMED]
    return "; ".join(shown if story.network.architecture.outputs > 1 else shown[:1])


def maths_panel(story: Story) -> str:
    """The equations of the derivation, and what their functions are."""
    parts = []
    for part, group in groupby(lines(story.derivation.program), key=lambda line: line.part):
        rows = "\n".join(f'<div class="line">{math(line.box)}</div>' for line in group)
        heading = HEADINGS.get(part, "Definitions")
        opening = f'<div class="lines" tabindex="0" role="group" aria-label="{heading}">'
        parts.append(f"<div><h3>{heading}</h3>\n{opening}\n{rows}\n</div></div>")
    intro = (
        "What the picture's numbers were computed by: the loss of these rows, and its derivative with respect to every "
        "parameter, derived from the network itself."
    )
    return panel(
        "mathematics", "The mathematics", f'<p>{intro}</p>\n<div class="equations below">\n{"".join(parts)}\n</div>'
    )
