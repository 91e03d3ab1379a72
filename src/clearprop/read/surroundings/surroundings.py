"""The world that a script finds around it while it is read: nobody answers, nothing is drawn, chance repeats."""

import builtins
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from clearprop.read.surroundings.arguments import no_arguments
from clearprop.read.surroundings.chance import repeatable
from clearprop.read.surroundings.clock import own_clock
from clearprop.read.surroundings.files.missing import Shelf, made_up_files
from clearprop.read.surroundings.files.network import no_network
from clearprop.read.surroundings.mended_names import mended_names
from clearprop.read.surroundings.numpy_names import names_of_old
from clearprop.read.surroundings.packages.datasets import made_up_data
from clearprop.read.surroundings.packages.own_data import own_data
from clearprop.read.surroundings.packages.pandas import pandas_of_old
from clearprop.read.surroundings.packages.provider import Provider
from clearprop.read.surroundings.packages.scipy import scipy_driven
from clearprop.read.surroundings.plots import FILLS
from clearprop.read.surroundings.processes import no_processes
from clearprop.read.surroundings.questions import unanswered
from clearprop.read.surroundings.replacing import replaced
from clearprop.read.surroundings.request import Execute, Request, Seen
from clearprop.read.surroundings.stand_ins import DRAWING, SHOWING, Finder, finding, nothing


def executed(text: str, name: str, namespace: dict[str, object]) -> None:
    """Run as it is."""
    exec(compile(text, name, "exec"), namespace)


@contextmanager
def surroundings(request: Request, execute: Execute = executed) -> Iterator[Seen]:
    """Stand-ins while the script runs; sys.exit() in it is its end. What they saw is in the Seen.

    ``execute`` runs the texts of ``rewritten``; who records gives one that rewrites them like the script.
    """
    seen = Seen(request.file)
    shelf = Shelf(request, seen)
    parts = (
        own_clock(),
        repeatable(request.seed),
        mended_names(execute),
        names_of_old(seen),
        no_processes(),
        unanswered(request, seen),
        no_arguments(request, seen, request.arguments),
        finding(Finder(DRAWING, FILLS, request.text), first=True),
        made_up_files(shelf),
        no_network(shelf),
        pandas_of_old(request.text, seen),
        scipy_driven(shelf, execute),
        made_up_data(request, seen, shelf, execute),
        finding(Finder(set() if "imread" in request.text else SHOWING, {}, request.text), first=False),
        finding(own_data(Provider(request, seen)), first=False),
        replaced(builtins, display=nothing, get_ipython=nothing),
    )
    with ExitStack() as stack:
        for part in parts:
            stack.enter_context(part)
        try:
            yield seen
        except SystemExit:
            seen.remark("exit", "The script ends itself with sys.exit().")
