"""How many inputs, hidden units and outputs a file's networks have, where its text fixes that."""

import ast
import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from clearprop.read.driving.roles import size_of

CONSTANT = re.compile(r"input|hidden|output|feature|class|label|n_[xhyio]\b|\bn[iho]\b")
MAKERS = {"rand", "randn", "random", "uniform", "normal", "zeros", "ones", "random_sample", "standard_normal"}


class Sizes(NamedTuple):
    """Of the data and the network that are made up."""

    inputs: int = 3
    hidden: int = 4
    outputs: int = 2


def fixed_sizes(tree: ast.Module) -> list[Sizes]:
    """Sizes from constants with telling names, and from the shapes of the weights that are made; [] if none are fixed."""
    found = []
    named = dict(named_constants(tree))
    if named:
        found.append(Sizes(named.get("input_size", 3), named.get("hidden_size", 4), named.get("output_size", 1)))
    shapes = [shape for shape in made_shapes(tree) if math.prod(shape) > 1]
    if shapes:
        first, last = shapes[0], shapes[-1]
        found.append(Sizes(first[0], first[-1], last[-1]))
        found.append(Sizes(first[-1], first[0], last[0]))
    return list(dict.fromkeys(found))


def named_constants(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and type(node.value.value) is int:
            name = ast.unparse(node.targets[0]).removeprefix("self.")
            role = size_of(name.replace("_", "").lower())
            if role and CONSTANT.search(name.lower()):
                yield role, node.value.value


def made_shapes(tree: ast.Module) -> Iterator[tuple[int, ...]]:
    """Shapes that are written as numbers, in the order of the text: rand(3, 4), zeros((4, 2))."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if node.func.attr in MAKERS:  # type: ignore[attr-defined]
            candidates = [
                node.args,
                *(
                    a.elts
                    for a in [*node.args, *(k.value for k in node.keywords)]
                    if isinstance(a, ast.Tuple | ast.List)
                ),
            ]
            yield from (shape for c in candidates if len(shape := whole(c)) == len(c) == 2)


def whole(nodes: list[ast.expr]) -> tuple[int, ...]:
    return tuple(n.value for n in nodes if isinstance(n, ast.Constant) and type(n.value) is int)
