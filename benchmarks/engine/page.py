"""The parts of docs/speed.md that are figures, written between its markers from the JSON in benchmarks/results."""

import re
from collections.abc import Callable
from typing import Any

from benchmarks.engine.aims import aims
from benchmarks.engine.process import ROOT
from benchmarks.engine.results import kept
from benchmarks.engine.roster import OURS
from benchmarks.engine.table import first_updates, imports, left_out, memory, speed

PAGE = ROOT / "docs" / "speed.md"
MARKED = re.compile(r"(<!-- ([\w-]+): (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
NONE = "*Not measured yet.*"


BUSY = 1.6
"""Processes that want to run: our own is one of them, where nobody else works on the machine."""


def about(stored: dict[str, Any]) -> str:
    """The machine, the commit, the peers, and how busy the machine was."""
    on, busy = stored["machine"], max(stored["load"]) > BUSY
    peers = ", ".join(f"{name} {version}" for name, version in stored["peers"].items())
    return (
        f"{stored['when']}, commit {stored['commit']}; {on['processor']} ({on['vectors']}, {on['cores']} cores, "
        f"{on['memory_gb']} GB), {on['system']}, Python {on['python']}, {on['compiler']}; {peers}. "
        f"Processes that wanted to run, before and after: {stored['load'][0]:g} and {stored['load'][1]:g}."
        f"{' **The machine was busy: these figures are no final ones; trust the ratios more than the times.**' * busy}"
    )


def absent(stored: dict[str, Any]) -> str:
    """Cells that were refused, and peers that have no figures, with the reasons."""
    return "\n".join([*(f"- {why}" for why in stored["refused"]), left_out(stored["measured"])])


def ours(stored: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells in which ours took part; why it did not stands under ``absent``."""
    return [result for result in stored["measured"] if OURS[0] in result["peers"]]


PARTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "about": about,
    "aims": lambda stored: aims(ours(stored)),
    "speed": lambda stored: speed(ours(stored)),
    "imports": lambda stored: imports(ours(stored)),
    "first": lambda stored: first_updates(ours(stored)),
    "memory": lambda stored: memory(ours(stored)),
    "absent": absent,
    "picture": lambda stored: "![Microseconds per update against depth, width and batch](images/growth.svg)",
}
"""What stands behind ``<!-- FILE: PART -->``."""


def filled(text: str) -> str:
    """The page with the figures of the files in benchmarks/results."""

    def part(found: re.Match[str]) -> str:
        stored = kept(found[2])
        return f"{found[1]}{NONE if stored is None else PARTS[found[3]](stored)}\n{found[4]}"

    return MARKED.sub(part, text)


def write() -> None:
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
