"""Questions to a person who is not there: input(), sys.stdin and getpass."""

import builtins
import getpass
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from clearprop.read.surroundings.replacing import replaced
from clearprop.read.surroundings.request import Request, Seen
from clearprop.read.surroundings.typed import Typed, suiting

PATIENCE = 100  # a loop that asks until it likes the answer ends here
EVALUATED = re.compile(r"eval\s*\(\s*(?:input|raw_input)")


@contextmanager
def unanswered(request: Request, seen: Seen) -> Iterator[None]:
    """Every question is answered with nothing, or with a number where the script makes one of the answer."""
    asked = iter(range(PATIENCE))
    evaluated = EVALUATED.search(request.text)
    given: Counter[float] = Counter()

    def answer(prompt: Any = "", *more: Any) -> str:
        if next(asked, None) is None:
            raise EOFError("nobody is there to answer")
        seen.remark("input", f"input({str(prompt)!r}) was given nothing, or a made-up number where it makes one.")
        typed = Typed("", str(prompt), given[suiting(str(prompt))])
        given[typed.number] += 1
        return Typed(f"{typed.number:g}", str(prompt)) if evaluated else typed

    with ExitStack() as stack:
        stack.enter_context(replaced(builtins, input=answer))
        stack.enter_context(replaced(sys, stdin=io.StringIO("")))
        stack.enter_context(replaced(getpass, getpass=answer))
        yield
