"""How long ``import clearprop`` and ``clearprop --help`` take, beside ``import numpy`` and an empty Python."""

import shutil
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.timing import absolute, seconds

RUNS = 11


def fastest(commands: dict[str, list[str]]) -> dict[str, float]:
    """The least seconds of each command; they take turns."""
    found: dict[str, float] = {}
    for _ in range(RUNS):
        for name, command in commands.items():
            time = seconds(
                lambda command=command: subprocess.run(command, capture_output=True, check=True), perf_counter
            )
            found[name] = min(time, found.get(name, time))
    return found


def main() -> None:
    program = shutil.which("clearprop", path=str(Path(sys.executable).parent)) or "clearprop"
    times = fastest(
        {
            "an empty Python": [sys.executable, "-c", ""],
            "import numpy": [sys.executable, "-c", "import numpy"],
            "import clearprop": [sys.executable, "-c", "import clearprop"],
            "import clearprop; cp.grad(...)": [sys.executable, "-c", "import clearprop as cp; cp.grad(abs)(2.0)"],
            "clearprop --help": [program, "--help"],
        }
    )
    goals = {"import clearprop": 0.25, "clearprop --help": 0.4}
    for name, time in times.items():
        absolute(name, time, goals.get(name))
    absolute("import clearprop beyond an empty Python", times["import clearprop"] - times["an empty Python"])


if __name__ == "__main__":
    main()
