"""What the README and the guide show of the command line is what it prints: every block of commands is run again."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TIME = re.compile(r"\d+(\.\d+)? s\b")
FOLDER = re.compile(r'"[^"]*/net\.py"')
ROUNDING = re.compile(r"\d\.\d+e-(0[89]|\d\d)")


def blocks() -> list[object]:
    return [
        pytest.param(block[1], id=f"{page.name}-{page.read_text(encoding='utf-8')[: block.start()].count(chr(10)) + 1}")
        for page in PAGES
        for block in BLOCK.finditer(page.read_text(encoding="utf-8"))
        if "$ clearprop" in block[1] and "$ pip" not in block[1]
    ]


@pytest.mark.parametrize("block", blocks())
def test_commands_print_what_is_shown(block: str, tmp_path: Path) -> None:
    work = shutil.copytree(ROOT / "docs" / "examples", tmp_path / "examples")
    shown, printed, code = plain(block), [], 0
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        printed.append(line)
        words = shlex.split(line[2:])
        if words[0] == "clearprop":
            output, code = run(words[1:], work)
            printed.append(output)
        elif words[0] == "cat":
            printed.append((work / words[1]).read_text(encoding="utf-8"))
        else:
            assert words == ["echo", "$?"], f"this test cannot run {line!r}"
            printed.append(str(code))
    assert plain("\n".join(printed)) == shown


def run(arguments: list[str], folder: Path) -> tuple[str, int]:
    """What the command prints in a terminal of 100 columns, and its exit code."""
    command = [sys.executable, "-m", "clearprop.app.cli", *arguments]
    environment = {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    return done.stdout, done.returncode


def plain(text: str) -> str:
    """Without blank lines, spaces at the ends of lines, and where the file lies; times and errors of rounding as 0."""
    text = FOLDER.sub('"net.py"', text)
    lines = [line.rstrip() for line in ROUNDING.sub("0.00e+00", TIME.sub("0 s", text)).splitlines()]
    return "\n".join(line for line in lines if line)


def test_there_are_commands_to_run() -> None:
    assert {"README.md", "guide.md"} <= {
        page.name for page in PAGES if "$ clearprop" in page.read_text(encoding="utf-8")
    }


def test_the_file_that_the_readme_shows_is_the_one_that_it_runs() -> None:
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / "docs" / "examples" / "net.py").read_text(encoding="utf-8").split('"""\n\n', 1)[1].rstrip() in shown
