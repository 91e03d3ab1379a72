"""A line's story: each quantity on it, which factor of the chain rule it is, where it comes from and what uses it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, TypeVar

from clearprop.app.reading.chain import LINKS, Step, places, stands, symbol, words
from clearprop.app.reading.notes import Place, labels, span
from clearprop.app.reading.script import Script
from clearprop.app.reading.wording import capital, difference, place, relation_words, verdict
from clearprop.read.reading import Finding, Reading, ReadLine
from clearprop.train.data.errors import OptionError

T = TypeVar("T")
ASIDE = re.compile(r"""'[^']*'|"[^"]*"|\#.*""")
OPERATION = re.compile(r"[\w\])]\s*[-+*/@%]|-\s*[A-Za-z_(]|[\w\])]\(")


@dataclass(frozen=True)
class Neighbour:
    """A quantity that the chain rule puts before or after, and the lines where it stands."""

    symbol: str
    lines: tuple[tuple[int | None, int], ...]


@dataclass(frozen=True)
class Passage:
    """What is told of one expression: its labels for one layer or, where several share the line, for each."""

    code: str
    formulas: tuple[str, ...]
    role: str
    layers: tuple[int, ...]
    says: str
    factor: str
    relation: str
    examples: tuple[str, ...]
    proof: str
    sources: tuple[Neighbour, ...]
    uses: tuple[Neighbour, ...]


@dataclass(frozen=True)
class Story:
    """What is told of a line; ``why_none`` where it has no label."""

    cell: int | None
    line: int
    text: str
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]
    why_none: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def story(script: Script, reading: Reading, place: Place) -> Story:
    """The story of a line. OptionError for one that the script does not have."""
    check(script, place)
    found = labels(reading, place)
    findings = tuple(finding for finding in reading.findings if (finding.cell, finding.line) == place)
    together = groupby(found, key=lambda label: (span(label), label.role))
    passages = tuple(passage(script, reading, [*same]) for _, same in together)
    return Story(
        *place, script.line(*place), passages, findings, "" if passages else why_none(script, reading, place)
    )  # fmt: skip


def wanted(text: str, script: Script) -> Place:
    """``44``, or in a notebook ``3:4``: cell and line."""
    cell, colon, line = text.rpartition(":")
    if not line.isdigit() or (colon and not cell.isdigit()):
        raise OptionError(
            f"--explain {text}: expected a line such as 44, or in a notebook its cell and line, such as 3:4."
        )
    if not colon and script.cells[0].number is not None:
        numbers = ", ".join(str(each.number) for each in script.cells)
        raise OptionError(
            f"--explain {text}: a notebook's line needs its cell, such as 3:{line}; cells with code are {numbers}."
        )
    return (int(cell) if colon else None), int(line)


def check(script: Script, place: Place) -> None:
    cell, line = place
    lines = next((each.lines for each in script.cells if each.number == cell), None)
    if lines is None:
        raise OptionError(f"{script.name} has no cell {cell} with code; expected a line of the script, such as 4.")
    if not 1 <= line <= len(lines):
        raise OptionError(f"--explain {line}: expected a line of {script.name} from 1 to {len(lines)}.")


def passage(script: Script, reading: Reading, labels: Sequence[ReadLine]) -> Passage:
    """``labels``: of one expression in one role, one for each layer."""
    first, link = labels[0], LINKS[labels[0].role]
    return Passage(
        code=piece(script, first),
        formulas=once(label.formula for label in labels),
        role=first.role,
        layers=tuple(label.layer for label in labels if label.layer is not None),
        says=capital(words(first.role, first.layer if len(labels) == 1 else None)) + ".",
        factor=link.factor,
        relation="; ".join(filter(None, once(relation_words(label.relation) for label in labels))),
        examples=once(label.example for label in labels if label.example),
        proof=difference(max(label.largest_difference for label in labels)),
        sources=neighbours(script, reading, link.sources, labels),
        uses=neighbours(script, reading, link.uses, labels),
    )


def neighbours(
    script: Script, reading: Reading, steps: Sequence[Step], labels: Sequence[ReadLine]
) -> tuple[Neighbour, ...]:
    """Those of the chain's neighbours that stand somewhere in the script, where they are computed rather than read."""
    found = []
    for role, further in steps:
        for layer in once(label.layer for label in labels):
            there = stands(reading, (role, further), layer)
            if lines := [label for label in there if computes(piece(script, label))] or there:
                found.append(Neighbour(symbol(role, None if layer is None else layer + further), tuple(places(lines))))
    return once(found)


def once(found: Iterable[T]) -> tuple[T, ...]:
    """Each the first time that it comes."""
    return tuple(dict.fromkeys(found))


def piece(script: Script, label: ReadLine) -> str:
    """The text of the expression, on one line."""
    texts = [script.line(label.cell, line) for line in range(label.line, label.end_line + 1)]
    texts[-1] = texts[-1][: label.end_column]
    texts[0] = texts[0][label.column :]
    return " ".join(text.strip() for text in texts)


def why_none(script: Script, reading: Reading, at: Place) -> str:
    """Why a line has no label."""
    around = [x for x in reading.lines if x.cell == at[0] and x.line < at[1] <= x.end_line]
    if around:
        return (
            f"It is part of the expression that begins in {place(around[0].cell, around[0].line)}: {around[0].formula}."
        )
    if not reading.lines:
        return f"No line of this script has a label. {verdict(reading)}"
    if not computes(script.line(*at)):
        return "It has no label because it computes nothing: only expressions with a value have one."
    return (
        "It has no label because its values equal no quantity of the network or of its gradient at every fresh point. "
        "Data, printing, random starts and bookkeeping have none; nothing is labelled by guessing."
    )


def computes(text: str) -> bool:
    """Whether a line has arithmetic or a call."""
    bare = ASIDE.sub("", text).strip()
    return not bare.startswith(("def ", "class ", "import ", "from ", "@")) and OPERATION.search(bare) is not None
