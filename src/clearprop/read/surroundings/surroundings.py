"""The world that a script finds around it while it is read: nobody answers, nothing is drawn, chance repeats."""

import builtins
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from clearprop.read.surroundings.arguments import no_arguments
from clearprop.read.surroundings.chance import repeatable
from clearprop.read.surroundings.clock import own_clock
from clearprop.read.surroundings.mended_names import mended_names
from clearprop.read.surroundings.numpy_names import names_of_old
from clearprop.read.surroundings.permissive import Nothing
from clearprop.read.surroundings.plots import FILLS
from clearprop.read.surroundings.processes import no_processes
from clearprop.read.surroundings.questions import unanswered
from clearprop.read.surroundings.replacing import replaced
from clearprop.read.surroundings.request import Request, Seen
from clearprop.read.surroundings.stand_ins import DRAWING, Finder, finding, nothing
from clearprop.read.surroundings.star import unbound_names


@contextmanager
def surroundings(request: Request) -> Iterator[Seen]:
    """Stand-ins while the script runs; sys.exit() in it is its end. What they saw is in the Seen."""
    seen = Seen(request.file)
    parts = (
        own_clock(),
        repeatable(request.seed),
        mended_names(),
        names_of_old(seen),
        no_processes(),
        unanswered(request, seen),
        no_arguments(request, seen),
        finding(Finder(DRAWING, FILLS, unbound_names(request.text)), first=True),
        replaced(builtins, display=nothing, get_ipython=nothing),
    )
    with ExitStack() as stack:
        for part in parts:
            stack.enter_context(part)
        try:
            yield seen
        except SystemExit:
            seen.remark("exit", "The script ends itself with sys.exit().")


__all__ = ["Nothing", "Request", "Seen", "surroundings"]
