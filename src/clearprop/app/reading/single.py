"""One script: read, then shown as it was asked for."""

from dataclasses import replace
from pathlib import Path

from rich.console import Console

from clearprop.app.command import print_json
from clearprop.app.errors import FILE, FINDING
from clearprop.app.outputs import check_output
from clearprop.app.reading.page.page import page
from clearprop.app.reading.script import Script
from clearprop.app.reading.story import story, wanted
from clearprop.app.reading.story_terminal import print_story
from clearprop.app.reading.terminal import print_facts, print_reading
from clearprop.read.reader import Answer, answer
from clearprop.read.reading import Reading
from clearprop.read.source import SourceError
from clearprop.read.taken import taken
from clearprop.train.whole_file import write_whole

CODES = {"wrong": FINDING, "unread": FILE}


def read_script(argument: str, explain: str | None, run: str | None, html: Path | None, as_json: bool) -> int:
    """Shows the answer; returns the exit code."""
    check_output(html, "--html", argument)
    script = Script.opened(argument)
    place = wanted(explain, script) if explain else None
    found, reader = answer_of(script, run)
    reading = replace(found, file=script.name)
    if html:
        write_whole(html, page(script, reading, taken(reading, reader)).encode())
    show(script, reading, place, html, as_json)
    return CODES.get(reading.verdict, 0)


def answer_of(script: Script, run: str | None) -> Answer:
    """The answer; text that is no Python is unread as well."""
    try:
        return answer(script.path or script.text, run=run)
    except SourceError as problem:
        return Answer(Reading(file=script.name, verdict="unread", reason=str(problem)), None)


def show(
    script: Script, reading: Reading, place: tuple[int | None, int] | None, html: Path | None, as_json: bool
) -> None:
    """In the terminal or as JSON: all of it, or one line's story; beside a page the verdict alone."""
    console = Console(highlight=False)
    if place and as_json:
        print_json(story(script, reading, place).to_json())
    elif place:
        print_story(console, script, story(script, reading, place))
    elif as_json:
        print_json(reading.to_json())
    elif html:
        print_facts(console, reading)
        console.print(f"the page is {html}", markup=False)
    else:
        print_reading(console, script, reading)
