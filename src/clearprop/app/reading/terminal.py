"""The whole answer in a terminal: the script with its notes, then loss, verdict, findings and remarks."""

from collections.abc import Iterator

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from clearprop.app.reading.fixes import dedented, diff
from clearprop.app.reading.listing import print_listing
from clearprop.app.reading.script import Script
from clearprop.app.reading.wording import (
    SIGNS,
    capital,
    lines_named,
    loss_sentence,
    network_sentence,
    place,
    plain,
    recorded_sentence,
    sure,
    verdict,
)
from clearprop.read.reading import Finding, Reading, Remark

STYLES = {"correct": "bold green", "wrong": "bold red", "not-gradient-descent": "bold", "unread": "bold yellow"}
DIFF = {"-": "red", "+": "green", " ": "dim"}


def print_reading(console: Console, script: Script, reading: Reading) -> None:
    """Everything, the verdict near the end, where one looks."""
    if reading.lines or reading.findings:
        console.print(Rule(Text(script.name), align="left", style="dim"))
        print_listing(console, script, reading)
        console.print()
    print_facts(console, reading)
    for finding in reading.findings:
        console.print()
        print_finding(console, script, finding)
    if reading.remarks:
        console.print()
        print_remarks(console, reading)


def print_facts(console: Console, reading: Reading) -> None:
    """The verdict, and what it rests on."""
    style = STYLES[reading.verdict]
    print_hanging(console, Text(f"{SIGNS[reading.verdict]} ", style=style), Text(verdict(reading), style=style))
    for name, value in facts(reading):
        print_row(console, name, value)


def facts(reading: Reading) -> Iterator[tuple[str, str]]:
    """Loss, network and run by name, those that are known."""
    if reading.loss:
        yield "Loss", loss_sentence(reading.loss)
    if network := network_sentence(reading):
        yield "Network", network
    if frozen := [parameter.name for parameter in reading.parameters if not parameter.updated]:
        yield "Never updated", ", ".join(frozen)
    if recorded := recorded_sentence(reading):
        yield "Run", recorded


def print_row(console: Console, name: str, value: str, width: int = 9) -> None:
    """A name, two columns further right, and what is said under it, wrapped in its own column."""
    print_hanging(console, Text(f"  {name:<{width}} ", style="dim"), Text(value))


def print_hanging(console: Console, margin: Text, value: Text) -> None:
    """The margin once, and everything else to the right of it."""
    deep = len(margin.plain)
    parts = value.wrap(console, max(20, console.width - deep)) or [Text()]
    for position, part in enumerate(parts):
        line = Text.assemble(" " * deep if position else margin, part)
        line.rstrip()
        console.print(line, no_wrap=True, overflow="ignore", crop=False)


def print_finding(console: Console, script: Script, finding: Finding) -> None:
    """Where, what, how that is known, what it does, and what to write instead."""
    wrong = finding.severity == "wrong"
    sign, style = ("✗", "bold red") if wrong else ("!", "bold yellow")
    where = place(finding.cell, finding.line)
    title = Text.assemble((f"{finding.code} {plain(finding.name)}", style), f" · {where} · {finding.quantity}")
    print_hanging(console, Text(f"{sign} ", style=style), title)
    print_hanging(console, Text("  "), Text(finding.message))
    for name, value in told(finding):
        print_row(console, name, value)
    print_fix(console, script, finding)


def told(finding: Finding) -> Iterator[tuple[str, str]]:
    """What is said of a finding, by name."""
    yield "Equals", f"{finding.equals} ({sure(finding)})"
    if finding.effect:
        yield "Effect", finding.effect
    if finding.related:
        yield "See also", lines_named(finding.related_places)


def print_fix(console: Console, script: Script, finding: Finding) -> None:
    lines = diff(script, finding)
    if finding.fix is None or not lines:
        return
    print_row(console, "Fix", fix_sentence(finding))
    for line in dedented(lines):
        style = DIFF[line.kind]
        print_hanging(console, Text(f"    {line.kind} ", style=style), Text(line.text, style=style))


def fix_sentence(finding: Finding) -> str:
    """Whether the fix was tried."""
    assert finding.fix is not None
    where = place(finding.fix.cell, finding.fix.line)
    tried = (
        "with it the script was read again and found right" if finding.fix.verified else "not verified by reading again"
    )
    return f"{where}; {tried}"


def print_remarks(console: Console, reading: Reading) -> None:
    console.print(Text("Remarks", style="bold"))
    for remark in reading.remarks:
        print_row(console, "·", remark_sentence(remark), width=1)


def remark_sentence(remark: Remark) -> str:
    where = capital(place(remark.cell, remark.line))
    return f"{where}: {remark.message}" if where else remark.message
