"""The text that was read, as lines in cells: a script is one cell, a notebook has as many as have code."""

import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from clearprop.read.source.decoding import decode
from clearprop.read.source.notebook import cells_of

EXAMPLES = {"tutorial": "tutorial.py", "tutorial_2016": "tutorial_2016.py"}
STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Cell:
    """Lines of code; ``number`` is that of the notebook's cell, None for a script."""

    number: int | None
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Script:
    """What is read: its name for people, where it lies (None for standard input), and its text in cells."""

    name: str
    path: Path | None
    text: str
    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, name: str, content: bytes, path: Path | None = None) -> "Script":
        """The text's cells; one that is no notebook is one cell. SourceError for what is no text or no notebook."""
        text, _ = decode(content, name)
        if name.endswith(".ipynb"):
            return cls(name, path, text, tuple(Cell(c.number, lines_of(c.text)) for c in cells_of(text, name)))
        return cls(name, path, text, (Cell(None, lines_of(text)),))

    @classmethod
    def opened(cls, argument: str) -> "Script":
        """What the command line names: a file, - for standard input, or a program that ships."""
        if argument == STANDARD_INPUT:
            return cls.of("standard input", sys.stdin.buffer.read())
        path = example(argument) or Path(argument)
        return cls.of(argument, path.read_bytes(), path)

    def line(self, cell: int | None, line: int) -> str:
        """The text of a line; empty where there is none."""
        lines = next((each.lines for each in self.cells if each.number == cell), ())
        return lines[line - 1] if 1 <= line <= len(lines) else ""


def lines_of(text: str) -> tuple[str, ...]:
    """As Python counts them: at line feeds only, and nothing after the last one."""
    return tuple(text.removesuffix("\n").split("\n"))


def example(name: str) -> Path | None:
    """The program of ours that is called so, if no file has its name."""
    if name not in EXAMPLES or Path(name).exists():
        return None
    return Path(str(files("clearprop.read").joinpath("examples", EXAMPLES[name])))
