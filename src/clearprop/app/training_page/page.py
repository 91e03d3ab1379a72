"""The whole page, and the file that it is written to."""

from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np

from clearprop.app.training import Report
from clearprop.app.training_page.curves import curves_panel
from clearprop.app.training_page.data import data_panel
from clearprop.app.training_page.gradient import gradient_panel
from clearprop.app.training_page.headline import header, key_figures
from clearprop.app.training_page.network import maths_panel, picture_panel
from clearprop.app.training_page.repeat import repeat_panel
from clearprop.app.training_page.results import results_panel
from clearprop.app.training_page.story import Story
from clearprop.render.page.shell import shell
from clearprop.train.whole_file import write_whole


def write_page(report: Report, path: Path) -> None:
    """Writes the page, whole or not at all."""
    with np.errstate(all="ignore"):  # where training diverged numbers are large
        write_whole(path, page(report).encode())


def page(report: Report) -> str:
    """The page as HTML: one file that asks nothing of a network."""
    story = Story(report)
    panels = [
        key_figures(story), curves_panel(story), results_panel(story), gradient_panel(story), picture_panel(story),
        maths_panel(story), data_panel(story), repeat_panel(story),
    ]  # fmt: skip
    written = f"Written by clearprop {version('clearprop')} on {date.today()}."
    footer = f'<footer class="foot">{written}</footer>'
    return shell(
        f"{report.data.name}: training report", header(story), "\n".join(filter(None, panels)), footer=footer,
        styles=("charts.css", "report.css"),
    )  # fmt: skip
