"""The notebooks run, and show what they compute."""

from pathlib import Path

import nbformat
import pytest

from tests.docs.notebooks import NOTEBOOKS, ran, shown, stored, text_of, tidy

DOCS = NOTEBOOKS[0].parents[1] if NOTEBOOKS else Path()


def test_the_notebooks_are_there() -> None:
    assert {path.stem for path in NOTEBOOKS} >= {"circuits", "mazur", "micrograd", "tutorial"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_shown_is_what_is_computed(path: Path) -> None:
    for before, now in zip(stored(path).cells, ran(path).cells, strict=True):
        assert shown(before) == shown(now), f"{path.name} shows other outputs: python -m tests.docs.notebooks"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_tidy(path: Path) -> None:
    """An editor's settings and times make differences that nobody can read."""
    notebook = stored(path)
    nbformat.validate(notebook)
    assert path.read_text(encoding="utf-8") == text_of(tidy(notebook)), "python -m tests.docs.notebooks"
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1)), "run from top to bottom"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_linked(path: Path) -> None:
    assert f"notebooks/{path.stem}\n" in (DOCS / "index.md").read_text(encoding="utf-8")


def test_another_output_is_noticed(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print(1 + 1)\n'text'")])
    path = tmp_path / "small.ipynb"
    path.write_text(text_of(notebook), encoding="utf-8")
    cell = ran(path).cells[0]
    assert shown(cell) == ["2\n", "'text'"] != shown(notebook.cells[0])
