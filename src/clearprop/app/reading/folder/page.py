"""The page of a class: how many are right, the submissions by finding, those that could not be read, and all of them."""

from collections.abc import Mapping
from html import escape

from clearprop.app.reading.folder.groups import Group, groups, verdicts
from clearprop.app.reading.wording import TITLES, capital, place, plain, verdict, written
from clearprop.read.reading import Reading
from clearprop.render.page.shell import panel, shell
from clearprop.train.data.wording import counted

STYLES = ("report.css", "class.css")
MEANS = {
    "correct": "every parameter follows the gradient",
    "wrong": "with at least one mistake",
    "not-gradient-descent": "nothing is trained by a gradient",
    "unread": "no answer is given",
}


def page(folder: str, readings: Mapping[str, Reading], same_as: Mapping[str, str]) -> str:
    """The page as HTML."""
    panels = [findings_panel(readings), unread_panel(readings), files_panel(readings, same_as)]
    counts, footer = verdicts(readings), f'<footer class="foot">{written()}</footer>'
    figures = "\n".join(figure(TITLES[each], f"{count:,}", MEANS[each]) for each, count in counts.items())
    return shell(
        f"{folder}: {counted(len(readings), 'submission')}", header(folder, readings),
        "\n".join([f'<dl class="figures facts">\n{figures}\n</dl>', *filter(None, panels)]), footer=footer, styles=STYLES,
    )  # fmt: skip


def figure(name: str, value: str, more: str) -> str:
    return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd><dd>{escape(more)}</dd></div>"


def header(folder: str, readings: Mapping[str, Reading]) -> str:
    counts, total = verdicts(readings), len(readings)
    lead = f"{counts['correct']:,} of {counted(total, 'submission')} are correct, {counts['wrong']:,} are wrong."
    return (
        f'<div>\n<p class="kicker">Reading of a folder</p>\n<h1><code>{escape(folder)}</code>: '
        f'{counted(total, "submission")}</h1>\n<p class="lead">{lead}</p>\n</div>'
    )


def findings_panel(readings: Mapping[str, Reading]) -> str:
    """A group opens to its submissions."""
    body = "\n".join(map(group_html, groups(readings)))
    return panel("findings", "By finding", f'<div class="groups">{body}</div>') if body else ""


def group_html(group: Group) -> str:
    items = "\n".join(
        f"<li><code>{escape(file)}</code>, {place(finding.cell, finding.line)}: {escape(finding.message)}</li>"
        for file, finding in group.members
    )
    files = counted(len({file for file, _ in group.members}), "submission")
    return (
        f'<article class="finding {group.severity}"><details><summary><h3>{escape(capital(plain(group.name)))} '
        f'<small>{group.code} · {files}</small></h3></summary>\n<ul class="said">{items}</ul></details></article>'
    )


def unread_panel(readings: Mapping[str, Reading]) -> str:
    items = "\n".join(
        f"<li><code>{escape(file)}</code>: {escape(reading.reason or 'the reason is not known')}</li>"
        for file, reading in sorted(readings.items())
        if reading.verdict == "unread"
    )
    return panel("unread", "Not read", f'<ul class="said">\n{items}\n</ul>') if items else ""


def files_panel(readings: Mapping[str, Reading], same_as: Mapping[str, str]) -> str:
    """Each file with its verdict in a sentence."""
    rows = "\n".join(
        f'<tr><th scope="row">{escape(file)}</th><td>{escape(verdict(readings[file]))}'
        f"{same(same_as.get(file, ''))}</td></tr>"
        for file in sorted(readings)
    )
    table = (
        '<div class="texts"><div class="scroll" tabindex="0" role="group" aria-label="All submissions">'
        f'<table class="plain"><thead><tr><th scope="col">file</th><th scope="col">answer</th></tr></thead>'
        f"<tbody>\n{rows}\n</tbody></table></div></div>"
    )
    return panel("files", "All submissions", table)


def same(first: str) -> str:
    return f" <small>The same content as {escape(first)}.</small>" if first else ""
