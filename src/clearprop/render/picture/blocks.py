"""A long Program in few blocks: consecutive equations, folded before anything is laid out.

First an expression becomes one block, then what comes from one place (a scope, a line), then what repeats; in the end, if
it must be, blocks of equal length. A block is an interval of the Program, so blocks never wait for each other in circles.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from clearprop.ir import Equation, Variable
from clearprop.render.names import is_temporary
from clearprop.render.picture.repeats import best_repeat

MOST = 40
FOLDED = 20  # blocks that are left, where folding is needed
OFTEN = 4  # rounds that are folded in any case
ROUNDS = 60  # of looking for what repeats


@dataclass(eq=False)
class Block:
    """The equations from ``start`` up to ``stop``; ``times``: how many equal rounds they are."""

    forward: Sequence[Equation]
    start: int
    stop: int
    times: int = 1

    @property
    def equations(self) -> Sequence[Equation]:
        return self.forward[self.start : self.stop]

    @property
    def size(self) -> int:
        return self.stop - self.start

    @property
    def last(self) -> Equation:
        return self.forward[self.stop - 1]


def blocks_of(forward: Sequence[Equation], beside: int) -> list[Block]:
    """One for each equation if, with what stands ``beside`` them, these are at most ``MOST``; else folded ones."""
    blocks = [Block(forward, k, k + 1) for k in range(len(forward))]
    if len(blocks) + beside <= MOST:
        return blocks
    for fold in (expressions, by_place, repeated, by_scope, repeated):
        blocks = fold(blocks)
        if len(blocks) <= FOLDED:
            return blocks
    step = -(-len(blocks) // FOLDED)
    return [joined(blocks[k : k + step]) for k in range(0, len(blocks), step)]


def joined(blocks: Sequence[Block]) -> Block:
    """Neighbours as one."""
    return blocks[0] if len(blocks) == 1 else Block(blocks[0].forward, blocks[0].start, blocks[-1].stop)


def expressions(blocks: list[Block]) -> list[Block]:
    """An equation takes up the blocks right before it whose results it alone reads and nobody named."""
    reads = Counter(v for block in blocks for v in block.last.variables())
    found: list[Block] = []
    for block in blocks:
        taken = set(block.last.variables())
        start = len(found)
        while start and may_vanish(found[start - 1].last.result, taken, reads):
            start -= 1
        found[start:] = [joined([*found[start:], block])]
    return found


def may_vanish(variable: Variable, taken: set[Variable], reads: Counter[Variable]) -> bool:
    return variable in taken and reads[variable] == 1 and is_temporary(variable.name)


def by_place(blocks: list[Block]) -> list[Block]:
    """Neighbours from one line of one function, or one scope."""
    return neighbours(blocks, place_of)


def place_of(block: Block) -> Hashable:
    origin = block.last.origin
    if origin.scope or origin.position is None:
        return origin.scope
    return origin.position.file, origin.position.function, origin.position.line


def by_scope(blocks: list[Block]) -> list[Block]:
    """Neighbours from one outer scope or one function."""
    return neighbours(blocks, scope_of)


def scope_of(block: Block) -> Hashable:
    origin = block.last.origin
    if origin.scope or origin.position is None:
        return origin.scope.split(" / ")[0]
    return origin.position.file, origin.position.function


def neighbours(blocks: list[Block], key: Callable[[Block], Hashable]) -> list[Block]:
    groups: list[list[Block]] = []
    for block in blocks:
        together = bool(groups) and key(block) != "" and key(groups[-1][-1]) == key(block)
        if together and block.times == groups[-1][-1].times == 1:
            groups[-1].append(block)
        else:
            groups.append([block])
    return [joined(group) for group in groups]


def repeated(blocks: list[Block]) -> list[Block]:
    """What comes several times in a row, once; the longest such run first."""
    numbers: dict[Hashable, int] = {}
    keys = np.array([numbers.setdefault(signature(block), len(numbers)) for block in blocks])
    for new in range(1, ROUNDS):
        found = best_repeat(keys)
        if found is None or (len(blocks) <= FOLDED and found[2] < OFTEN):
            break
        run, period, times = found
        start = begin(blocks, run, period, times)
        stop = start + period * times
        blocks[start:stop] = [replace(joined(blocks[start:stop]), times=times)]
        keys = np.concatenate((keys[:start], [-new], keys[stop:]))
    return blocks


def begin(blocks: list[Block], run: int, period: int, times: int) -> int:
    """Where the rounds begin: a run of b a b a b is two rounds of a, b if a stands above b in the source."""
    last = run + period * times
    more = 0
    while (
        more < period - 1
        and last + more < len(blocks)
        and signature(blocks[last + more]) == signature(blocks[run + more])
    ):
        more += 1
    return min(range(run, run + more + 1), key=lambda k: line_of(blocks[k]))


def line_of(block: Block) -> int:
    position = block.last.origin.position
    return position.line if position else 0


def signature(block: Block) -> Hashable:
    """Equal for blocks that do the same in the same place."""
    return place_of(block), block.times, tuple(equation.op.name for equation in block.equations)
