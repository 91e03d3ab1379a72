"""How long ``clearprop read`` takes: the tutorial, its wrong variants, a class of 300, a script that trains for an hour."""

import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.timing import absolute, line, seconds
from clearprop.read.reader import read
from clearprop.read.runs import Runs, box
from clearprop.read.source import load_source
from tests.read.variants import RIGHT, TUTORIAL, TUTORIAL_2016, WRONG

SUBMISSIONS = 300
PROCESSES = 2
NAMES = ("network", "layer", "neuron", "inputs", "outputs", "errors", "rate", "rows", "expected", "total")
PREFIXES = ("my_", "the_", "some_", "x_", "a_", "own_")
EPOCHS = ("n_epochs=20", "n_epochs=4_000_000")


def processor() -> float:
    """Seconds of processors, ours and those of the processes that we waited for: what an idle machine would take."""
    return sum(os.times()[:4])


def submissions() -> Iterator[str]:
    """Every variant again and again, each time with other initial weights and other names."""
    variants = (*RIGHT, *WRONG)
    for number in range(SUBMISSIONS):
        text = variants[number % len(variants)].text.replace("    seed(1)\n", f"    seed({number})\n")
        yield renamed(text, PREFIXES[number % len(PREFIXES)])


def renamed(text: str, prefix: str) -> str:
    """The same program with longer names; keys in quotes stay."""
    return re.sub(rf"(?<![\w\"'])({'|'.join(NAMES)})(?![\w\"'])", rf"{prefix}\1", text)


def for_an_hour() -> str:
    """The tutorial with so many epochs that it would train for an hour."""
    few, many = EPOCHS
    if few not in TUTORIAL:
        raise ValueError(f"the tutorial has no {few} any more.")
    return TUTORIAL.replace(few, many)


def program() -> str:
    return shutil.which("clearprop", path=str(Path(sys.executable).parent)) or "clearprop"


def command(arguments: Sequence[str | Path], clock: Callable[[], float] = processor) -> float:
    """Seconds of the whole command; exit code 1 says that a script is wrong, 3 that it is unread."""

    def run() -> None:
        done = subprocess.run([program(), "read", *map(str, arguments)], capture_output=True, text=True)
        if done.returncode not in (0, 1, 3):
            raise RuntimeError(done.stderr)

    return seconds(run, clock)


def main() -> None:
    single()
    hour()
    units()
    folder()


def single() -> None:
    """Programs of the tutorial's size, with fixes and without."""
    for name in ("tutorial", "tutorial_2016"):
        absolute(f"clearprop read {name}", min(command([name]) for _ in range(3)), 2.0)
    for variant in WRONG:
        for fixes in (False, True):
            time = seconds(lambda text=variant.text, fixes=fixes: read(text, fixes=fixes), processor)
            absolute(f"{variant.name}, with its fix" if fixes else variant.name, time, 5.0 if fixes else 2.0)


def hour() -> None:
    """Stopped as soon as enough is recorded."""
    absolute("a script that trains for an hour", seconds(lambda: read(for_an_hour()), processor), 10.0)


def units() -> None:
    """What recording and reading cost, beside the script run plainly by itself."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "script.py")
        script.write_text(TUTORIAL_2016, encoding="utf-8")
        plain = min(seconds(lambda: plainly(script), processor) for _ in range(5))
    source = load_source(TUTORIAL_2016)
    with box() as contained:
        recorded = min(seconds(Runs(contained, source).run, processor) for _ in range(5))
    line("one recorded run, until enough is seen", recorded, plain, "a plain run")
    line(
        "the whole reading",
        min(seconds(lambda: read(TUTORIAL_2016), processor) for _ in range(3)),
        plain,
        "a plain run",
    )


def plainly(script: Path) -> None:
    subprocess.run([sys.executable, script], capture_output=True, check=True)


def folder() -> None:
    """A class's submissions on two cores, with the fix of each mistake."""
    with tempfile.TemporaryDirectory() as place:
        for number, text in enumerate(submissions()):
            Path(place, f"submission_{number:03}.py").write_text(text, encoding="utf-8")
        table = Path(place, "table.csv")
        time = command([place, "--csv", table, "--jobs", str(PROCESSES)], perf_counter)
        with table.open(encoding="utf-8") as file:
            verdicts = [row["verdict"] for row in csv.DictReader(file)]
    absolute(f"{SUBMISSIONS} submissions on {min(PROCESSES, os.cpu_count() or 1)} cores", time, 120.0)
    print(
        f"    {verdicts.count('correct')} rows correct, {verdicts.count('wrong')} wrong, {verdicts.count('unread')} unread"
    )


if __name__ == "__main__":
    main()
