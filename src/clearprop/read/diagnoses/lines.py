"""The line of a mistake: where the first value is computed that only the mistaken backward pass has.

A factor that is missing shows a statement late, for until then the value is a true one of another kind: then the line is
that of the last statement that bound it. A function that is right elsewhere is not blamed for what it was given.
"""

import ast
from collections.abc import Iterable
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.lacking import missing
from clearprop.read.diagnoses.numbers import Numbers
from clearprop.read.diagnoses.scales import departure, scales, upstream, way_to
from clearprop.read.diagnoses.slips import slip
from clearprop.read.diagnoses.wrong_values import line_of_statement, place, relevant, wrong
from clearprop.read.recover.lineages import Lineage
from clearprop.read.recover.steps import Run


def lines_of(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]]:
    """The line, and related ones."""
    if hypothesis.lines:
        return hypothesis.lines[0], hypothesis.related
    found = (hypothesis.locate or BY_KIND[hypothesis.kind])(case, hypothesis)
    return found if found is not None else (update_line(case, hypothesis.sees or set(case.parameters)), ())


def early(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """The update that runs too early; related, the line that reads it."""
    run, _ = place(case)
    found = read_early(case)
    if found is None:
        return None
    update, node = found
    return line_of_statement(run, update), (line_of_statement(run, run.graph.sites[node]),)


def read_early(case: Case) -> tuple[int, int] | None:
    """The site of the update that runs too early, and the first node that is computed of what it leaves."""
    run, step = place(case)
    after = {node: i for i, node in step.after.items()}
    for node in sorted(step.backward - run.cut):
        for operand in run.graph.operands[node]:
            if operand in after:
                return site_of_update(run, run.lineages[case.lineage(after[operand])]), node
    return None


def change(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """The update; where somebody else's function makes that, what it is given is wrong from the targets on."""
    run, _ = place(case)
    written = all(written_in(run, run.lineages[case.lineage(i)].site) for i in hypothesis.sees)
    found = None if written else seed(case, hypothesis)
    return found if found is not None else (update_line(case, hypothesis.sees), ())


def update_line(case: Case, lineages: Iterable[int]) -> int | None:
    run, _ = case.points[0]
    changed = [run.lineages[case.lineage(i)] for i in sorted(lineages)]
    return line_of_statement(run, site_of_update(run, changed[0])) if changed else None


def site_of_update(run: Run, changed: Lineage) -> int:
    """Where the update is written; of a function that computes other things too, or of another file, where it is called."""
    tape = run.graph.tape
    if not written_in(run, changed.site):
        return calling_site(run, changed.members[0])
    inside = isinstance(run.text.statement(tape.table[changed.site]), ast.Return) and changed.context >= 0
    members = {member for lineage in run.lineages if lineage.site == changed.site for member in lineage.members}
    same = {node for node, site in enumerate(run.graph.sites) if site == changed.site}
    return changed.context if inside and not same <= members else changed.site


def written_in(run: Run, site: int) -> bool:
    """Whether it is the script that has this place, and not another file."""
    return run.text.holds(run.graph.tape.table[site])


def calling_site(run: Run, node: int) -> int:
    """Where the script calls what computes the node in another file."""
    tape = run.graph.tape
    call, site = tape.calls[node], tape.sites[node]
    while call > 0 and not written_in(run, site):
        call, site = tape.callers[call]
    return site


def scale(case: Case, hypothesis: Hypothesis) -> tuple[int | None, tuple[int, ...]] | None:
    """Where the scale leaves that of the other parameters; else the first value that is the gradient, scaled."""
    run, _ = place(case)
    right = set(case.parameters) - hypothesis.sees
    for lineage in sorted(hypothesis.sees):
        above = upstream(case, lineage, right, hypothesis.found["ratio"])
        summed = next((n for n, _ in scales(case, lineage)), None)
        node = departure(case, lineage, right)
        node = node if node is not None else min((n for n in (above, summed) if n is not None), default=None)
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
    """The first value on the way to a failing update that is no true one though all that it is made of are.

    What has nothing of the targets in it, a slope say, is taken for one.
    """
    run, step = place(case)
    met = run.graph.depending([m.node for m in step.meetings])
    true = Numbers(case.shares(run, step), case.rates)
    known = {n for n in step.backward if not met[n] or true.has(run.graph.values[n])} | step.forward
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
    """Where the activation above is computed; that of the layer beneath, where there is none."""
    run, layer = case.original, hypothesis.found["layer"]
    blocks = sorted(run.steps[0].layers.blocks, key=lambda block: (block.layer < layer, abs(block.layer - layer)))
    return (line_of_statement(run, run.graph.sites[blocks[0].activation]), ()) if blocks else change(case, hypothesis)


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
