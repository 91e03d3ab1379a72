"""The broken programs as the page shows them: beside the right one, read like anybody's, and run until they stop."""

import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches

from clearprop.app.live_page.data import CodeLine, Found, Mistake, Stop
from clearprop.app.live_page.slips import SLIPS, Slip, edited
from clearprop.app.live_page.tutorial import executed
from clearprop.app.reading.fixes import dedented, parsed
from clearprop.read.fixes.change import told
from clearprop.read.reader import read

SLOPE, SIGMOID_SLOPE = "φ'", "σ′"
"""As the reader writes the slope of any activation, and as the page writes the program's."""


def mistakes(text: str, lines: tuple[CodeLine, ...]) -> tuple[Mistake, ...]:
    """The slips as broken programs that were read; ``lines`` are those of the right one."""
    return tuple(mistake(slip, text, lines) for slip in SLIPS)


def mistake(slip: Slip, text: str, lines: tuple[CodeLine, ...]) -> Mistake:
    broken = edited(text, slip.edits)
    code = tuple(beside(broken, without(lines, slip.never)))
    return Mistake(
        name=slip.name,
        title=slip.title,
        code=code,
        replaces=slip.replaces,
        early=slip.early,
        finding=found(broken, text),
        stops=stop(broken),
    )


def without(lines: tuple[CodeLine, ...], never: str) -> tuple[CodeLine, ...]:
    """The lines without the quantities of a kind."""
    kept = [tuple(name for name in line.quantities if not never or not name.startswith(never)) for line in lines]
    return tuple(replace(line, quantities=names) for line, names in zip(lines, kept, strict=True))


def beside(broken: str, lines: tuple[CodeLine, ...]) -> Iterator[CodeLine]:
    """The broken program beside the right one: lines that went, and lines that came with what they are meant to compute."""
    texts = broken.splitlines()
    blocks = SequenceMatcher(None, [line.text for line in lines], texts, False).get_opcodes()
    gone = [line for kind, i, j, *_ in blocks if kind != "equal" for line in lines[i:j]]
    for kind, i, j, k, m in blocks:
        if kind == "equal":
            yield from (CodeLine(text=line.text, quantities=line.quantities) for line in lines[i:j])
            continue
        yield from (CodeLine(text=line.text, change="gone") for line in lines[i:j])
        yield from (CodeLine(text=new, quantities=meant(new, gone), change="come") for new in texts[k:m])


def meant(text: str, gone: list[CodeLine]) -> tuple[str, ...]:
    """The quantities of the line that went which the new one is most like."""
    near = get_close_matches(text.strip(), [line.text.strip() for line in gone], 1)
    return next((line.quantities for line in gone if [line.text.strip()] == near), ())


def found(broken: str, right: str) -> Found | None:
    """The first finding of the reader, as the page tells it."""
    finding = next(iter(read(broken).findings), None)
    if finding is None:
        return None
    change = told(broken.splitlines(), right.splitlines()) if finding.fix is None else finding.fix.diff
    return Found(
        code=finding.code,
        line=finding.line,
        says=finding.message.replace(SLOPE, SIGMOID_SLOPE),
        equals=finding.equals.replace(SLOPE, SIGMOID_SLOPE),
        points=finding.evidence.points,
        fix=tuple(dedented(parsed(change))),
        verified=finding.fix is not None and finding.fix.verified,
    )


def stop(broken: str) -> Stop | None:
    """Where Python's own arithmetic ends the program: its numbers grow beyond what ``exp`` takes."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        try:
            executed(broken, "__main__")
        except ArithmeticError as problem:
            return Stop(epoch=printed.getvalue().count("epoch "), error=type(problem).__name__)
    return None
