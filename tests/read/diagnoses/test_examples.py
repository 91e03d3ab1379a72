"""Every diagnosis finds its own example, there and nothing else; its message is written down in messages.txt."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clearprop.read.contained import Contained
from clearprop.read.diagnoses import DIAGNOSES
from clearprop.read.reader import read_source
from clearprop.read.reading import Reading
from clearprop.read.runs import box
from clearprop.read.source import load_source

MESSAGES = Path(__file__).parent / "messages.txt"
WITHOUT = {"CP900"}
"""A cause that is unknown has no example."""
EXAMPLES = {code: diagnosis.example for code, diagnosis in sorted(DIAGNOSES.items()) if diagnosis.example is not None}


@pytest.fixture(scope="module")
def contained() -> Iterator[Contained]:
    with box() as found:
        yield found


def reading(text: str, contained: Contained) -> Reading:
    return read_source(load_source(text), contained, fixes=False)


def messages() -> dict[str, str]:
    lines = MESSAGES.read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_mistake_is_found_where_it_is_and_nothing_else(code: str, contained: Contained) -> None:
    example = EXAMPLES[code]
    assert example.script.count(example.right) == 1
    (finding,) = reading(example.mistaken, contained).findings
    assert (finding.code, finding.severity) == (code, DIAGNOSES[code].severity)
    assert finding.line in example.lines
    assert finding.message == messages()[code]


@pytest.mark.parametrize("script", sorted({example.script for example in EXAMPLES.values()}))
def test_without_the_mistake_the_script_is_right(script: str, contained: Contained) -> None:
    found = reading(script, contained)
    assert (found.verdict, found.findings) == ("correct", ())


def test_every_other_diagnosis_has_an_example() -> None:
    assert set(EXAMPLES) == set(DIAGNOSES) - WITHOUT
    assert set(messages()) == set(EXAMPLES)
