"""A line's story in a terminal."""

from rich.console import Console
from rich.text import Text

from clearprop.app.reading.listing import STYLES, highlighted
from clearprop.app.reading.notes import Place
from clearprop.app.reading.script import Script
from clearprop.app.reading.story import Neighbour, Passage, Story
from clearprop.app.reading.terminal import print_finding, print_hanging, print_row
from clearprop.app.reading.wording import capital, lines_named, place


def print_story(console: Console, script: Script, story: Story) -> None:
    """The line, then each quantity on it, from the widest expression to the parts."""
    where = capital(place(story.cell, story.line))
    console.print(Text.assemble((f"{where}   ", "bold"), *highlighted(story.text.strip())[:1]))
    if story.why_none:
        print_hanging(console, Text("  "), Text(story.why_none))
    for passage in story.passages:
        console.print()
        print_passage(console, passage, (story.cell, story.line))
    for finding in story.findings:
        console.print()
        print_finding(console, script, finding)


def print_passage(console: Console, passage: Passage, at: Place) -> None:
    print_hanging(
        console,
        Text(),
        Text.assemble(
            ("  ".join(passage.formulas), STYLES.get(passage.role, "bold")), ("   is   ", "dim"), passage.code
        ),
    )
    for name, value in told(passage, at):
        print_row(console, name, value, width=8)


def told(passage: Passage, at: Place) -> list[tuple[str, str]]:
    """What is said of a quantity, by name; what is not known is left out."""
    found = [
        ("What", passage.says),
        ("Factor", f"{capital(passage.factor)}."),
        ("Here", passage.relation and f"{capital(passage.relation)}."),
        ("From", "; ".join(neighbour(each, at) for each in passage.sources)),
        ("Used for", "; ".join(neighbour(each, at) for each in passage.uses)),
        ("One row", ", ".join(passage.examples)),
        ("Proof", f"It equals this at every fresh point, {passage.proof}."),
    ]
    return [(name, value) for name, value in found if value]


def neighbour(found: Neighbour, at: Place) -> str:
    """``δ₂ in this line and line 67``."""
    others = [each for each in found.lines if each != at]
    here = ["this line"] * (at in found.lines)
    return f"{found.symbol} in {' and '.join([*here, *([lines_named(others)] if others else [])])}"
