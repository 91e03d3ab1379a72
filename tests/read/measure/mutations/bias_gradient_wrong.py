"""The bias's gradient is one row's, or is multiplied by an input, as the weights' is."""

import ast
import re
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.mutations.parameter_not_updated import changes_bias
from tests.read.measure.mutations.partial_batch import last_entry
from tests.read.measure.source import Source


def mutations(source: Source) -> Iterator[Mutation]:
    for place in source.places("bias_gradient"):
        if edit := last_entry(source, place.span):
            yield Mutation([edit], ["CP304", "CP206"], [place.label.line])
    updates = [each for each in source.statements("update") if isinstance(each, ast.AugAssign)]
    for bias in updates:
        if not changes_bias(source, bias):
            continue
        for weights in updates:
            amount = re.escape(source.of(bias.value))
            extra = re.fullmatch(rf"{amount}( \* [\w\[\].]+)", source.of(weights.value))
            if extra and same_function(source, bias, weights):
                edit = Edit(*source.span(bias.value), source.of(bias.value) + extra[1])
                yield Mutation([edit], ["CP304"], [bias.lineno])


def same_function(source: Source, *statements: ast.stmt) -> bool:
    return len({next(source.around(each, ast.FunctionDef), None) for each in statements}) == 1
