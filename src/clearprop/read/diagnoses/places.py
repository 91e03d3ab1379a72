"""Lines of mistakes that no single wrong value shows: a sum that is cut short or goes on too long, a matrix turned."""

from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Hypothesis
from clearprop.read.diagnoses.case import Case, direction
from clearprop.read.diagnoses.lines import (
    change,
    first_wrong,
    is_binding,
    last_binding,
    line_of_statement,
    place,
    relevant,
    seed,
    wrong,
)
from clearprop.read.diagnoses.numbers import Numbers
from clearprop.read.recover.gradients import TOLERANCE, apart
from clearprop.read.recover.lineages import SUMS
from clearprop.read.recover.objectives import LOSSES
from clearprop.read.recover.steps import Run, Step

Line = tuple[int | None, tuple[int, ...]] | None


def of_short_sum(case: Case, hypothesis: Hypothesis) -> Line:
    """Where the sum was bound that lacks a term: of one that is left over it is a true value, and wrong only as a sum."""
    node = first_wrong(case, hypothesis)
    if node is None:
        return None
    run, step = place(case)
    adjoints, kinds = hypothesis.adjoints(run, step), step.layers.kinds
    short = Numbers(
        (g for n, g in adjoints.items() if n in step.layers.outgoing and kinds[n].letter in "ZA"), case.rates
    )
    if not short.has(run.graph.values[node]):
        for operand in run.graph.operands[node]:
            if operand in step.backward and short.has(run.graph.values[operand]):
                line = last_binding(run, operand, node)
                if line is not None:
                    return line, ()
    return wrong(case, hypothesis)


def of_other_loss(case: Case, hypothesis: Hypothesis) -> Line:
    """Where the values stop being those of the loss that is computed; of a factor left out, the last that lacks it."""
    run, step = place(case)
    told = case.computed
    loss = next((name for name in LOSSES if told and direction(name) == direction(told.name)), None)
    if loss is None:
        return seed(case, hypothesis)
    adjoints = run.graph.adjoints(case.seeds(run, step, loss), step.forward, run.cut)
    wanted, came = Numbers(adjoints.values(), case.rates), Numbers(case.true(run, step).values(), case.rates)
    for node in sorted(step.backward):
        value = run.graph.values[node]
        if relevant(run, step, node) and came.has(value) and not wanted.has(value):
            lacking = [o for o in run.graph.operands[node] if o in step.backward and wanted.has(run.graph.values[o])]
            lines = [last_binding(run, o, node) for o in lacking if came.has(run.graph.values[o])]
            found = next((line for line in lines if line is not None), None)
            return found or line_of_statement(run, run.graph.sites[node]), hypothesis.related
    return seed(case, hypothesis)


def of_last_row(case: Case, hypothesis: Hypothesis) -> Line:
    """Where the gradient is written over: the last statement before the update that bound what these rows give."""
    if first_wrong(case, hypothesis) is not None:
        return wrong(case, hypothesis)
    run, step = place(case)
    given = hypothesis.predicted(case)(0, step.number)
    updates = {line_of_statement(run, run.lineages[case.lineage(i)].site) for i in case.parameters}
    weights = [i for i in sorted(hypothesis.sees) if i in case.roles and case.roles[i].weights]  # a bias gets δ itself
    for lineage in weights or sorted(hypothesis.sees):
        known = Numbers([given[lineage]], case.rates)
        for node in sorted(way_to(run, step, lineage), reverse=True):
            site = run.graph.sites[node]
            if (
                is_binding(run, site)
                and known.has(run.graph.values[node])
                and line_of_statement(run, site) not in updates
            ):
                return line_of_statement(run, site), ()
    return change(case, hypothesis)


def of_running_sum(case: Case, hypothesis: Hypothesis) -> Line:
    """Where something is added to a sum of an earlier step."""
    run, step = place(case)
    for lineage in sorted(hypothesis.sees):
        way = run.graph.ancestors(step.terms[lineage], cut=run.cut)
        for node in sorted(n for n in way if step.start < n and run.graph.ops[n] in SUMS):
            if any(o <= step.start and run.dependent[o] and o not in run.cut for o in run.graph.operands[node]):
                return line_of_statement(run, run.graph.sites[node]), ()
    return None


def of_turned_matrix(case: Case, hypothesis: Hypothesis) -> Line:
    """The first value on the way to the update that is the gradient transposed."""
    run, steps = case.points[0]
    for lineage in sorted(hypothesis.sees):
        gradient = np.atleast_2d(np.asarray(case.true_gradients(run, steps[0])[lineage]))
        for node in sorted(way_to(run, steps[0], lineage)):
            value = run.graph.values[node]
            if np.shape(value) == gradient.T.shape and proportional(value, gradient.T):
                return line_of_statement(run, run.graph.sites[node]), ()
    return change(case, hypothesis)


def way_to(run: Run, step: Step, lineage: int) -> set[int]:
    """What a step's update of a parameter was computed from, on the way back."""
    return run.graph.ancestors(step.terms[lineage], cut=run.cut, since=step.start) & step.backward


def proportional(one: Any, other: Any) -> bool:
    one, other = np.ravel(np.asarray(one, float)), np.ravel(other)
    size = float(other @ other)
    return size > 0 and bool(np.any(one)) and apart(one, other * float(one @ other) / size) <= TOLERANCE
