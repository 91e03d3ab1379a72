"""The scripts of a folder, and what makes two of them the same: text, the files beside it that it uses, our version."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from clearprop.read.source import SourceError, load_source
from clearprop.train.data.errors import DataError

ENDINGS = (".py", ".ipynb")
NOT_THEIRS = ("__pycache__", "node_modules", "site-packages", "venv")


@dataclass(frozen=True)
class Submission:
    """A script: its path from the folder, with slashes on every system, and the key of what is read."""

    file: str
    path: Path
    key: str


def submissions(folder: Path) -> list[Submission]:
    """Every script and notebook in the folder and below it, by name. DataError where there is none."""
    found = [Submission(path.relative_to(folder).as_posix(), path, key(path)) for path in scripts(folder)]
    if not found:
        raise DataError(f"{folder}: there are no scripts (.py) or notebooks (.ipynb) in this folder.")
    return sorted(found, key=lambda submission: submission.file)


def scripts(folder: Path) -> Iterator[Path]:
    """Without hidden folders, caches and environments, and without links that lead out."""
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts
        if path.suffix not in ENDINGS or any(part.startswith(".") or part in NOT_THEIRS for part in inside):
            continue
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            yield path


def key(path: Path) -> str:
    """The same for the same text with the same modules and data beside it, read by the same version."""
    digest = sha256(f"{version('clearprop')}\n{path.suffix}\n".encode())
    for name, content in sorted(contents(path).items()):
        digest.update(f"{name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()[:32]


def contents(path: Path) -> dict[str, bytes]:
    """What an answer depends on; of a file that is no Python, or that cannot be read, what there is of it."""
    try:
        source = load_source(path)
        return {"": source.text.encode(), **source.beside}
    except (SourceError, OSError, RecursionError, MemoryError):
        try:
            return {"": path.read_bytes()}
        except OSError as problem:
            return {"": str(problem).encode()}
