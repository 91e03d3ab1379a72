"""The notebooks in docs/: run from top to bottom, and what comes out compared with what they show.

``python -m tests.docs.notebooks`` runs them and writes it; read the difference before you commit it.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from tests.docs.console import ROUNDING

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs" / "notebooks").glob("*.ipynb"))
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
PICTURES = ("text/html", "image/svg+xml")


def stored(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def ran(path: Path) -> Any:
    """The notebook after a run in an empty folder. CellExecutionError where a cell fails."""
    notebook = stored(path)
    with tempfile.TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        client = NotebookClient(notebook, kernel_name="python3", resources=resources, coalesce_streams=True)
        client.extra_arguments = ["--log-level=ERROR"]
        client.execute()
    return tidy(notebook)


def tidy(notebook: Any) -> Any:
    """Without what changes from run to run and from editor to editor."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number}"
        cell.metadata = nbformat.from_dict({})
    return notebook


def text_of(notebook: Any) -> str:
    return str(nbformat.writes(notebook)) + "\n"


def shown(cell: Any) -> list[str]:
    """What a cell shows: its texts, errors of rounding as 0, and of a picture that there is one."""
    found = []
    for output in cell.get("outputs", ()):
        if "text" in output:
            found.append(output.text)
        for kind, content in sorted(output.get("data", {}).items()):
            found.append(f"a picture, {kind}" if kind in PICTURES else content)
    return [ROUNDING.sub("0.00e+00", text) for text in found]


if __name__ == "__main__":
    names = sys.argv[1:]
    for path in NOTEBOOKS:
        if not names or path.stem in names:
            path.write_text(text_of(ran(path)), encoding="utf-8")
            print(path.name)
