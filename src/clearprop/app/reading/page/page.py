"""The whole page of one script: a file that asks nothing of a network and needs no script."""

from datetime import date
from html import escape
from importlib.metadata import version

from clearprop.app.reading.page.findings import findings_panel
from clearprop.app.reading.page.listing import script_panel
from clearprop.app.reading.page.network import network_panel
from clearprop.app.reading.page.remarks import remarks_panel
from clearprop.app.reading.script import Script
from clearprop.app.reading.wording import TITLES, loss_sentence, network_sentence, plain, recorded_sentence, verdict
from clearprop.read.reading import Reading
from clearprop.render.page.shell import shell
from clearprop.train.data.wording import counted

STYLES = ("report.css", "reading.css")


def page(script: Script, reading: Reading) -> str:
    """The page as HTML."""
    panels = [
        findings_panel(script, reading), script_panel(script, reading), network_panel(reading), remarks_panel(reading),
    ]  # fmt: skip
    return shell(
        f"{script.name}: {TITLES[reading.verdict].lower()}", header(script, reading),
        "\n".join([figures(reading), *filter(None, panels)]), footer=footer(), styles=STYLES,
    )  # fmt: skip


def footer() -> str:
    return f'<footer class="foot">Written by clearprop {version("clearprop")} on {date.today()}.</footer>'


def header(script: Script, reading: Reading) -> str:
    """The verdict, and the sentence that says what it means."""
    mistakes = sum(finding.severity == "wrong" for finding in reading.findings)
    title = counted(mistakes, "mistake") if reading.verdict == "wrong" else TITLES[reading.verdict].lower()
    return (
        f'<div>\n<p class="kicker">Reading of a script</p>\n<h1><code>{escape(script.name)}</code>: {title}</h1>\n'
        f'<p class="lead">{escape(verdict(reading))}</p>\n</div>'
    )


def figures(reading: Reading) -> str:
    """What is known of the loss, the network and the run, each with its name."""
    shown: list[tuple[str, str, str]] = []
    if reading.loss:
        _, _, rest = loss_sentence(reading.loss).partition(", ")
        shown.append(("Loss that is descended", plain(reading.loss.name), rest))
    if reading.layers:
        shown.append(("Network", counted(len(reading.layers), "layer"), network_sentence(reading)))
    if reading.lines:
        labelled = len({(line.cell, line.line) for line in reading.lines})
        shown.append(("Lines understood", f"{labelled:,}", "each label held at every fresh point"))
    if reading.recorded:
        shown.append(("Recorded", counted(reading.recorded.updates, "update"), recorded_sentence(reading)))
    items = "\n".join(figure(*each) for each in shown)
    return f'<dl class="figures facts">\n{items}\n</dl>' if shown else ""


def figure(name: str, value: str, more: str) -> str:
    return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd><dd>{escape(more)}</dd></div>"
