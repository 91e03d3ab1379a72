"""A class's submissions: each in a row, whatever becomes of the others; the same table again, and going on after a kill."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clearprop.app.cli import app
from clearprop.app.reading.folder.groups import groups
from clearprop.app.reading.folder.journal import Journal
from clearprop.app.reading.folder.reading import begun_at_once, read_all
from clearprop.app.reading.folder.submissions import submissions
from clearprop.app.reading.folder.table import rows, safe, written
from clearprop.read.contained import TooLittleProtection
from tests.app.submitted import FILES, LOG, READ, by_words, log, write

pytestmark = pytest.mark.usefixtures("reader")


@pytest.fixture
def folder(tmp_path, reader):
    reader(by_words)
    return write(tmp_path / "class")


def run(folder, table, *options):
    result = CliRunner().invoke(app, ["read", str(folder), "--csv", str(table), "--jobs", "2", *map(str, options)])
    assert "Traceback" not in result.output
    return result


def table_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_finding_has_a_row_and_each_file_has_one_at_least(folder, tmp_path):
    result = run(folder, tmp_path / "out.csv")
    assert result.exit_code == 0
    found = table_of(tmp_path / "out.csv")
    assert [(row["file"], row["verdict"], row["code"]) for row in found] == [
        ("'=cmd.py", "wrong", "CP900"),
        ("anna.py", "correct", ""),
        ("ben.py", "wrong", "CP101"),
        ("cleo/main.py", "correct", ""),
        ("cleo/network.py", "wrong", "CP301"),
        ("cleo/network.py", "wrong", "CP303"),
        ("dora/main.py", "correct", ""),
        ("dora/network.py", "correct", ""),
        ("emil.py", "correct", ""),
        ("fred.py", "wrong", "CP101"),
        ("gina.py", "unread", ""),
        ("hugo.py", "unread", ""),
    ]
    ben = found[2]
    assert ben["message"] == "what CP101 says, with a comma" and ben["line"] == "1" and ben["fix"] == "'-x"
    assert ben["loss"] == "half_squared_error" and ben["network"] == "2-3-1"
    assert found[10]["reason"] == "a file is missing: data.csv"
    assert "11 submissions: 5 correct, 4 wrong, 2 unread" in result.stdout
    assert [line.split()[0] for line in result.stdout.splitlines() if "mistake" in line] == [
        "CP101",
        "CP301",
        "CP303",
        "CP900",
    ]


def test_a_second_run_reads_nothing_and_gives_the_same_bytes(folder, tmp_path):
    run(folder, tmp_path / "out.csv")
    first, was_read = (tmp_path / "out.csv").read_bytes(), log(folder)
    run(folder, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == first and log(folder) == was_read
    run(folder, tmp_path / "again.csv", "--jobs", "1")
    assert (tmp_path / "again.csv").read_bytes() == first and len(log(folder)) == 2 * len(was_read)


def test_identical_files_are_read_once_but_not_where_what_they_import_differs(folder, tmp_path):
    run(folder, tmp_path / "out.csv")
    assert sorted(log(folder)).count("main.py") == 2  # cleo's and dora's import networks that differ
    assert "emil.py" not in log(folder) and "anna.py" in log(folder)
    same = {row["file"]: row["same_as"] for row in table_of(tmp_path / "out.csv")}
    assert same["emil.py"] == "anna.py" and same["dora/network.py"] == "anna.py" and same["dora/main.py"] == ""


def test_what_changed_is_read_again_also_through_what_it_imports(folder, tmp_path):
    run(folder, tmp_path / "out.csv")
    (folder / LOG).unlink()
    (folder / "cleo/network.py").write_text("print('right')  # now\n")
    (folder / "gina.py").write_text("print('wrong CP102')\n")
    run(folder, tmp_path / "out.csv")
    assert sorted(log(folder)) == ["gina.py", "main.py", "network.py"]
    assert {row["code"] for row in table_of(tmp_path / "out.csv") if row["file"] == "gina.py"} == {"CP102"}
    keys = {submission.key for submission in submissions(folder)}
    assert {path.stem for path in Journal(tmp_path / "out.csv").folder.iterdir()} == keys


def test_a_script_that_kills_its_reader_and_one_that_breaks_it_stop_no_other(tmp_path, reader):
    reader(by_words)
    many = {f"s{number}.py": f"print('right')  # {number}\n" for number in range(12)}
    folder = write(
        tmp_path / "class",
        {"anna.py": "print('right')\n", "b.py": "kills\n", "c.py": "fails\n", "z.py": "kills too\n", **many},
    )
    result = run(folder, tmp_path / "out.csv")
    assert result.exit_code == 0
    found = {row["file"]: row for row in table_of(tmp_path / "out.csv")}
    assert len(found) == 16 and sum(row["verdict"] == "correct" for row in found.values()) == 13
    assert "died" in found["b.py"]["reason"] and "died" in found["z.py"]["reason"]
    assert "ZeroDivisionError: in the reader" in found["c.py"]["reason"]


def test_no_more_tasks_have_begun_than_are_read_alone(tmp_path):
    paths = {
        str(number): write(tmp_path, {"anna.py": "right", f"{number}.py": "right"}) / f"{number}.py"
        for number in range(20)
    }
    paths["0"].write_text("kills")
    assert {key: reading.verdict for key, reading in read_all(paths, by_words, 2)}["0"] == "unread"
    assert len(log(tmp_path)) <= 20 + 1 + begun_at_once(2)


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path, reader):
    reader(by_words)
    folder = write(tmp_path / "class", {"anna.py": "right", **{f"s{k}.py": f"right # {k}" for k in range(14)}})
    table = tmp_path / "out.csv"
    command = [
        sys.executable,
        "-m",
        "tests.app.reading_slowly",
        "read",
        str(folder),
        "--csv",
        str(table),
        "--jobs",
        "1",
    ]
    running = subprocess.Popen(command, cwd=Path(__file__).parents[2], stderr=subprocess.PIPE, text=True)
    while len(log(folder)) < 5 and running.poll() is None:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 130 and "the same command goes on from there" in said and "Traceback" not in said
    assert not table.exists()
    kept = len(list(Journal(table).folder.glob("*.json")))
    assert 3 <= kept < 15 and f"; {kept} of 15 are read" in said
    (folder / LOG).unlink()
    run(folder, table)
    assert len(log(folder)) == 15 - kept and len(table_of(table)) == 15


def test_a_torn_entry_of_the_journal_is_read_again(folder, tmp_path):
    run(folder, tmp_path / "out.csv")
    first = (tmp_path / "out.csv").read_bytes()
    (folder / LOG).unlink()
    for position, path in enumerate(sorted(Journal(tmp_path / "out.csv").folder.iterdir())[:3]):
        path.write_bytes([b'{"file": "x", ', b"[]", b'{"file": 1}'][position])
    run(folder, tmp_path / "out.csv")
    assert len(log(folder)) == 3 and (tmp_path / "out.csv").read_bytes() == first


def test_json_and_the_page(folder, tmp_path):
    result = run(folder, tmp_path / "out.csv", "--json", "--html", tmp_path / "out.html")
    content = json.loads(result.stdout)
    assert content["files"] == READ and content["verdicts"]["wrong"] == 4 and len(content["rows"]) == READ + 1
    text = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "Mistake cp101 <small>CP101 · 2 submissions</small>" in text and "a file is missing: data.csv" in text


def test_an_empty_folder_and_a_link_out_of_it(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "outside.py").write_text("right")
    os.symlink(tmp_path / "outside.py", tmp_path / "empty" / "link.py")
    result = run(tmp_path / "empty", tmp_path / "out.csv")
    assert result.exit_code == 3 and "no scripts (.py) or notebooks" in result.stderr
    assert not (tmp_path / "out.csv.journal").exists()


def test_groups_are_sorted_by_how_frequent_they_are(folder):
    readings = {name: by_words(folder / name) for name in ("ben.py", "fred.py", "cleo/network.py")}
    assert [(group.code, [file for file, _ in group.members]) for group in groups(readings)] == [
        ("CP101", ["ben.py", "fred.py"]), ("CP301", ["cleo/network.py"]), ("CP303", ["cleo/network.py"]),
    ]  # fmt: skip
    assert len(FILES) == READ + 3 and written(rows(readings, {})).count("\n") == 5


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", "\tx"])
def test_what_a_spreadsheet_would_run_is_text(text):
    assert safe(text) == f"'{text}" and safe(3) == 3 and safe("a=1") == "a=1"


def guarded(insist, path):
    """A reader on a system that cannot contain scripts."""
    if not insist:
        raise TooLittleProtection(
            "This system cannot guard files; insist only where you would run the script yourself."
        )
    return by_words(path)


def test_where_scripts_cannot_be_contained_a_folder_is_read_only_when_insisted_on(folder, tmp_path, reader):
    reader(guarded)
    result = run(folder, tmp_path / "out.csv")
    assert result.exit_code == 2 and "cannot guard files; insist only" in result.stderr
    assert not log(folder) and not (tmp_path / "out.csv").exists()
    assert run(folder, tmp_path / "out.csv", "--insist").exit_code == 0
