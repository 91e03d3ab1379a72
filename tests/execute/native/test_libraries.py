"""Compiled code on disk: made once, kept whole, never too much of it, and never a reason to fail."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from time import time

import pytest

from clearprop.execute.native import kept, libraries
from clearprop.execute.native.compiler import NotCompiled

Damage = Callable[[bytes], bytes]


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(libraries, "folder", lambda: tmp_path)
    monkeypatch.setattr(libraries, "failed", {})
    return tmp_path


def of(number: int) -> dict[str, str]:
    return {"answer.c": f"int answer(void) {{ return {number}; }}\n"}


def answer(number: int) -> int:
    found: int = libraries.loaded(of(number), "answer").answer()
    return found


def only(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def not_again(*_: object) -> None:
    pytest.fail("it is there already")


def test_the_same_text_is_compiled_once(place, monkeypatch):
    assert answer(42) == 42
    monkeypatch.setattr(libraries, "compile_to", not_again)
    assert answer(42) == 42


def test_other_text_is_another_library(place):
    assert (answer(1), answer(2)) == (1, 2)
    assert len(kept.kept(place)) == 2


def test_what_cannot_be_compiled_leaves_nothing_says_why_and_is_not_tried_again(place, monkeypatch):
    bad = {"bad.c": "int answer(void) { return nothing; }\n"}
    with pytest.raises(NotCompiled, match=r"error: .nothing. undeclared"):
        libraries.loaded(bad)
    assert list(place.iterdir()) == []
    monkeypatch.setattr(libraries, "compile_to", not_again)
    with pytest.raises(NotCompiled, match=r"error: .nothing. undeclared"):
        libraries.loaded(bad)


def test_a_library_without_the_function_is_not_taken_and_not_kept(place):
    with pytest.raises(NotCompiled, match="made a library that cannot be loaded"):
        libraries.loaded(of(1), "question")
    assert list(place.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_done_without(place, monkeypatch):
    (place / "file").write_text("")
    monkeypatch.setattr(libraries, "folder", lambda: place / "file" / "native")
    assert answer(5) == 5


def test_a_disk_that_is_full_is_done_without(place, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(place))

    monkeypatch.setattr(kept.os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        kept.put(Path(__file__), place / "some.so")
    assert list(place.iterdir()) == []
    monkeypatch.setattr(libraries, "put", lambda made, to: full() if to.parent == place else kept_by_itself(made, to))
    assert answer(6) == 6


def kept_by_itself(made: Path, to: Path) -> None:
    content = made.read_bytes()
    to.write_bytes(content + kept.sha256(content).digest())


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: b"",
        lambda content: content.replace(b"ELF", b"FLE", 1),
        lambda content: bytes(1000),
    ],
    ids=["cut", "emptied", "changed", "noughts"],
)
def test_what_was_damaged_on_disk_is_made_anew(place, monkeypatch, damage: Damage):
    answer(8)
    kept_at = only(place)
    content = kept_at.read_bytes()
    kept_at.unlink()  # the file that is loaded must stay as it is
    kept_at.write_bytes(damage(content))
    compile_to, times = libraries.compile_to, []
    monkeypatch.setattr(libraries, "compile_to", lambda *given: (times.append(1), compile_to(*given)))
    assert answer(8) == 8
    assert times == [1]
    assert kept_at.read_bytes() == content


def sized(folder: Path, *sizes: int) -> list[Path]:
    """Files as if libraries, the first one used longest ago."""
    made = [folder / f"{number}.so" for number in range(len(sizes))]
    for age, (path, size) in enumerate(zip(made, sizes, strict=True)):
        path.write_bytes(bytes(size))
        os.utime(path, (1000 + age, 1000 + age))
    return made


def test_the_ones_used_longest_ago_go_first(place):
    answer(0)
    first = only(place)
    os.utime(first, (10, 10))
    made = sized(place, 1, 1, 1)
    answer(0)  # used again
    assert {one.path for one in kept.tidy(place, most=2)} == set(made[:2])
    assert [one.path for one in kept.kept(place)] == [first, made[2]]


def test_bytes_are_bounded_too(place):
    made = sized(place, 10, 10, 500, 30)
    assert {one.path for one in kept.tidy(place, most_bytes=100)} == set(made[:3])
    assert kept.kept(place)[0].path == made[3]


def test_what_a_process_left_half_written_goes_after_a_while(place):
    fresh, old = place / f"{kept.PART}a", place / f"{kept.PART}b"
    for path, age in ((fresh, 10), (old, 2 * kept.OLD)):
        path.write_bytes(b"half")
        os.utime(path, (time() - age,) * 2)
    assert [one.path for one in kept.tidy(place)] == [old]
    assert fresh.exists()


def test_clearing_leaves_what_is_not_ours(place):
    sized(place, 10, 20)
    (place / "letter.txt").write_text("mine")
    assert sum(one.bytes for one in kept.clear(place)) == 30
    assert only(place).name == "letter.txt"


def made_in(folder: Path, number: int) -> int:
    libraries.folder = lambda: folder
    if number == 7:
        kept.clear(folder)
    return answer(number)


def test_several_processes_at_once_all_get_theirs_while_one_clears(tmp_path):
    with ProcessPoolExecutor(4) as pool:
        found = list(pool.map(partial(made_in, tmp_path), [7, 8, 9, 8, 9, 7, 8, 8, 9, 9]))
    assert found == [7, 8, 9, 8, 9, 7, 8, 8, 9, 9]
    assert all(kept.whole(path) for path in tmp_path.iterdir())
