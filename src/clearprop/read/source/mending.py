"""What is mended in the text before it is parsed, in this order."""

from collections.abc import Callable

from clearprop.read.reading import Remark
from clearprop.read.source.magics import without_magics
from clearprop.read.source.prompts import without_prompts
from clearprop.read.source.python2 import is_python2, modern
from clearprop.read.source.syntax import parses
from clearprop.read.source.tabs import without_tabs

Mending = Callable[[str], str | None]

ATTEMPTS: tuple[tuple[str, Mending, str], ...] = (
    ("prompts", without_prompts, "The prompts (>>>) and the answers between them were left out."),
    ("ipython", without_magics, "Lines that only IPython understands (%magics, !commands) do nothing here."),
    ("mixed-tabs", without_tabs, "Tabs and spaces are mixed in the indentation; a tab was read as Python 2 did."),
)


def mended(text: str) -> tuple[str, tuple[Remark, ...]]:
    """The text as Python of today, or as near to it as can be, and what was done to it."""
    remarks = []
    for name, attempt, message in ATTEMPTS:
        if parses(text):
            break
        changed = attempt(text)
        if changed is not None and changed != text:
            remarks.append(Remark(name=name, line=first_change(text, changed), message=message))
            text = changed
    if is_python2(text) and (changed := modern(text)) is not None:
        line = first_change(text, changed)
        remarks.append(Remark(name="python-2", line=line, message="The script is Python 2; it was read as such."))
        text = changed
    return text, tuple(remarks)


def first_change(before: str, after: str) -> int:
    """The first line that is different."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=False)
    return next((line for line, (old, new) in enumerate(pairs, 1) if old != new), 1)
