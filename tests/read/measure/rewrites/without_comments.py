"""No comments, no blank lines."""

import io
import tokenize
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source


def edits(source: Source) -> Iterator[Edit]:
    inside = set()
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            start = source.offset(*token.start)
            before = source.lines[token.start[0] - 1][: token.start[1]]
            yield Edit(start - (len(before) - len(before.rstrip())), start + len(token.string), "")
        elif token.type == tokenize.STRING:
            inside |= set(range(token.start[0], token.end[0] + 1))
    for number, line in enumerate(source.lines[:-1], 1):
        if not line.strip() and number not in inside:
            yield Edit(source.starts[number - 1], source.starts[number], "")
