"""A Source: the script's text as it lies on disk, and the tree that is run, whose places are those of that text."""

import ast
from dataclasses import dataclass
from pathlib import Path

from clearprop.read.reading import Remark
from clearprop.read.source.beside import files_beside
from clearprop.read.source.decoding import decode, plain_ends
from clearprop.read.source.division import with_old_division
from clearprop.read.source.errors import SourceError
from clearprop.read.source.fewer import with_fewer_rows
from clearprop.read.source.mending import mended
from clearprop.read.source.minus import with_outer_minus
from clearprop.read.source.notebook import Cell, cells_of
from clearprop.read.source.places import put_on_disk
from clearprop.read.source.syntax import parse

LARGEST_SCRIPT, LARGEST_NOTEBOOK = 2**20, 32 * 2**20


@dataclass(frozen=True)
class Source:
    """A script that can be run. Lines count from 1; columns are characters from 0, not bytes, in every node."""

    file: str
    text: str  # as on disk; of a notebook the code cells, one after another
    mended: str  # the same in Python of today
    tree: ast.Module
    remarks: tuple[Remark, ...]
    beside: dict[str, bytes]  # by path from the script's folder
    cells: tuple[Cell, ...] = ()

    def place(self, line: int) -> tuple[int | None, int]:
        """The notebook's cell, counted from 1 among all its cells, and the line in it; outside notebooks None."""
        cell = next((cell for cell in reversed(self.cells) if cell.first_line <= line), None)
        return (None, line) if cell is None else (cell.number, line - cell.first_line + 1)

    def segment(self, node: ast.expr | ast.stmt) -> str:
        """The text of a node, as it stands on disk."""
        lines = self.text.split("\n")[node.lineno - 1 : node.end_lineno]
        lines[-1] = lines[-1][: node.end_col_offset]
        lines[0] = lines[0][node.col_offset :]
        return "\n".join(lines)


def load_source(given: str | Path) -> Source:
    """The script in a file, or the text itself if it has more than one line. Raises SourceError."""
    if isinstance(given, str) and "\n" in given:
        return parse_source(given)
    path = Path(given)
    data = read_whole(path)
    text, encoding = decode(data, path.name)
    source = parse_source(text, str(given), path.parent)
    if encoding is None:
        return source
    remark = Remark(name="encoding", line=None, message=f"The file is not UTF-8; it was read as {encoding}.")
    return with_remarks(source, remark)


def read_whole(path: Path) -> bytes:
    """The file's bytes. Raises SourceError if it is missing, a folder, or too large."""
    limit = LARGEST_NOTEBOOK if path.suffix == ".ipynb" else LARGEST_SCRIPT
    try:
        if path.stat().st_size > limit:
            raise SourceError(f"{path} has {path.stat().st_size:,} bytes; a script of at most {limit:,} can be read.")
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{path} does not exist.") from None
    except OSError as problem:
        raise SourceError(f"{path} cannot be read: {problem.strerror}.") from None


def parse_source(text: str, file: str = "<text>", folder: Path | None = None) -> Source:
    """The source that is this text; ``folder`` is where its modules and data files lie. Raises SourceError."""
    text = plain_ends(text.removeprefix("\ufeff"))
    if not text.strip():
        raise SourceError(f"{file} is empty.")
    if file.endswith(".ipynb"):
        return parse_notebook(cells_of(text, file), file, folder)
    fixed, remarks = mended(text)
    return finished(file, text, fixed, remarks, folder)


def parse_notebook(cells: tuple[Cell, ...], file: str, folder: Path | None) -> Source:
    """Each cell is mended apart: a magic at the head of one says nothing about the others."""
    parts = [(cell, *mended(cell.text)) for cell in cells]
    remarks = [
        Remark(name=r.name, line=r.line and r.line + cell.first_line - 1, message=r.message)
        for cell, _, found in parts
        for r in found
    ]
    text, fixed = ("\n".join(lines) for lines in zip(*((cell.text, part) for cell, part, _ in parts), strict=True))
    once = {remark.name: remark for remark in reversed(remarks)}
    return finished(file, text, fixed, tuple(once[name] for name in sorted(once)), folder, cells)


def finished(
    file: str, text: str, fixed: str, remarks: tuple[Remark, ...], folder: Path | None, cells: tuple[Cell, ...] = ()
) -> Source:
    place = Source(file, text, fixed, ast.Module([], []), remarks, {}, cells).place
    try:
        tree = parse(fixed)
    except SyntaxError as problem:
        raise not_python(file, problem, *place(problem.lineno or 1)) from None
    put_on_disk(tree, fixed, text)
    with_outer_minus(tree)
    if any(remark.name == "python-2" for remark in remarks):
        with_old_division(tree)
    beside = files_beside(tree, folder, mended_module)
    remarks += with_fewer_rows(tree, text, beside)
    return Source(file, text, fixed, tree, remarks, beside, cells)


def not_python(file: str, problem: SyntaxError, cell: int | None, line: int) -> SourceError:
    where = f"line {line}" if cell is None else f"cell {cell}, line {line}"
    return SourceError(f"{file}, {where}: {problem.msg}. This is neither Python 3 nor Python 2.", line)


def mended_module(data: bytes, name: str) -> str:
    """The text of a module beside the script, in Python of today."""
    return mended(decode(data, name)[0])[0]


def with_remarks(source: Source, *more: Remark) -> Source:
    return Source(
        source.file, source.text, source.mended, source.tree, source.remarks + more, source.beside, source.cells
    )
