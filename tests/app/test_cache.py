"""clearprop cache: what is kept, what was freed, and folders that do not let themselves be read."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from clearprop.app.cli import app
from clearprop.execute.native import libraries
from clearprop.execute.native.kept import PART


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, which is not made yet."""
    monkeypatch.setattr(libraries, "folder", lambda: tmp_path / "native")
    return tmp_path / "native"


@pytest.fixture
def filled(folder: Path) -> Path:
    folder.mkdir()
    for number, size in enumerate((1000, 700)):
        (folder / f"{number}.so").write_bytes(bytes(size))
        os.utime(folder / f"{number}.so", (86400 * number,) * 2)
    return folder


def run(*options: str, exit_code: int = 0) -> str:
    result = CliRunner().invoke(app, ["cache", *options])
    assert result.exit_code == exit_code, result.output
    return " ".join(result.output.split())


def as_json(*options: str) -> dict[str, Any]:
    return json.loads(run(*options, "--json"))  # type: ignore[no-any-return]


def test_a_folder_that_is_not_there_is_empty(folder: Path) -> None:
    assert run() == f"{folder} no compiled training steps yet"
    assert as_json()["count"] == as_json("--clear")["removed"] == 0
    assert as_json()["last_used"] is None
    assert not folder.exists()


def test_what_is_kept_is_told(filled: Path) -> None:
    told = run()
    assert str(filled) in told and "2 compiled training steps, 1.7 kB" in told and "1970-01-0" in told
    found = as_json()
    assert (found["folder"], found["count"], found["bytes"]) == (str(filled), 2, 1700)
    assert found["last_used"] == "1970-01-02T00:00:00+00:00"
    assert [step["name"] for step in found["steps"]] == ["1.so", "0.so"]


def test_clearing_says_what_it_freed_and_frees_it(filled: Path) -> None:
    (filled / f"{PART}x").write_bytes(bytes(300))
    assert "removed 3 compiled training steps, freed 2.0 kB" in run("--clear")
    assert list(filled.iterdir()) == []


def test_clearing_says_the_same_as_json(filled: Path) -> None:
    assert as_json("--clear") == {"folder": str(filled), "removed": 2, "freed_bytes": 1700}
    assert as_json()["count"] == 0


def test_a_folder_that_cannot_be_read_is_named(folder: Path) -> None:
    folder.write_text("a file in its place")
    for options in ([], ["--clear"]):
        assert run(*options, exit_code=3).startswith(f"clearprop: {folder}: Not a directory")


def test_what_cannot_be_removed_is_named(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", refused)
    assert "Permission denied" in run("--clear", exit_code=3)
    assert len(list(filled.iterdir())) == 2
