"""A notebook's code cells as one text, and from a line of that text back to the cell."""

import json
from dataclasses import dataclass
from typing import Any

from clearprop.read.source.errors import SourceError


@dataclass(frozen=True)
class Cell:
    """A code cell: its number among all cells from 1, markdown counted, and its first line in the joined text."""

    number: int
    text: str
    first_line: int


def cells_of(text: str, file: str) -> tuple[Cell, ...]:
    """The code cells of a notebook's JSON, formats 3 and 4. Raises SourceError."""
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise SourceError(f"{file} is no notebook: its JSON cannot be read.") from None
    code, line = [], 1
    for number, cell in enumerate(all_cells(notebook), 1):
        if is_code(cell):
            body = text_of(cell)
            code.append(Cell(number, body, line))
            line += body.count("\n") + 1
    if not code:
        raise SourceError(f"{file} has no code cell that holds Python.")
    return tuple(code)


def all_cells(notebook: Any) -> list[Any]:
    if not isinstance(notebook, dict):
        return []
    sheets = notebook.get("worksheets") or [notebook]
    return [cell for sheet in sheets if isinstance(sheet, dict) for cell in sheet.get("cells") or []]


def is_code(cell: Any) -> bool:
    return isinstance(cell, dict) and cell.get("cell_type") == "code" and bool(text_of(cell).strip())


def text_of(cell: dict[str, Any]) -> str:
    """The cell's text, which a notebook stores as one string or as a list of lines."""
    lines = cell.get("source", cell.get("input", ""))
    joined = "".join(map(str, lines)) if isinstance(lines, list) else str(lines)
    return joined.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
