"""What harm a script tries, it does none; there is no verdict, and the reason names it: for a script, and for a folder."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clearprop.read.contained import Contained
from clearprop.read.reader import read_source
from clearprop.read.runs import NotRun, Runs, box
from clearprop.read.source import load_source
from tests.read.hostile import IN_VAIN, STOPPED, Attempt
from tests.read.variants import TUTORIAL

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux contains scripts")

SHORT = ("forges_and_leaves", "forges_everywhere", "kills_parent", "us_in_pieces")
"""Of these the whole command is run for the script alone, too."""


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from clearprop.app.cli import main; main()", "read", *map(str, arguments)],
        capture_output=True, text=True, env=os.environ | {"SECRET_OF_THE_TEST": "secret"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def here(tmp_path_factory) -> Iterator[Path]:
    """A folder with a file that has to be there afterwards, alone, as it was."""
    folder = tmp_path_factory.mktemp("here")
    folder.chmod(0o777)
    (folder / "kept").write_text("kept")
    yield folder
    assert [each.name for each in folder.iterdir()] == ["kept"]
    assert (folder / "kept").read_text() == "kept"


@pytest.fixture(scope="module")
def answers(here, tmp_path_factory) -> dict[str, dict[str, str]]:
    """The row of each in the table of a folder, a right script among them."""
    folder = tmp_path_factory.mktemp("class")
    for attempt in (*STOPPED, *IN_VAIN):
        (folder / f"{attempt.name}.py").write_text(attempt.text(str(here)))
    (folder / "right.py").write_text(TUTORIAL)
    table = folder.parent / "hostile.csv"
    done = command(folder, "--csv", table, "--jobs", "2")
    assert done.returncode == 0, done.stderr
    with table.open() as file:
        return {row["file"].removesuffix(".py"): row for row in csv.DictReader(file)}


def named(attempts):
    return pytest.mark.parametrize("attempt", attempts, ids=lambda attempt: attempt.name)


@named(STOPPED)
def test_it_gets_no_verdict_and_is_told_what_it_tried(attempt: Attempt, answers) -> None:
    row = answers[attempt.name]
    assert row["verdict"] == "unread", row
    assert attempt.says in row["reason"], row["reason"]


@named(IN_VAIN)
def test_what_comes_to_nothing_is_no_matter(attempt: Attempt, answers) -> None:
    assert answers[attempt.name]["verdict"] == "correct", answers[attempt.name]


def test_the_others_of_the_folder_are_read(answers) -> None:
    assert answers["right"]["verdict"] == "correct"


@named([attempt for attempt in STOPPED if attempt.name in SHORT])
def test_alone_it_is_told_the_same(attempt: Attempt, here, tmp_path) -> None:
    (tmp_path / "script.py").write_text(attempt.text(str(here)))
    done = command(tmp_path / "script.py", "--json")
    assert done.returncode == 3, done.stdout
    answer = json.loads(done.stdout)
    assert (answer["verdict"], attempt.says in answer["reason"]) == ("unread", True), answer["reason"]


@pytest.fixture(scope="module")
def contained() -> Iterator[Contained]:
    with box() as found:
        yield found


def test_what_was_stopped_once_is_not_tried_in_other_ways(contained, monkeypatch) -> None:
    runs = counted(monkeypatch)
    reading = read_source(load_source("import os\ndef train(rate):\n    pass\nos._exit(0)\n"), contained)
    assert reading.verdict == "unread" and len(runs) <= 3


def test_a_script_that_hangs_when_it_is_run_again_is_stopped_once(contained, monkeypatch) -> None:
    """Its first weight tells it that it is another run."""
    hangs = TUTORIAL.replace("n_outputs=2)\n    train", "n_outputs=2)\n    HANG\n    train")
    hangs = hangs.replace("HANG", "while network[0][0]['weights'][0] != 0.13436424411240122:\n        pass")
    monkeypatch.setattr(contained.settings.limits.__class__, "seconds", 3.0, raising=False)
    runs = counted(monkeypatch)
    reading = read_source(load_source(hangs), contained)
    assert reading.verdict == "unread" and "was stopped after" in str(reading.reason)
    assert [stopped for stopped in runs if stopped == "time"] == ["time"]


def counted(monkeypatch) -> list[str]:
    """What each run was stopped for."""
    found: list[str] = []
    run = Runs.run

    def noted(self, *given, **limits):
        try:
            tape = run(self, *given, **limits)
        except NotRun as why:
            found.append(why.stopped)
            raise
        found.append("")
        return tape

    monkeypatch.setattr(Runs, "run", noted)
    return found
