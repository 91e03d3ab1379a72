"""Tabs mixed with spaces in the indentation: spaces instead, eight or four a tab, whichever makes blocks."""

import re

from clearprop.read.source.syntax import parses

INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def without_tabs(text: str) -> str | None:
    """The text with its indentation in spaces, or None if that does not help."""
    candidates = (INDENT.sub(lambda found, size=size: found[0].expandtabs(size), text) for size in (8, 4))  # type: ignore[misc]
    return next((candidate for candidate in candidates if parses(candidate)), None)
