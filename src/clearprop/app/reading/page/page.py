"""The whole page of one script, as a file that asks nothing of a network."""

from dataclasses import asdict

from clearprop.app.reading.page.data import Page
from clearprop.app.reading.page.data import Remark as Said
from clearprop.app.reading.page.facts import facts, tables
from clearprop.app.reading.page.findings import found
from clearprop.app.reading.page.lines import cells
from clearprop.app.reading.page.links import link
from clearprop.app.reading.page.trained import trained
from clearprop.app.reading.script import Script
from clearprop.app.reading.wording import TITLES, verdict, written
from clearprop.read.reading import Reading, Remark
from clearprop.read.taken import Taken
from clearprop.render.page.alive import alive
from clearprop.train.data.wording import counted


def page(script: Script, reading: Reading, taken: Taken | None = None) -> str:
    """The page as HTML; with the network of the script's run, where that was ``taken``, it is alive."""
    network, pieces = (taken and trained(taken)) or (None, "")
    data = Page(
        name=script.name,
        verdict=reading.verdict,
        title=title(reading),
        says=verdict(reading),
        facts=tuple(facts(reading)),
        cells=cells(script, reading, alive=network is not None),
        findings=tuple(found(script, finding) for finding in reading.findings),
        tables=tuple(tables(reading)),
        remarks=tuple(map(remark, reading.remarks)),
        trained=network,
        written=written(),
    )
    return alive(f"{script.name}: {TITLES[reading.verdict].lower()}", "reading", asdict(data), pieces)


def title(reading: Reading) -> str:
    """The verdict in a word or two, after the script's name."""
    mistakes = sum(finding.severity == "wrong" for finding in reading.findings)
    return counted(mistakes, "mistake") if reading.verdict == "wrong" else TITLES[reading.verdict].lower()


def remark(found: Remark) -> Said:
    return Said(says=found.message, at=None if found.line is None else link((found.cell, found.line)))
