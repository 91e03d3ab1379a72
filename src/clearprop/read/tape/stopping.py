"""When enough has been recorded: every number that is updated again and again has been updated a few times."""

import time
from typing import TYPE_CHECKING

from clearprop.read.tape.tape import refs

if TYPE_CHECKING:
    from clearprop.read.tape.recorder import Recorder

SUMS = frozenset(("add", "sub", "inplace_add", "inplace_sub", "call numpy.add", "call numpy.subtract"))
THROUGH = frozenset(("getitem", "pass", "copy", "call numpy.array", "call numpy.asarray", "read", "write", "neg", "mul"))
CHECKS = 4
"""How many members of a chain are looked at before it is taken for a mere sum."""


class Stopping:
    """Watches chains: sums at one place of the script that go on from an earlier sum of that place."""

    def __init__(self, updates: int, soft: int, hard: int, seconds: float) -> None:
        self.updates, self.soft, self.hard, self.seconds = updates, soft, hard, seconds
        self.lengths: dict[int, int] = {}
        self.longest: dict[int, int] = {}
        self.checked: dict[int, int] = {}
        self.updating: set[int] = set()
        self.deadline = time.perf_counter() + seconds
        self.reached = ""

    def seen(self, recorder: "Recorder", node: int) -> None:
        """A node was added."""
        if recorder.ops[node] in SUMS:
            self.chain(recorder, node)
        if node & 1023 == 0:
            self.look(node)

    def chain(self, recorder: "Recorder", node: int) -> None:
        site = recorder.sites[node]
        before = self.before(recorder, node, site, 4)
        if before is None:
            return
        self.lengths[node] = length = self.lengths.get(before, 1) + 1
        if length <= self.longest.get(site, 0):
            return
        self.longest[site] = length
        if site not in self.updating and self.checked.get(site, 0) < CHECKS:
            self.checked[site] = self.checked.get(site, 0) + 1
            if depends(recorder, node, before):
                self.updating.add(site)

    def before(self, recorder: "Recorder", node: int, site: int, depth: int) -> int | None:
        """The earlier sum of this place that the node goes on from."""
        for part in recorder.arguments[node]:
            if type(part) is not int:
                continue
            if recorder.sites[part] == site and recorder.ops[part] in SUMS:
                return part
            if depth and recorder.ops[part] in THROUGH:
                found = self.before(recorder, part, site, depth - 1)
                if found is not None:
                    return found
        return None

    def look(self, node: int) -> None:
        if self.updating:
            least = min(self.longest[site] for site in self.updating)
            if least > 2 * self.updates and node >= self.soft:
                self.reached = "enough recorded"
            elif least > self.updates and (node >= 4 * self.soft or time.perf_counter() > self.deadline):
                self.reached = "enough recorded"
        if node >= self.hard:
            self.reached = self.reached or "limit"


def depends(recorder: "Recorder", node: int, before: int) -> bool:
    """Whether what was added to the earlier sum was computed from it."""
    seen: set[int] = set()
    wanted = [part for part in recorder.arguments[node] if type(part) is int and part > before]
    while wanted:
        part = wanted.pop()
        if part in seen:
            continue
        seen.add(part)
        for below in refs(recorder.arguments[part]):
            if below == before:
                return True
            if below > before:
                wanted.append(below)
    return False

