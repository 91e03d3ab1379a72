"""Files in the script's folder that it imports or names. They are only copied, never executed here."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

LARGEST, ALTOGETHER = 16 * 2**20, 64 * 2**20
DEPTH = 3


def files_beside(tree: ast.Module, folder: Path | None, mend: Callable[[bytes, str], str]) -> dict[str, bytes]:
    """By path from the folder: the modules that the script imports, mended, and the data files that it names."""
    if folder is None or not folder.is_dir():
        return {}
    found = imported(tree, folder, mend) | named(tree, folder)
    kept: dict[str, bytes] = {}
    for name, data in found.items():
        if sum(map(len, kept.values())) + len(data) <= ALTOGETHER:
            kept[name] = data
    return kept


def imported(tree: ast.Module, folder: Path, mend: Callable[[bytes, str], str]) -> dict[str, bytes]:
    """The script's own modules and packages, and those that they import in turn."""
    found: dict[str, bytes] = {}
    waiting = [tree]
    while waiting:
        for path in module_files(waiting.pop(), folder):
            name = path.relative_to(folder).as_posix()
            if name in found or not is_inside(path, folder):
                continue
            try:
                text = mend(path.read_bytes(), name)
                waiting.append(ast.parse(text))
            except (SyntaxError, ValueError, OSError):
                text = path.read_text(errors="replace")  # the run says what is wrong with it
            found[name] = text.encode()
    return found


def module_files(tree: ast.Module, folder: Path) -> Iterator[Path]:
    for dotted in imported_names(tree):
        parts = dotted.split(".")
        for depth in range(1, len(parts) + 1):
            stem = folder.joinpath(*parts[:depth])
            yield from (path for path in (stem.with_suffix(".py"), stem / "__init__.py") if path.is_file())


def imported_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            prefix = f"{node.module}." if node.module else ""
            yield from (prefix + name.name for name in node.names)


def named(tree: ast.Module, folder: Path) -> dict[str, bytes]:
    """Small files whose name, or whose folder's name, stands in a string of the script."""
    words = {
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 300
        for part in node.value.replace("\\", "/").split("/")
        if part not in ("", ".", "..")
    }
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(files_in(folder))
        if words & set(path.relative_to(folder).parts) and path.stat().st_size <= LARGEST and path.suffix != ".py"
    }


def files_in(folder: Path) -> Iterator[Path]:
    """The files in the folder and a little below, without hidden ones and without links that lead out."""
    level = [folder]
    for _ in range(DEPTH):
        entries = [entry for each in level for entry in readable(each) if not entry.name.startswith(".")]
        yield from (entry for entry in entries if entry.is_file() and is_inside(entry, folder))
        level = [entry for entry in entries if entry.is_dir() and is_inside(entry, folder)][:50]


def readable(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())[:1000]
    except OSError:
        return []


def is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
