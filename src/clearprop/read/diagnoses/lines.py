"""The line of a mistake: where the first value is computed that only the mistaken backward pass has.

A factor that is missing shows a statement late, for until then the value is a true one of another kind: then the line is
that of the last statement that bound it. A function that is right elsewhere is not blamed for what it was given.
"""

import ast
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.numbers import Numbers
from clearprop.read.diagnoses.scales import departure, scales, upstream, way_to
from clearprop.read.diagnoses.slips import slip
from clearprop.read.recover.steps import Run, Step


def lines_of(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]]:
    """The line, and related ones."""
    if hypothesis.lines:
        return hypothesis.lines[0], hypothesis.related
    found = (hypothesis.locate or BY_KIND[hypothesis.kind])(case, hypothesis)
    return found if found is not None else (update_line(case, hypothesis.sees or set(case.parameters)), ())


def place(case: Case) -> tuple[Run, Step]:
    """A step in the middle of things: the second, where there is one."""
    run, steps = case.points[0]
    return run, steps[min(1, len(steps) - 1)]


def first_wrong(case: Case, hypothesis: Hypothesis) -> int | None:
    """The first node of the backward pass whose value is the mistake's and no true one."""
    run, step = place(case)
    true = Numbers(case.shares(run, step), case.rates)
    mutated = Numbers(mistaken_values(case, hypothesis, run, step), case.rates)
    for node in sorted(step.backward):
        value = run.graph.values[node]
        if relevant(run, step, node) and mutated.has(value) and not true.has(value):
            return node
    return None


def mistaken_values(case: Case, hypothesis: Hypothesis, run: Run, step: Step) -> Iterator[Any]:
    if hypothesis.values is not None:
        yield from hypothesis.values(run, step)
    if hypothesis.gradient is None:
        adjoints = hypothesis.adjoints(run, step)
        yield from adjoints.values()
        for node, g in adjoints.items():
            if node not in run.cut and run.graph.operands[node]:
                yield from (share for share in run.graph.pulled(node, g) if share is not None)
    yield from hypothesis.predicted(case)(0, step.number).values()


def relevant(run: Run, step: Step, node: int) -> bool:
    return (
        node not in run.cut
        and bool(run.dependent[node])
        and run.graph.ops[node] not in ("pass", "copy", "write", "read")
    )


