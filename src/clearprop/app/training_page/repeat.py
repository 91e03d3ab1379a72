"""How to do it again: the command, every setting that was used, and the versions."""

import platform
import re
import shlex
from dataclasses import MISSING, fields
from html import escape
from importlib.metadata import version

import numpy as np

from clearprop.app.settings import Settings
from clearprop.app.training_page.story import Story
from clearprop.render.charts.figure import table
from clearprop.render.page.shell import panel
from clearprop.train.checkpoints import digest


def repeat_panel(story: Story) -> str:
    """The command line, and a table."""
    rows = settings_of(story)
    shown = table(
        "Settings, those that were chosen included", ["setting", "value"], [[*row] for row in rows], hidden=False
    )
    # a line does not end between the two dashes of an option
    typed = re.sub(r"(?<!\S)--[a-z-]+", r"<span>\g<0></span>", escape(command(story.report.settings)))
    body = (
        f'<pre class="command" tabindex="0" aria-label="The command">{typed}</pre>\n'
        f'<p>The same seed, machine and number of threads give the same bits.</p>\n<div class="texts below">{shown}</div>'
    )
    return panel("repeat", "To repeat it", body)


def command(settings: Settings) -> str:
    """What to type for the same training: the options that were given."""
    words = ["clearprop", "train", settings.data]
    for field in fields(settings):
        value = getattr(settings, field.name)
        if field.default is MISSING or value == field.default:
            continue
        option = f"--{field.name.replace('_', '-')}"
        words += [option] if value is True else [option, str(value)]
    return shlex.join(words)


def settings_of(story: Story) -> list[tuple[str, str]]:
    """Everything that the result depends on."""
    report, network = story.report, story.network
    made, settings, data = network.architecture, report.settings, report.data
    rows = [
        (
            "data",
            f"{settings.data}, {data.rows:,} rows, fingerprint {digest([data.features, np.asarray(data.targets)])}",
        ),
        ("target", data.target_name),
        ("missing values", settings.missing or "none allowed"),
        ("scored on", report.scored_on),
        ("network", str(made)),
        ("starting weights", settings.init),
        ("optimiser", repr(report.optimizer)),
        ("epochs", f"{settings.epochs_for(min(len(each.part.features) for each in story.trained)):,}"),
        ("batch size", f"{report.batch_size:,}"),
        ("class weights", settings.class_weight or "none"),
        (
            "early stopping",
            f"after {settings.patience} epochs without a better one" if settings.early_stopping else "no",
        ),
        ("scale of features", report.model.scaler.kind),
        ("numbers", network.dtype.name),
        ("seed", f"{settings.seed}, of the split, the weights and the order of rows"),
        ("versions", f"clearprop {version('clearprop')}, Python {platform.python_version()}, NumPy {np.__version__}"),
        ("system", f"{platform.system()} on {platform.machine()}"),
    ]
    return rows
