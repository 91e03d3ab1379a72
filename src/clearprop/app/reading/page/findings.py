"""What is wrong: each finding with its line, its proof, its effect, and the fix as a diff."""

from html import escape

from clearprop.app.reading.fixes import DiffLine, diff
from clearprop.app.reading.page.links import link
from clearprop.app.reading.script import Script
from clearprop.app.reading.terminal import fix_sentence
from clearprop.app.reading.wording import place, plain, sure
from clearprop.read.reading import Finding, Reading
from clearprop.render.page.shell import panel

DIFF = {"-": "gone", "+": "come", " ": "stays"}
SPOKEN = {"-": "removed: ", "+": "added: ", " ": ""}


def findings_panel(script: Script, reading: Reading) -> str:
    """One article for each; nothing where there is none."""
    if not reading.findings:
        return ""
    wrong = any(finding.severity == "wrong" for finding in reading.findings)
    body = "\n".join(article(script, finding) for finding in reading.findings)
    return panel("findings", "What is wrong" if wrong else "What is suspicious", body)


def article(script: Script, finding: Finding) -> str:
    sign = "✗" if finding.severity == "wrong" else "!"
    where = link(finding.cell, finding.line, place(finding.cell, finding.line))
    told = "".join(f"<div><dt>{name}</dt><dd>{html}</dd></div>" for name, html in said(finding))
    return (
        f'<article class="finding {finding.severity}">\n<h3><span class="sign">{sign}</span> {escape(plain(finding.name))} '
        f"<small>{finding.code} · {where} · {escape(finding.quantity)}</small></h3>\n"
        f'<p>{escape(finding.message)}</p>\n<dl class="told">{told}</dl>\n{fix(script, finding)}</article>'
    )


def said(finding: Finding) -> list[tuple[str, str]]:
    """What is said of a finding, by name."""
    related = ", ".join(link(*at, place(*at)) for at in finding.related_places)
    found = [
        ("It equals", f"{escape(finding.equals)} <small>{sure(finding)}</small>"),
        ("Effect", escape(finding.effect)),
        ("See also", related),
    ]
    return [(name, html) for name, html in found if html]


def fix(script: Script, finding: Finding) -> str:
    lines = diff(script, finding)
    if not lines:
        return ""
    rows = "".join(map(diff_row, lines))
    says = escape(fix_sentence(finding))
    return (
        f'<figure class="fix"><figcaption>Fix: {says}</figcaption>\n'
        f'<pre class="diff" tabindex="0" role="group" aria-label="The fix">{rows}</pre></figure>\n'
    )


def diff_row(line: DiffLine) -> str:
    spoken = f'<span class="unseen">{SPOKEN[line.kind]}</span>' if SPOKEN[line.kind] else ""
    mark = f'<span aria-hidden="true">{line.kind} </span>'
    return f'<span class="{DIFF[line.kind]}">{spoken}{mark}{escape(line.text, quote=False)}\n</span>'
