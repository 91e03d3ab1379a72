"""Finding what a person named: a file, a folder, a set that ships, or something in the folder CLEARPROP_DATA."""

import os
from collections.abc import Iterator
from pathlib import Path

from clearprop.train.data.arrays import Arrays
from clearprop.train.data.csv_file import read_csv
from clearprop.train.data.errors import DataError
from clearprop.train.data.idx_folder import has_idx_files, read_idx_folder
from clearprop.train.data.npz_file import read_npz
from clearprop.train.data.parquet_file import read_parquet
from clearprop.train.data.shipped import SHIPPED, read_shipped, shipped_name
from clearprop.train.data.table import Table
from clearprop.train.data.wording import did_you_mean

SUFFIXES = (".csv", ".parquet", ".npz")


def read_source(source: str | Path, target: str | None = None) -> tuple[str, Table | Arrays]:
    """The name of a data set and what is in it. `target` matters here only for arrays. Raises DataError."""
    found = find_source(source)
    if isinstance(found, str):
        return found, read_shipped(found)
    try:
        if found.is_dir():
            return read_folder("mnist" if str(source) == "mnist" else found.resolve().name, found, target)
        return found.stem, read_file(found, target)
    except OSError as problem:
        raise DataError(f"{found}: cannot be read: {problem.strerror or problem}.") from problem


def read_file(path: Path, target: str | None = None) -> Table | Arrays:
    """What is in a file; the end of its name says which format it has, and anything unknown is taken for CSV."""
    suffix = path.suffix.casefold()
    if suffix == ".npz":
        return read_npz(path, target)
    return read_parquet(path) if suffix in (".parquet", ".pq") else read_csv(path)


def read_folder(name: str, folder: Path, target: str | None = None) -> tuple[str, Arrays]:
    """The IDX files of a folder. Raises DataError where there are none, naming a file that may have been meant."""
    tables = sorted(entry.name for entry in folder.iterdir() if entry.suffix in SUFFIXES)
    if tables and not has_idx_files(folder):
        raise DataError(f"{folder}: found no IDX files in this folder; name one of its files, such as {tables[0]}.")
    return name, read_idx_folder(folder, target)


def find_source(source: str | Path) -> Path | str:
    """A path that exists, or the name of a set that ships. A file goes before a set, a set before a folder."""
    path = Path(source).expanduser()
    ships = shipped_name(str(source))
    if is_there(path) and not (ships and path.is_dir()):
        return path
    if ships:
        return ships
    for candidate in candidates_in_data_folder(path):
        if is_there(candidate):
            return candidate
    raise DataError(not_found(source, path))


def is_there(path: Path) -> bool:
    """True for a file or folder; an impossible path is not there. Raises DataError where one may not look."""
    try:
        return path.exists()
    except PermissionError as problem:
        raise DataError(f"{path}: cannot be read: {problem.strerror}.") from problem
    except (OSError, ValueError):
        return False


def data_folder() -> Path | None:
    """The folder that the environment variable CLEARPROP_DATA names."""
    folder = os.environ.get("CLEARPROP_DATA")
    return Path(folder).expanduser() if folder else None


def candidates_in_data_folder(path: Path) -> Iterator[Path]:
    """Where in CLEARPROP_DATA a relative path may be: there, or with a suffix; 'mnist' is the folder with IDX files."""
    folder = data_folder()
    if folder is None or path.is_absolute():
        return
    yield folder / path
    for suffix in SUFFIXES:
        yield folder / f"{path}{suffix}"
    if str(path) == "mnist" and has_idx_files(folder):
        yield folder


def not_found(source: str | Path, path: Path) -> str:
    """The sentence for a source that is nowhere: where it was looked for, what is near, what ships."""
    folder = data_folder()
    near = set(SHIPPED) | names_in(path.parent) | (names_in(folder) if folder else set())
    if folder is None:
        where = "the environment variable CLEARPROP_DATA names no folder to look in"
    else:
        where = f"nor is it in {folder} (CLEARPROP_DATA)"
    return (
        f"{str(source)!r}: there is no such file{did_you_mean(path.name, near)}; {where}. "
        f"Sets that ship: {', '.join(SHIPPED)}."
    )


def names_in(folder: Path) -> set[str]:
    """The names of what is in a folder, with and without suffix; nothing where one may not look."""
    try:
        entries = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
        return {entry.name for entry in entries} | {entry.stem for entry in entries if entry.suffix in SUFFIXES}
    except OSError:
        return set()
