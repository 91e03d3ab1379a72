"""Units that never fire: biases so low that a ReLU is zero for every row."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.mutations.bias_not_updated import created_first
from tests.read.measure.mutations.parameter_not_updated import changes_bias
from tests.read.measure.source import Source


def mutations(source: Source) -> Iterator[Mutation]:
    if "relu" not in source.activations[:-1]:
        return
    seen = source.lines_with("pre_activation", "activation", "activation_derivative", "delta")
    for statement in source.statements("update"):
        if not isinstance(statement, ast.Assign | ast.AugAssign) or not changes_bias(source, statement):
            continue
        for line in created_first(source, statement):
            made = next(each for each in source.nodes if isinstance(each, ast.Assign) and each.lineno == line)
            text = source.of(made.value)
            if source.layers_of(statement, "update") - {source.depth} and text.startswith("np."):
                yield Mutation(
                    [Edit(*source.span(made.value), f"{text} - 50.0")],
                    ["CP402"],
                    [line, *seen],
                    verdicts=["wrong", "correct"],
                )
            elif source.layers_of(statement, "update") - {source.depth} and text.startswith("[0.") and " * " in text:
                new = "[-50.0]" + text[text.index(" * ") :]
                yield Mutation(
                    [Edit(*source.span(made.value), new)], ["CP402"], [line, *seen], verdicts=["wrong", "correct"]
                )
