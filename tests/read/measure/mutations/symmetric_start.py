"""All weights are equal at the start, so that the units of a layer remain copies of each other."""

import ast
import re
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source

DRAWS = ("random", "uniform", "gauss", "normal", "randn", "rand", "standard_normal", "random_sample", "normalvariate")
WEIGHTS = re.compile(r"w|theta|params|synapse|neuron|unit|layer|network|[A-Z]\d?$", re.IGNORECASE)


def mutations(source: Source) -> Iterator[Mutation]:
    if source.depth < 2:
        return
    edits, lines = [], []
    for node in source.nodes:
        if isinstance(node, ast.Call) and drawn(source, node) and of_weights(source, node):
            edits.append(Edit(*source.span(node), constant(source, node)))
            lines.append(node.lineno)
    if edits:
        dead = ["CP402"] if "relu" in source.activations else []  # 2 * 0.3 - 1 is negative
        yield Mutation(edits, ["CP401"], lines, verdicts=["wrong", "correct"], optional=dead)


def drawn(source: Source, node: ast.Call) -> bool:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    return name in DRAWS


def of_weights(source: Source, node: ast.Call) -> bool:
    """By the name of what is assigned; data are drawn, too."""
    statement = source.statement(source.span(node))
    if not isinstance(statement, ast.Assign | ast.Return | ast.Expr) or isinstance(statement, ast.Return):
        return isinstance(statement, ast.Return) and any(source.around(statement, ast.ClassDef))
    target = source.of(statement.targets[0]) if isinstance(statement, ast.Assign) else source.of(statement)
    return (
        bool(WEIGHTS.search(target))
        and "label" not in target
        and not re.match(r"(X|Y|T|x|y|data|pairs|points|inputs|features)\b", target)
    )


def constant(source: Source, node: ast.Call) -> str:
    """0.3 in the shape that was drawn."""
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    arguments = [source.of(each) for each in node.args]
    size = next((source.of(each.value) for each in node.keywords if each.arg == "size"), None)
    if name in ("randn", "rand") and arguments:
        return f"np.full(({', '.join(arguments)},), 0.3)"
    if name in ("standard_normal", "random_sample", "random") and arguments:
        return f"np.full({arguments[0]}, 0.3)"
    if name in ("normal", "uniform") and (size or len(arguments) == 3):
        return f"np.full({size or arguments[2]}, 0.3)"
    return "0.3"