def wrong(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    node = first_wrong(case, hypothesis)
    if node is None:
        return None
    run, step = place(case)
    return blamed(case, run, step, node, hypothesis), ()


def blamed(case: Case, run: Run, step: Step, node: int, hypothesis: Hypothesis) -> int:
    """The statement's line, or the calling statement's where the function is not at fault."""
    tape = run.graph.tape
    site = run.graph.sites[node]
    call = tape.calls[node]
    inside = bool(tape.site(node).function) and call > 0
    if inside and (hypothesis.diagnosis.code == "CP102" or right_elsewhere(case, hypothesis, run, step, site)):
        small = is_small(case, run, node)
        caller_site = tape.callers[call][1]
        if small and caller_site >= 0:
            return line_of_statement(run, caller_site)
    return line_of_statement(run, site)


def is_small(case: Case, run: Run, node: int) -> bool:
    """Whether the function around only returns a formula of its arguments."""
    function = run.text.at(run.graph.tape.site(node))
    while function is not None and not isinstance(function, ast.FunctionDef | ast.Lambda):
        function = run.text.parents.get(function)
    if isinstance(function, ast.Lambda):
        return True
    return function is not None and len([s for s in function.body if not isinstance(s, ast.Expr)]) <= 4


def right_elsewhere(case: Case, hypothesis: Hypothesis, run: Run, step: Step, site: int) -> bool:
    """Whether the same place computes true values as well."""
    true = Numbers(case.shares(run, step), case.rates)
    same = [n for n in step.backward if run.graph.sites[n] == site]
    return any(true.has(run.graph.values[n]) for n in same)


def line_of_statement(run: Run, site: int) -> int:
    """The first line of the statement at a site, or of the part of it where the value stands."""
    where = run.graph.tape.table[site]
    statement = run.text.statement(where)
    if statement is not None and statement.end_lineno != statement.lineno and run.text.listed(where):
        return where.line
    if statement is None or isinstance(statement, ast.For | ast.While | ast.If | ast.With | ast.FunctionDef):
        return where.line
    return int(statement.lineno)


def missing(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """The last statement that bound the value that lacks a factor."""
    node = first_wrong(case, hypothesis)
    if node is None:
        return None
    run, step = place(case)
    adjoints = case.true(run, step)
    kinds = step.layers.kinds
    bent = step.layers.outgoing.union(*(block.inside for block in step.layers.blocks))
    lacking = Numbers(
        [adjoints[n] for n in adjoints if n in kinds and kinds[n].letter in "ZA" and n in bent],
        case.rates,
    )
    operands = [o for o in run.graph.operands[node] if o in step.backward and lacking.has(run.graph.values[o])]
    for operand in operands:
        line = last_binding(run, operand, node)
        if line is not None:
            return line, ()
    return blamed(case, run, step, node, hypothesis), ()


def last_binding(run: Run, value: int, before: int) -> int | None:
    """The line of the last statement before a node that gave the value a name or a place."""
    tape = run.graph.tape
    same = {value}
    for node in run.graph.users[value]:
        if run.graph.ops[node] in ("pass", "copy") and node < before:
            same.add(node)
    below = value
    while run.graph.ops[below] in ("pass", "copy") and run.graph.operands[below]:
        below = run.graph.operands[below][0]
        same.add(below)
    lines = [line_of_statement(run, site) for node, site, _ in tape.passes if node in same and is_binding(run, site)]
    if lines:
        return lines[-1]
    statement = run.text.statement(tape.site(value))
    return None if statement is None else int(statement.lineno)


def is_binding(run: Run, site: int) -> bool:
    statement = run.text.statement(run.graph.tape.table[site])
    return isinstance(statement, ast.Assign | ast.AugAssign | ast.AnnAssign)


def early(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """The update that runs too early; related, the line that reads it."""
    run, step = place(case)
    after = {node: i for i, node in step.after.items()}
    for node in sorted(step.backward - run.cut):
        for operand in run.graph.operands[node]:
            if operand in after:
                update = line_of_statement(run, run.graph.sites[operand])
                return update, (line_of_statement(run, run.graph.sites[node]),)
    return None


def change(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    return update_line(case, hypothesis.sees), ()


def update_line(case: Case, lineages: Iterable[int]) -> int | None:
    run, _ = case.points[0]
    sites = [run.lineages[case.lineage(i)].site for i in sorted(lineages)]
    return line_of_statement(run, sites[0]) if sites else None


def scale(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """Where the scale leaves that of the other parameters; else the first value that is the gradient, scaled."""
    run, _ = place(case)
    right = set(case.parameters) - hypothesis.sees
    for lineage in sorted(hypothesis.sees):
        node = departure(case, lineage, right) or upstream(case, lineage, right, hypothesis.found["ratio"])
        node = node or next((n for n, _ in scales(case, lineage)), None)
        if node is not None:
            return line_of_statement(run, run.graph.sites[node]), ()
    return change(case, hypothesis)


def frozen(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """The line of the nearest sibling's update: weights of the same layer, its biases, or another layer's."""
    layers = hypothesis.found["layers"]

    def far(i: int) -> tuple[int, bool]:
        role = case.roles.get(i)
        if role is None:
            return len(case.parameters) + case.depth, True
        return min(abs(role.layer - layer) for layer in layers), not role.weights

    return update_line(case, sorted(case.parameters, key=far)[:1]), ()


def unmatched(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """The first value on the way to a failing update that is no true one though all that it is made of are."""
    run, step = place(case)
    true = Numbers(case.shares(run, step), case.rates)
    known = {n for n in step.backward if true.has(run.graph.values[n])} | step.forward
    for node in sorted(way_to(run, step, hypothesis.sees) & step.backward):
        operands = [o for o in run.graph.operands[node] if run.dependent[o]]
        if relevant(run, step, node) and node not in known and operands and all(o in known for o in operands):
            return line_of_statement(run, run.graph.sites[node]), ()
    return change(case, hypothesis)


def seed(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """Where the predictions meet the targets on the way back."""
    run, step = place(case)
    met = [m.node for m in step.meetings if m.node in step.backward]
    return (line_of_statement(run, run.graph.sites[met[0]]), hypothesis.related) if met else None


def made(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """Where the parameters were made."""
    run = case.original
    firsts = [run.lineages[case.lineage(i)].first for i in hypothesis.found["lineages"]]
    return (line_of_statement(run, run.graph.sites[firsts[0]]), ()) if firsts else None


def made_together(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """Where the storage was made that both sums begin in."""
    run, step = place(case)
    groups = [way_to(run, step, [i]) for i in hypothesis.sees]
    common = set.intersection(*groups)
    roots = [
        n
        for n in sorted(common)
        if not run.graph.operands[n] and np.size(run.graph.values[n]) > 1 and not np.any(run.graph.values[n])
    ]
    return (line_of_statement(run, run.graph.sites[roots[-1]]), ()) if roots else change(case, hypothesis)


def activation(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """Where the activation above is computed."""
    run = case.original
    layers = run.steps[0].layers
    above = [block for block in layers.blocks if block.layer >= hypothesis.found["layer"]]
    return (line_of_statement(run, run.graph.sites[above[0].activation]), ()) if above else change(case, hypothesis)


def rule(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """Where the update rule slips; else the update."""
    run, step = place(case)
    node = slip(case, run, step, hypothesis)
    return change(case, hypothesis) if node is None else (line_of_statement(run, run.graph.sites[node]), ())


BY_KIND: dict[str, Any] = {
    "wrong": wrong,
    "missing": missing,
    "early": early,
    "change": change,
    "scale": scale,
    "frozen": frozen,
    "rule": rule,
    "seed": seed,
    "unmatched": unmatched,
    "made": made,
    "made together": made_together,
    "activation": activation,
}
