"""What to try next where a run failed on made-up data, or ended because the command line was empty."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clearprop.read.surroundings.files.hints import GUESSES
from clearprop.read.surroundings.request import Request, Seen

ASKED = re.compile(r"argv\s*\[\s*(\d+)\s*\]")


def guesses(request: Request, seen: Seen | None = None) -> Iterator[Request]:
    """The request itself, then others, the likelier first; after a run, only those that what it saw gives reason for."""
    yield request
    wanted = max((int(number) for number in ASKED.findall(request.text)), default=0)
    if wanted and re.search(r"len\(\s*(?:sys\.)?argv", request.text):
        yield replace(request, arguments=wanted)
    if seen is None or seen.made_up:
        yield from (replace(request, guess=number) for number in range(1, GUESSES))
