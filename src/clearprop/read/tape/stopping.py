"""When enough has been recorded: every number that is updated again and again has been updated a few times.

What is enough goes by the work, and so is the same on every machine; a clock only ends what takes far too long.
"""

import sys
from collections import deque
from collections.abc import Iterable
from time import thread_time

from clearprop.read.tape.recording import Recording
from clearprop.read.tape.tape import refs

SUMS = frozenset(
    (
        "add",
        "sub",
        "inplace_add",
        "inplace_sub",
        "call numpy.add",
        "call numpy.subtract",
        "method __add__",
        "method __sub__",
    )
)
THROUGH = frozenset(
    (
        "getitem", "pass", "copy", "read", "write", "put", "neg", "mul", "attribute T", "method reshape", "method ravel",
        "method copy", "method astype", "call numpy.array", "call numpy.asarray", "call numpy.reshape", "call numpy.clip",
    )
)  # fmt: skip
PRODUCTS = frozenset(
    ("mul", "matmul", "call numpy.dot", "method dot", "call numpy.matmul", "call numpy.multiply", "call numpy.inner")
)
"""What weighs data."""
DEPTH = 6
CHECKS = 6
"""How many members of a chain are looked at before it is taken for a mere sum."""
EVERY = 1024
"""Work after which it is looked whether that is enough."""
BYTES = 1 << 15
"""Bytes of arrays that are as much work as one operation."""
PATIENCE = 3
"""A chain that has not grown for so many of its periods has ended: data that was made, not a parameter."""
SOFT = 3_000
"""Work that is usual: by then every parameter of most scripts has been updated."""
LATE = 10
"""A recording that many times longer than is usual ends with the least that can be followed."""
LEAST = 3
TESTED = 64
"""Comparisons before an update, among which the one that decided it is looked for."""
OURS = 5
"""References to a number that only the recorder holds, with those of looking."""


class Enough(BaseException):
    """Enough is recorded: the script is left where it stands."""


class Chains:
    """The chains of sums at one place of the script."""

    def __init__(self) -> None:
        self.longest = 1
        self.checked = 0
        self.trained = False
        self.decided = False  # whether it is an earlier member that decided what was added, by a comparison
        self.first = self.last = 0  # nodes, between which the longest grew
        self.members: deque[int] = deque(maxlen=6)  # the last ones of the longest

    def alive(self, node: int) -> bool:
        """Whether it still grows."""
        period = (self.last - self.first) / max(self.longest - 1, 1)
        return node - self.last <= PATIENCE * period + EVERY

    def overwritten(self, recorder: Recording) -> bool:
        """Whether the script lets go of earlier members, as one does with parameters; made data are collected."""
        earlier = [recorder.values[node] for node in list(self.members)[:-2]]
        return not earlier or any(sys.getrefcount(value) <= OURS for value in earlier)


class Stopping:
    """Watches chains: sums at one place of the script that go on from an earlier sum of that place."""

    def __init__(self, updates: int = 4, soft: int = SOFT, hard: int = 600_000, seconds: float = 10.0) -> None:
        self.updates, self.soft, self.hard, self.seconds = updates, soft, hard, seconds
        self.lengths: dict[int, int] = {}
        self.chains: dict[int, Chains] = {}
        self.firsts: dict[int, int] = {}  # of each place, the first sum
        self.started = thread_time()
        self.reached = ""
        self.look_at = EVERY
        self.bytes = self.unseen = 0  # of arrays: looked at, and since then

    def leave(self) -> None:
        raise Enough(self.reached)

    def rest(self) -> None:
        """The recording is over: what is still recorded is no reason to leave."""
        self.reached, self.look_at = "", 1 << 60

    def weigh(self, count: int) -> None:
        """An array of so many bytes was kept."""
        self.unseen += count
        if self.unseen >= EVERY * BYTES:
            self.look_at = 0

    def chain(self, recorder: Recording, node: int) -> None:
        """A sum was recorded."""
        site = recorder.sites[node]
        before = self.before(recorder, node, site, self.firsts.setdefault(site, node), DEPTH)
        if before is None:
            return
        self.lengths[node] = length = self.lengths.get(before, 1) + 1
        chains = self.chains.get(site)
        if chains is None:
            chains = self.chains[site] = Chains()
            chains.first = before
        if length <= chains.longest:
            return
        chains.longest, chains.last = length, node
        chains.members.append(node)
        if not chains.trained and chains.checked < CHECKS:
            chains.checked += 1
            chains.trained = depends(recorder, node, before)
            decided = not chains.trained and weighed(recorder, recorder.tested[-TESTED:], before)
            chains.decided = chains.decided or decided

    def before(self, recorder: Recording, node: int, site: int, first: int, depth: int) -> int | None:
        """The earlier sum of this place, ``first`` or later, that the node goes on from."""
        for part in recorder.arguments[node]:
            if type(part) is not int:
                if part[0] == "l" and len(part) < 1000:
                    inner = next((i for i in part[1:] if type(i) is int and recorder.sites[i] == site), None)
                    if inner is not None and recorder.ops[inner] in SUMS:
                        return inner
                continue
            if part < first:
                continue
            if recorder.sites[part] == site and recorder.ops[part] in SUMS:
                return part
            if depth and recorder.ops[part] in THROUGH:
                found = self.before(recorder, part, site, first, depth - 1)
                if found is not None:
                    return found
            elif depth and recorder.ops[part] in SUMS and part is recorder.arguments[node][0]:
                found = self.before(recorder, part, site, first, depth - 1)  # updated at several places
                if found is not None:
                    return found
        return None

    def look(self, recorder: Recording, node: int) -> None:
        """Whether it is time to leave."""
        self.look_at = node + EVERY
        self.bytes, self.unseen = self.bytes + self.unseen, 0
        work = node + self.bytes // BYTES
        late = work >= LATE * self.soft
        alive = [chains for chains in self.chains.values() if chains.trained and chains.alive(node)]
        if late and not alive:
            alive = [chains for chains in self.chains.values() if chains.decided and chains.alive(node)]
        if alive and (late or all(chains.overwritten(recorder) for chains in alive)):
            least = min(chains.longest for chains in alive) - 1
            if (
                (least >= 2 * self.updates and work >= self.soft)
                or (least >= self.updates and work >= 4 * self.soft)
                or (least >= LEAST and late)
            ):
                self.reached = "enough recorded"
        if work >= self.hard or thread_time() - self.started > self.seconds:
            self.reached = self.reached or "limit"


def weighed(recorder: Recording, nodes: Iterable[int], before: int) -> bool:
    """Whether an earlier sum was multiplied on the way to one of the nodes."""
    from_it = {before}
    for node in sorted(computed(recorder, nodes, before)):
        if not from_it.isdisjoint(refs(recorder.arguments[node])):
            from_it.add(node)
            if recorder.ops[node] in PRODUCTS:
                return True
    return False


def computed(recorder: Recording, nodes: Iterable[int], since: int) -> set[int]:
    """The nodes later than ``since`` that these were computed from, themselves included."""
    found: set[int] = set()
    wanted = [node for node in nodes if node > since]
    while wanted:
        node = wanted.pop()
        if node not in found:
            found.add(node)
            wanted += [below for below in refs(recorder.arguments[node]) if below > since]
    return found


def depends(recorder: Recording, node: int, before: int) -> bool:
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
