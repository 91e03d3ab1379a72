"""The slope in a wrong product: where it was computed, or which function gave back its argument for it."""

import ast
from collections.abc import Iterator, Sequence

from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.steps import Run, Step
from clearprop.read.tape.handed_on import hands_on


def factor_of(run: Run, step: Step, node: int, factors: Sequence[int], beside: Sequence[int]) -> int:
    """The factor of a product, as it was computed; the product, where the forward pass computes the factor, too.

    ``beside``: what has nothing of the targets in it, and may be a product with the factor.
    """
    graph = run.graph
    forward = {graph.sites[n] for n in step.forward}
    own = {n for n in factors if graph.sites[n] not in forward and n not in step.forward}
    inner = {n: o for n in beside if graph.ops[n] == "mul" for o in made_of(run, n) if o in own}
    found = node
    while found == node or graph.ops[found] in THROUGH:
        operands = list(made_of(run, found))
        below = next((o for o in operands if o in own), next((inner[o] for o in operands if o in inner), None))
        if below is None:
            break
        found = below
    return found


def made_of(run: Run, node: int) -> Iterator[int]:
    yield from (handed(run, operand) for operand in run.graph.operands[node])


def handed(run: Run, node: int) -> int:
    """What a function gave back as this."""
    while run.graph.ops[node] == "pass":
        node = run.graph.operands[node][0]
    return node


def returned_as_it_came(run: Run, step: Step, node: int, layered: bool) -> int | None:
    """The line of the function that was asked for a slope on the way back, and returned its argument: half of a(1 - a).

    ``layered``: whether it is a slope that is wrong.
    """
    factors = step.forward.intersection(run.graph.operands[node]) if layered else set()
    begun, latest = max((m.prediction for m in step.meetings), default=0), 0
    for at, site, _ in run.graph.tape.passes if factors else ():
        latest = max(latest, at)
        statement = run.text.statement(run.graph.tape.table[site])
        if latest > node:
            break
        if at in factors and latest >= begun and isinstance(statement, ast.Return):
            function = around(run, statement)
            if isinstance(function, ast.FunctionDef) and hands_on(statement.value, function.args):
                return statement.lineno
    return None


def around(run: Run, found: ast.AST | None) -> ast.FunctionDef | ast.Lambda | None:
    """The function that something stands in."""
    while found is not None and not isinstance(found, ast.FunctionDef | ast.Lambda):
        found = run.text.parents.get(found)
    return found
