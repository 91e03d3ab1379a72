"""Rows that share one list, and a copy that is none."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source

MUTABLE = (ast.List, ast.ListComp, ast.BinOp, ast.Call)


def mutations(source: Source) -> Iterator[Mutation]:
    for node in source.nodes:
        lines = [getattr(node, "lineno", 1), *source.lines_with("update", "weight_gradient", "bias_gradient")]
        if isinstance(node, ast.ListComp) and repeats(source, node):
            count = source.of(node.generators[0].iter.args[0])
            yield Mutation(
                [Edit(*source.span(node), f"[{source.of(node.elt)}] * {counted(count)}")],
                ["CP310"],
                lines,
                optional=["CP401"],
            )
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "copy"
            and not node.args
        ):
            yield Mutation([Edit(*source.span(node), source.of(node.func.value))], ["CP310"], lines)


def counted(count: str) -> str:
    return count if count.replace("_", "a").isalnum() or count.startswith("len(") else f"({count})"


def repeats(source: Source, node: ast.ListComp) -> bool:
    """``[[0.0] * n for _ in range(m)]``: the element is new each time, and does not depend on the index."""
    generator = node.generators[0]
    over_range = (
        isinstance(generator.iter, ast.Call)
        and source.of(generator.iter.func) == "range"
        and len(generator.iter.args) == 1
    )
    names = {each.id for each in ast.walk(node.elt) if isinstance(each, ast.Name)}
    own = isinstance(generator.target, ast.Name) and generator.target.id not in names
    makes_list = isinstance(node.elt, ast.List | ast.ListComp) or source.of(node.elt).startswith(("[", "np.zeros"))
    return len(node.generators) == 1 and not generator.ifs and over_range and own and makes_list
