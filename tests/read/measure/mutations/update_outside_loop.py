"""The updates stand behind the loop, and run once."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import LOOPS, Source


def mutations(source: Source) -> Iterator[Mutation]:
    for loop in source.tree.body:
        if not isinstance(loop, LOOPS):
            continue
        block = [each for each in loop.body if only_updates(source, each)]
        if block and len(block) < len(loop.body):
            place = source.starts[loop.end_lineno]
            text = "".join(source.at_depth(each, loop) for each in block)
            edits = [*(source.without(each) for each in block), Edit(place, place, text)]
            texts = [source.first_line(each) for each in block]
            yield Mutation(edits, ["CP309"], [loop.lineno], texts=texts)


def only_updates(source: Source, statement: ast.stmt) -> bool:
    others = ("pre_activation", "delta", "loss")
    return source.computes(statement, "update") and not source.computes(statement, *others)
