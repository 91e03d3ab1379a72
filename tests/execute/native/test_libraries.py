"""Compiled code on disk: made once, kept whole, never too much of it."""

import ctypes
import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from clearprop.execute.native import libraries
from clearprop.execute.native.compiler import NotCompiled

ANSWER = {"answer.c": "int answer(void) { return %d; }\n"}


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(libraries, "folder", lambda: tmp_path)
    return tmp_path


def of(number: int) -> dict[str, str]:
    return {name: text % number for name, text in ANSWER.items()}


def test_the_same_text_is_compiled_once(place, monkeypatch):
    first = libraries.library(of(42))
    assert ctypes.CDLL(str(first)).answer() == 42
    monkeypatch.setattr(libraries, "compile_to", lambda *_: pytest.fail("it is there already"))
    assert libraries.library(of(42)) == first


def test_other_text_is_another_library(place):
    assert libraries.library(of(1)) != libraries.library(of(2))


def test_what_cannot_be_compiled_leaves_nothing_and_says_why(place):
    with pytest.raises(NotCompiled, match="error"):
        libraries.library({"bad.c": "int answer(void) { return nothing; }\n"})
    assert list(place.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_no_catastrophe(place, monkeypatch):
    (place / "file").write_text("")
    monkeypatch.setattr(libraries, "folder", lambda: place / "file" / "native")
    with pytest.raises(NotCompiled, match="cannot be written to"):
        libraries.library(of(1))


def test_the_ones_used_longest_ago_go_first(place):
    made = [libraries.library(of(number)) for number in range(4)]
    for age, path in enumerate(made):
        os.utime(path, (1000 + age, 1000 + age))
    libraries.library(of(0))  # used again
    assert libraries.tidy(most=2) == 2
    assert set(libraries.kept()) == {made[0], made[3]}


def made_in(folder: Path, number: int) -> int:
    libraries.folder = lambda: folder
    return ctypes.CDLL(str(libraries.library(of(number)))).answer()


def test_several_processes_at_once_all_get_theirs(tmp_path):
    with ProcessPoolExecutor(4) as pool:
        found = list(pool.map(partial(made_in, tmp_path), [7, 7, 8, 7, 8, 7, 8, 8]))
    assert found == [7, 7, 8, 7, 8, 7, 8, 8]
    assert len(list(tmp_path.iterdir())) == 2
