"""The functions that stand one after the other, in the opposite order."""

import ast
from collections.abc import Iterator
from itertools import groupby

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source


def edits(source: Source) -> Iterator[Edit]:
    for functions, group in groupby(source.tree.body, key=lambda each: isinstance(each, ast.FunctionDef)):
        found = list(group)
        if functions and len(found) > 1:
            for one, other in zip(found, reversed(found), strict=True):
                yield Edit(*source.span(one), source.of(other))
