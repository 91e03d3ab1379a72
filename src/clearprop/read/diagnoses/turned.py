"""The line of a sign: of some updates, where a statement has another one than its like for the others; of all, the error."""

import ast
from collections.abc import Collection, Iterable, Iterator

import numpy as np

from clearprop.read.diagnoses.base import Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.lines import change, seed, site_of_update, update_line
from clearprop.read.diagnoses.relations import by_ratio
from clearprop.read.diagnoses.scales import multiple, scales, way_to
from clearprop.read.diagnoses.wrong_values import Line, line_of_statement, place
from clearprop.read.recover.drives import DIVISIONS
from clearprop.read.recover.layers import PRODUCTS

FLIPPING = PRODUCTS | DIVISIONS | {"neg"}
"""Ops that may turn a value by a number."""
Written = tuple[str, str]
"""A statement without its names, numbers and signs; and its signs."""


def of_sign(case: Case, hypothesis: Hypothesis) -> Line:
    """One line that turns several updates is likelier than one slip in each of them."""
    turned = hypothesis.sees
    moving = {i for i, own in by_ratio(case).items() if not own.still}
    if turned == moving:
        several = len({update_line(case, [i]) for i in turned}) > 1
        return flipped(case, turned) or (seed(case, hypothesis) if several else None) or change(case, hypothesis)
    lines = parting(case, turned, moving - turned)
    return (lines.pop(), ()) if len(lines) == 1 else begun(case, turned, moving - turned) or change(case, hypothesis)


def flipped(case: Case, turned: Iterable[int]) -> Line:
    """Where a true adjoint, with its own sign, is multiplied by a negative number on the way to every update."""
    run, step = place(case)
    ways = [way_to(run, step, [case.lineage(i)]) for i in turned]
    true = [np.ravel(g) for n, g in case.true(run, step).items() if n in step.layers.kinds and np.any(g)]
    for node in sorted(set.intersection(*ways) & step.backward) if ways else ():
        value, ops = run.graph.values[node], run.graph.ops[node]
        if ops not in FLIPPING or not run.dependent[node] or np.size(value) < 2:
            continue
        moved = [o for o in run.graph.operands[node] if o in step.backward and run.dependent[o]]
        for before in (np.ravel(run.graph.values[o]) for o in moved if np.size(run.graph.values[o]) == np.size(value)):
            straight = any((multiple(before, g) or 0.0) > 0 for g in true if g.size == before.size)
            if straight and (multiple(value, before) or 0.0) < 0:
                return line_of_statement(run, run.graph.sites[node]), ()
    return None


def parting(case: Case, turned: Iterable[int], others: Iterable[int]) -> set[int]:
    """The lines on the way to these updates that have a like on the way to others, but none with the same signs."""
    own = {statement: written(statement) for statement in statements(case, turned)}
    like = {written(statement) for statement in statements(case, others) if statement not in own}
    known = {text for text, _ in like}
    return {statement.lineno for statement, (text, signs) in own.items() if text in known and (text, signs) not in like}


def begun(case: Case, turned: Iterable[int], others: Collection[int]) -> Line:
    """Where the first value is made, on the way to these updates alone, that has the sign which no other's gradient has."""
    run, step = place(case)
    signs = {ratio > 0 for i in others for _, ratio in signed(case, i)[:1]}
    if len(signs) != 1:
        return None
    right, shares = signs.pop(), [share for share in case.shares(run, step) if np.size(share) > 1]
    firsts = {node for i in turned for node, ratio in signed(case, i)[:1] if (ratio > 0) != right}
    for node in sorted((way_to(run, step, turned) & step.backward) - way_to(run, step, others)):
        value = run.graph.values[node] if run.dependent[node] else 0.0
        ratios = [multiple(value, np.ravel(share)) for share in shares if np.size(share) == np.size(value)]
        if node in firsts or any(ratio and (ratio > 0) != right for ratio in ratios):
            return line_of_statement(run, run.graph.sites[node]), ()
    return None


def signed(case: Case, lineage: int) -> list[tuple[int, float]]:
    """The values on the way to an update that are a multiple of the gradient, the same at every point, in order."""
    run, step = place(case)
    gradient = np.ravel(np.asarray(case.true_gradients(run, step)[lineage], float))
    found = ((node, multiple(run.graph.values[node], gradient)) for node, _ in scales(case, lineage))
    return [(node, ratio) for node, ratio in found if ratio]


def statements(case: Case, lineages: Iterable[int]) -> Iterator[ast.stmt]:
    """Those that compute on the way to the updates, and the updates."""
    run, step = place(case)
    for lineage in lineages:
        sites = {run.graph.sites[node] for node in way_to(run, step, [lineage]) & step.backward}
        for site in {*sites, site_of_update(run, run.lineages[case.lineage(lineage)])}:
            found = run.text.statement(run.graph.tape.table[site])
            if isinstance(found, ast.Assign | ast.AugAssign | ast.AnnAssign):
                yield found


def written(statement: ast.stmt) -> Written:
    shape, signs = [], []
    for node in ast.walk(statement):
        if isinstance(node, ast.Add | ast.Sub | ast.USub | ast.UAdd):
            signs.append(type(node).__name__)
        elif not isinstance(node, ast.UnaryOp):
            shape.append(type(node).__name__)
    return " ".join(shape), " ".join(signs)
