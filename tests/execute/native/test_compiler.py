"""A compiler that does not do its work: one sentence that says what happened, and nothing of it left running."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from clearprop.execute.native import compiler, libraries
from clearprop.execute.native.compiler import NotCompiled

SOURCES = {"answer.c": "int answer(void) { return 42; }\n"}
Install = Callable[[str], None]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """``installed(script)``: CC is a shell script of these lines; for --version it answers."""

    def install(script: str) -> None:
        path = tmp_path / "mycc"
        path.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo mine && exit\n{script}\n')
        path.chmod(0o755)
        monkeypatch.setenv("CC", str(path))
        forget()

    monkeypatch.setattr(libraries, "folder", lambda: tmp_path / "native")
    monkeypatch.setattr(libraries, "failed", {})
    monkeypatch.setattr(compiler, "given_up", set())
    yield install
    monkeypatch.undo()
    forget()


def forget() -> None:
    compiler.compiler.cache_clear()
    compiler.version.cache_clear()


@pytest.mark.parametrize(
    "script, says",
    [
        ("exit 3", "mycc failed: exit code 3."),
        ("echo answer.c:1: error: no such thing; exit 1", "mycc failed: answer.c:1: error: no such thing."),
        ("kill -9 $$", "mycc failed: it was ended by SIGKILL."),
        ("exit 0", "mycc made nothing."),
        ('while [ "$1" != -o ]; do shift; done; echo rubbish > "$2"', "mycc made a library that cannot be loaded."),
    ],
    ids=["fails", "complains", "is killed", "makes nothing", "makes rubbish"],
)
def test_what_went_wrong_is_said(installed: Install, script: str, says: str) -> None:
    installed(script)
    with pytest.raises(NotCompiled) as problem:
        libraries.loaded(SOURCES, "answer")
    assert str(problem.value) == says
    assert not list(libraries.folder().glob("*"))


def test_one_that_hangs_is_ended_with_all_it_started_and_not_asked_again(
    installed: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(f"sleep 600 & echo $! > {tmp_path}/child; echo $$ > {tmp_path}/pid; wait")
    monkeypatch.setattr(compiler, "PATIENCE", 1.0)
    with pytest.raises(NotCompiled, match="did not come to an end in 1 s"):
        libraries.loaded(SOURCES, "answer")
    assert all(is_gone(int((tmp_path / name).read_text())) for name in ("child", "pid"))
    (tmp_path / "pid").unlink()
    with pytest.raises(NotCompiled, match="did not come to an end before"):
        libraries.loaded({"other.c": "int other;\n"})
    assert not (tmp_path / "pid").exists()


def is_gone(pid: int) -> bool:
    """Whether it ends within a few seconds; a zombie has ended."""
    until = monotonic() + 5
    while monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                return True
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        sleep(0.05)
    return False


def test_one_that_cannot_be_run_is_named(tmp_path: Path, installed: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken").write_bytes(b"\x7fELFnot really")
    (tmp_path / "broken").chmod(0o755)
    monkeypatch.setenv("CC", str(tmp_path / "broken"))
    forget()
    with pytest.raises(NotCompiled, match="broken cannot be run"):
        libraries.loaded(SOURCES, "answer")


def test_options_in_cc_make_another_library(installed: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    found = set()
    for words in ("gcc", "gcc -O1", "gcc '-DA=a b'"):
        monkeypatch.setenv("CC", words)
        forget()
        found.add(libraries.digest(SOURCES))
        assert libraries.loaded(SOURCES, "answer").answer() == 42
    assert len(found) == 3
