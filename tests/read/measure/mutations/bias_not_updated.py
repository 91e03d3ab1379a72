"""The line that changes the bias is not there."""

import ast
from collections.abc import Iterator

from tests.read.measure.mutation import Mutation
from tests.read.measure.mutations.parameter_not_updated import changes_bias, near
from tests.read.measure.source import Source


def mutations(source: Source) -> Iterator[Mutation]:
    updates = source.statements("update")
    biases = [each for each in updates if isinstance(each, ast.Assign | ast.AugAssign) and changes_bias(source, each)]
    lines = [each.lineno for each in updates] + [line for each in biases for line in near(each)]
    made = [line for each in biases for line in created(source, each)]
    if biases and len(biases) < len(updates):
        yield Mutation([source.without(each) for each in biases], ["CP303"], [*lines, *made], verdicts=["correct"])
        if len(biases) > 1:
            for each in biases:
                yield Mutation([source.without(each)], ["CP303"], [*lines, *made], verdicts=["correct"])


def created(source: Source, statement: ast.stmt) -> list[int]:
    """Where what the statement changes is first assigned, by name."""
    target = getattr(statement, "target", None) or statement.targets[0]
    name = source.of(target).split("[")[0].rpartition(".")[2]
    found = [each for each in source.nodes if isinstance(each, ast.Assign)]
    return [each.lineno for each in found if any(name in source.of(made) for made in each.targets)]


def created_first(source: Source, statement: ast.stmt) -> list[int]:
    """Of these the lines that assign the whole of it, and nothing that only has its name within another one."""
    target = getattr(statement, "target", None) or statement.targets[0]
    name = source.of(target).split("[")[0].rpartition(".")[2]
    found = [each for each in source.nodes if isinstance(each, ast.Assign) and each.lineno < statement.lineno]
    whole = [each for each in found if any(source.of(made).rpartition(".")[2] == name for made in each.targets)]
    return [each.lineno for each in whole][:1]
