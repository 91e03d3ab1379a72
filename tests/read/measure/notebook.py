"""Notebooks among the right scripts: their code cells as one text, and answers by cell as answers by line of that text."""

import json
from collections.abc import Callable
from typing import Any

Cells = dict[int, int]  # a cell's number, and how many lines stand before it


def joined(notebook: str) -> tuple[str, Cells, Cells]:
    """The code, and where each cell begins, counted among all cells and among those with code."""
    lines: list[str] = []
    among_all, among_code = {}, {}
    for number, cell in enumerate(json.loads(notebook)["cells"], 1):
        if cell["cell_type"] == "code":
            among_all[number] = among_code[len(among_code) + 1] = len(lines)
            source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
            lines += source.split("\n")
    code = [f"#{line[1:]}" if line.startswith(("%", "!")) else line for line in lines]
    return "\n".join(code), among_all, among_code


def flat_expectation(data: dict[str, Any], among_all: Cells) -> dict[str, Any]:
    """With lines of the joined text."""
    labels = [{**label, "line": label["line"] + among_all[label["cell"]]} for label in data["labels"]]
    unlabelled = [each["line"] + among_all[each["cell"]] for each in data["unlabelled"]]
    return {**data, "labels": labels, "unlabelled": unlabelled}


def flat_answer(answer: dict[str, Any], notebook: str) -> dict[str, Any]:
    """Cells counted as they fit: a number beyond the code cells can only be meant among all cells."""
    _, among_all, among_code = joined(notebook)
    numbers = {each.get("cell") for key in ("lines", "findings") for each in answer.get(key, ()) if each.get("cell")}
    cells = among_all if numbers <= set(among_all) else among_code
    moved = line_mover(cells)
    return {**answer, **{key: [moved(each) for each in answer.get(key, ())] for key in ("lines", "findings")}}


def line_mover(cells: Cells) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def moved(entry: dict[str, Any]) -> dict[str, Any]:
        before = cells.get(entry.get("cell") or 0, 0)
        return {**entry, **{key: entry[key] + before for key in ("line", "end_line") if key in entry}}

    return moved
