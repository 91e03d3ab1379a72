"""Blocks of commands in the README and the docs: found, run in ``docs/examples/``, and compared with what is shown.

``python -m tests.docs.console`` writes what the commands print now into the pages; read the difference before you commit it.
"""

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FOLDER = re.compile(r'"[^"]*/net\.py"')
TIME = re.compile(r"\d+(\.\d+)? s\b")
ROUNDING = re.compile(r"\d\.\d+e-(0[89]|\d\d)")


def is_ours(block: str) -> bool:
    return "$ clearprop" in block and "$ pip" not in block


def blocks() -> Iterator[tuple[str, str]]:
    """Each block that runs clearprop, with the page and the line where it stands."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in BLOCK.finditer(text):
            if is_ours(block[1]):
                yield f"{page.name}-{text.count(chr(10), 0, block.start()) + 1}", block[1]


def printed(block: str, folder: Path) -> str:
    """The commands of the block, each with what it prints."""
    work = shutil.copytree(ROOT / "docs" / "examples", folder / "examples")
    lines, code = [], 0
    for command in (line for line in block.splitlines() if line.startswith("$ ")):
        lines.append(command)
        words = shlex.split(command[2:])
        if words[0] == "clearprop":
            output, code = run(words[1:], work)
            lines.append(output)
        elif words[0] == "cat":
            lines.append((work / words[1]).read_text(encoding="utf-8"))
        elif words == ["echo", "$?"]:
            lines.append(str(code))
        else:
            raise ValueError(f"{command!r} cannot be run here; expected clearprop, cat or echo $?.")
    return "\n".join(lines)


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
    text = ROUNDING.sub("0.00e+00", TIME.sub("0 s", FOLDER.sub('"net.py"', text)))
    return "\n".join(line for line in map(str.rstrip, text.splitlines()) if line)


def refreshed(match: re.Match[str]) -> str:
    if not is_ours(match[1]):
        return match[0]
    with tempfile.TemporaryDirectory() as folder:
        now = FOLDER.sub('"/home/you/net.py"', printed(match[1], Path(folder)))
    if plain(now) == plain(match[1]):
        return match[0]
    kept = [line.rstrip() for line in now.splitlines()]
    return "```console\n" + re.sub(r"\n\n(?=\$ )", "\n", "\n".join(kept)).strip() + "\n```"


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(BLOCK.sub(refreshed, page.read_text(encoding="utf-8")), encoding="utf-8")
