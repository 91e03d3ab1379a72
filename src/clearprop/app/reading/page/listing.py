"""The script on the page: each line with its number, its notes beside it, and its story to open."""

from html import escape

from clearprop.app.reading.notes import Marked, marked
from clearprop.app.reading.page.links import identifier, link
from clearprop.app.reading.script import Script
from clearprop.app.reading.story import Neighbour, Passage, story
from clearprop.app.reading.wording import capital, place, plain
from clearprop.read.reading import Reading, ReadLine
from clearprop.render.page import code
from clearprop.render.page.shell import panel

KINDS = {
    "pre_activation": "forward", "activation": "forward", "loss": "forward", "activation_derivative": "local",
    "local_derivative": "local", "update": "step",
}  # fmt: skip
LEGEND = {
    "forward": "value going forward",
    "local": "local slope",
    "backward": "derivative of the loss",
    "step": "update",
}


def script_panel(script: Script, reading: Reading) -> str:
    """Every cell; a line with a label opens to its story."""
    cells = marked(script, reading)
    beside = [line for lines in cells for line in lines if line.notes or line.findings]
    widest = max((len(line.text.expandtabs(4)) for line in beside), default=60)
    parts = []
    for cell, lines in zip(script.cells, cells, strict=True):
        heading = "" if cell.number is None else f"<h3>Cell {cell.number}</h3>\n"
        rows = "\n".join(row(script, reading, line) for line in lines)
        parts.append(f'{heading}<ol class="script" style="--widest: {widest}ch">\n{rows}\n</ol>')
    return panel("script", "The script, line by line", "\n".join(parts), legend() if reading.lines else "")


def legend() -> str:
    items = "".join(f'<li class="{kind}">{words}</li>' for kind, words in LEGEND.items())
    return f'<ul class="legend" aria-label="What the notes are">{items}</ul>'


def row(script: Script, reading: Reading, line: Marked) -> str:
    """A line alone, or one that opens."""
    severities = {finding.severity for finding in line.findings}
    kind = "wrong" if "wrong" in severities else "suspicious" if severities else ""
    deep = len(line.text.expandtabs(4)) - len(line.text.expandtabs(4).lstrip())
    text = f'<code style="--deep: {deep}ch">{code.marked(line.text, {}) or " "}</code>'
    inner = f'<span class="gutter">{line.place[1]}</span>{text}'
    notes = "".join(map(note, line.notes))
    notes += "".join(f'<span class="note at-fault">{escape(plain(finding.name))}</span>' for finding in line.findings)
    beside = f'<span class="notes-beside">{notes}</span>' if notes else ""
    opening = f' id="{identifier(*line.place)}" class="{" ".join(filter(None, ["row", kind]))}"'
    if not line.notes:
        return f"<li{opening}><div>{inner}{beside}</div></li>"
    passages = "\n".join(map(passage, story(script, reading, line.place).passages))
    return (
        f'<li{opening}><details><summary>{inner}{beside}</summary>\n<div class="story">{passages}</div></details></li>'
    )


def note(label: ReadLine) -> str:
    """The formula, with its sign and scale, and its numbers for one row."""
    example = f" <small>{escape(label.example)}</small>" if label.example else ""
    return f'<span class="note {KINDS.get(label.role, "backward")}">{escape(label.formula)}{example}</span>'


def passage(found: Passage) -> str:
    """What is told of one quantity."""
    told = "".join(f"<div><dt>{name}</dt><dd>{html}</dd></div>" for name, html in said(found))
    kind = KINDS.get(found.role, "backward")
    formulas = " &nbsp; ".join(map(escape, found.formulas))
    return (
        f'<div class="passage"><p><span class="note {kind}">{formulas}</span> <small>is</small> '
        f'<code>{escape(found.code)}</code></p><dl class="told">{told}</dl></div>'
    )


def said(found: Passage) -> list[tuple[str, str]]:
    """By name, what is known of it."""
    all_of_it = [
        ("What", escape(found.says)),
        ("Factor", f"{escape(capital(found.factor))}."),
        ("Here", escape(found.relation and f"{capital(found.relation)}.")),
        ("From", "; ".join(map(neighbour, found.sources))),
        ("Used for", "; ".join(map(neighbour, found.uses))),
        ("One row", escape(", ".join(found.examples))),
        ("Proof", f"It equals this at every fresh point, {escape(found.proof)}."),
    ]
    return [(name, html) for name, html in all_of_it if html]


def neighbour(found: Neighbour) -> str:
    lines = ", ".join(link(*at, place(*at)) for at in found.lines)
    return f"{escape(found.symbol)} in {lines}"
