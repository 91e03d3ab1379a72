"""Some weights never change: the last of each unit, a layer that the loop leaves out, or one whose update is not there."""

import ast
import re
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import LOOPS, Source

BIAS = re.compile(
    r"""\b_*([bcdpq]\d?|b_\w+|b[uho]|bout|bin_|beta0|bias\w*|intercept|offset|shift|level|height|thresholds?|theta_\w+)(\[\w+\])*$
    |\[(["']b(ias)?["']|-1)\](\[\w+\])*$""",
    re.IGNORECASE | re.VERBOSE,
)


def changes_bias(source: Source, statement: ast.stmt) -> bool:
    """By the name of what is changed."""
    target = getattr(statement, "target", None) or getattr(statement, "targets", [None])[0]
    return target is not None and bool(BIAS.search(source.of(target)))


def shortened(source: Source, iterated: ast.expr) -> Edit:
    text = source.of(iterated)
    if isinstance(iterated, ast.Call) and text.startswith("range(") and len(iterated.args) == 1:
        return Edit(*source.span(iterated), f"range({source.of(iterated.args[0])} - 1)")
    wrapped = text if isinstance(iterated, ast.Name | ast.Attribute | ast.Subscript) else f"list({text})"
    return Edit(*source.span(iterated), f"{wrapped}[1:]")


def mutations(source: Source) -> Iterator[Mutation]:
    statements = source.statements("update")
    lines = [statement.lineno for statement in statements]
    for statement in statements:
        if changes_bias(source, statement):
            continue
        for loop in source.around(statement, ast.For):
            if whole_pass(source, loop):
                break
            beside = ["CP203"] if carries(source, loop) else []
            yield Mutation([shortened(source, loop.iter)], ["CP305"], [*lines, loop.lineno], optional=beside)
        if len(statements) > 1 and isinstance(statement, ast.Assign | ast.AugAssign):
            yield Mutation([source.without(statement)], ["CP305"], [*lines, *near(statement)])


def whole_pass(source: Source, loop: ast.For) -> bool:
    """A loop over epochs or rows: values are computed in it, too, or in functions that it calls."""
    outermost = not any(source.around(loop, *LOOPS, ast.FunctionDef))
    return outermost or source.computes(loop, "pre_activation", "activation", "delta", "loss")


def near(statement: ast.stmt) -> list[int]:
    return [max(1, statement.lineno - 1), statement.end_lineno + 1]


def carries(source: Source, loop: ast.For) -> bool:
    """Whether a pass goes on with what the pass before it left, so that to skip one gives the next another input."""
    last = loop.body[-1]
    names = {source.of(each) for each in last.targets} if isinstance(last, ast.Assign) else set()
    used = [node for each in loop.body[:-1] for node in ast.walk(each)]
    return any(isinstance(node, ast.Name) and node.id in names for node in used)
