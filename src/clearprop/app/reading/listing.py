"""The script in the terminal: its lines, and in a column beside them what each computes, with its numbers for one row."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text

from clearprop.app.reading.notes import LeftOut, Marked, marked, shortened
from clearprop.app.reading.script import Script
from clearprop.app.reading.wording import plain
from clearprop.read.reading import Reading

STYLES = {
    "pre_activation": "cyan", "activation": "cyan", "loss": "bold cyan", "activation_derivative": "yellow",
    "local_derivative": "yellow", "activation_gradient": "magenta", "delta": "magenta", "input_gradient": "magenta",
    "weight_gradient": "bold magenta", "bias_gradient": "bold magenta", "update": "bold green",
}  # fmt: skip
Note = tuple[Text, Text]
"""What is said of a line, and its numbers."""

NOTES_SHARE = 0.45
LEAST_NOTES = 24
GAP = 3


def print_listing(console: Console, script: Script, reading: Reading) -> None:
    """Every cell, or what is worth showing of it."""
    cells = [shortened(lines, reading) if lines else [] for lines in marked(script, reading)]
    every = [line for lines in cells for line in lines if isinstance(line, Marked)]
    digits = max((len(str(line.place[1])) for line in every), default=1)
    columns = Columns(console, every, digits)
    for cell, lines in zip(script.cells, cells, strict=True):
        if cell.number is not None:
            console.print(Text(f"cell {cell.number}", style="bold"))
        coloured = highlighted("\n".join(cell.lines))
        for line in lines:
            if isinstance(line, LeftOut):
                console.print(Text(f"{'⋮':>{digits + 2}}   {line.count:,} lines without labels left out", style="dim"))
            else:
                columns.print(line, coloured[line.place[1] - 1])


def highlighted(code: str) -> list[Text]:
    """The lines of the code in the terminal's own colours."""
    return list(Syntax(code, "python", theme="ansi_dark", background_color="default").highlight(code).split("\n"))


class Columns:
    """Where code and notes stand: code as wide as its lines with notes need, but notes have room as well."""

    def __init__(self, console: Console, lines: Sequence[Marked], digits: int) -> None:
        self.console, self.digits = console, digits
        room = console.width - digits - 5
        code = max((width_of(line.text) for line in lines if line.notes or line.findings), default=0)
        notes = max((length(note) for line in lines for note in said(line)), default=0)
        wanted = max(LEAST_NOTES, min(notes, int(room * NOTES_SHARE)))
        self.code, self.room = max(20, min(code, room - GAP - wanted)), room

    def print(self, line: Marked, coloured: Text) -> None:
        """A line; its note is beside it where both fit, else it begins below it, in its own column."""
        coloured = coloured.copy()
        coloured.expand_tabs(8)
        coloured.rstrip()
        code = folded(self.console, coloured, self.room)
        beside = len(code) == 1 and cell_len(code[0].plain) <= self.code
        column = self.code + GAP if beside else self.column_below(line)
        notes = [part for note in said(line) for part in self.laid(note, self.room - column)]
        rows = (
            list(zip_longest(code, notes))
            if beside
            else [*((part, None) for part in code), *((None, part) for part in notes)]
        )
        for position, (left, right) in enumerate(rows):
            self.row(self.margin(line, first=position == 0), left or Text(), column, right)

    def laid(self, note: Note, width: int) -> list[Text]:
        """Formula and numbers on one line where both fit, else the numbers below."""
        formula, numbers = note
        if length(note) <= width:
            return [Text.assemble(formula, "  " * bool(numbers), numbers)]
        return [part for text in note if text for part in text.wrap(self.console, width)]

    def column_below(self, line: Marked) -> int:
        """Where notes begin that stand below their line: in their column, or further left if they need more room."""
        longest = max(map(length, said(line)), default=0)
        return max(self.room // 4, min(self.code + GAP, self.room - longest))

    def margin(self, line: Marked, first: bool) -> Text:
        """The sign of a finding and the number of the line."""
        if not first:
            return Text(f"  {'':{self.digits}} │ ", style="dim")
        severities = {finding.severity for finding in line.findings}
        sign, style = (
            ("✗ ", "bold red") if "wrong" in severities else ("! ", "bold yellow") if severities else ("  ", "")
        )
        return Text.assemble((sign, style), (f"{line.place[1]:>{self.digits}}", style or "dim"), (" │ ", "dim"))

    def row(self, margin: Text, left: Text, column: int, right: Text | None) -> None:
        pad = " " * max(0, column - cell_len(left.plain)) if right else ""
        text = Text.assemble(margin, left, pad, right or "")
        text.rstrip()
        self.console.print(text, no_wrap=True, overflow="ignore", crop=False)


def folded(console: Console, text: Text, width: int) -> list[Text]:
    """Code that is wider than the terminal goes on below, further to the right."""
    if cell_len(text.plain) <= width:
        return [text]
    deep = len(text.plain) - len(text.plain.lstrip()) + 4
    if deep > width // 2:
        return [text]
    first, *_ = text.wrap(console, width)
    rest = text[len(first.plain) :]
    return [first, *(Text(" " * deep) + part for part in rest.wrap(console, width - deep))]


def said(line: Marked) -> Iterator[Note]:
    """What was found wrong; for each label the formula, with its sign and scale, and its numbers."""
    for finding in line.findings:
        yield Text(plain(finding.name), "bold red" if finding.severity == "wrong" else "bold yellow"), Text()
    for label in line.notes:
        yield Text(label.formula, STYLES.get(label.role, "")), Text(label.example, "dim")


def length(note: Note) -> int:
    """As wide as it is on one line."""
    formula, numbers = (cell_len(text.plain) for text in note)
    return formula + (numbers and numbers + 2)


def width_of(text: str) -> int:
    return cell_len(text.expandtabs(8).rstrip())
