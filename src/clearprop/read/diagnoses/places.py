"""Lines of mistakes that no single wrong value shows: a sum that is cut short or goes on too long, a matrix turned."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.lacking import is_binding, last_binding
from clearprop.read.diagnoses.lines import change, seed
from clearprop.read.diagnoses.numbers import Numbers
from clearprop.read.diagnoses.relations import failing
from clearprop.read.diagnoses.remainders import velocities
from clearprop.read.diagnoses.scales import way_to
from clearprop.read.diagnoses.wrong_values import (
    Line,
    blamed,
    first_of,
    first_wrong,
    handed_in,
    line_of_statement,
    place,
    relevant,
    wrong,
)
from clearprop.read.recover.gradients import TOLERANCE, apart
from clearprop.read.recover.spines import SUMS
from clearprop.read.recover.steps import Run, Step


def of_short_sum(case: Case, hypothesis: Hypothesis) -> Line:
    """Where the sum was bound that lacks a term: of one that is left over it is a true value, and wrong only as a sum."""
    node = first_wrong(case, hypothesis)
    run, step = place(case)
    if node is None:
        return of_empty_sum(run, step, hypothesis)
    adjoints, kinds = hypothesis.adjoints(run, step), step.layers.kinds
    short = Numbers(
        (g for n, g in adjoints.items() if n in step.layers.outgoing and kinds[n].letter in "ZA"), case.rates
    )
    if not short.has(run.graph.values[node]):
        for operand in made_in_statement(run, step, node):
            if short.has(run.graph.values[operand]):
                line = last_binding(run, operand, node)
                if line is not None:
                    return line, ()
    return wrong(case, hypothesis)


def of_empty_sum(run: Run, step: Step, hypothesis: Hypothesis) -> Line:
    """Where the nought was written, or summed up of nothing, that the way back goes on with."""
    for node in sorted(way_to(run, step, hypothesis.sees) & step.backward):
        if not np.any(run.graph.values[node]):
            noughts = [o for o in run.graph.operands[node] if not np.any(run.graph.values[o]) and not run.dependent[o]]
            return line_of_statement(run, run.graph.sites[noughts[0] if noughts else node]), ()
    return None


def made_in_statement(run: Run, step: Step, node: int) -> Iterator[int]:
    """The operands of a value on the way back, and theirs, as far as its own statement goes; the nearest first."""
    graph = run.graph
    statement = run.text.statement(graph.tape.site(node))
    wanted, seen = [node], {node}
    while wanted:
        inner = [o for o in graph.operands[wanted.pop(0)] if o in step.backward and o not in seen]
        seen.update(inner)
        yield from inner
        wanted += [o for o in inner if run.text.statement(graph.tape.site(o)) is statement]


def of_share(case: Case, hypothesis: Hypothesis) -> Line:
    """Where a part of the gradient is first made that only the mistake gives, before parts are summed up.

    It may be a true value of another kind, as δ is that nothing is multiplied with: then the first on this way alone.
    """
    run, step = place(case)
    true, given = Numbers(case.shares(run, step), case.rates), Numbers(shares_given(hypothesis, run, step), case.rates)
    way = way_to(run, step, lineages(case, hypothesis.sees)) & step.backward
    found = [n for n in sorted(way) if relevant(run, step, n) and given.has(run.graph.values[n])]
    wrong_ones = [n for n in found if not true.has(run.graph.values[n])]
    if wrong_ones:
        return blamed(case, run, step, wrong_ones[0], hypothesis), ()
    others = way_to(run, step, lineages(case, set(case.parameters) - (hypothesis.sees & failing(case))))
    alone = next((n for n in found if n not in others), None)
    return wrong(case, hypothesis) if alone is None else (line_of_statement(run, run.graph.sites[alone]), ())


def of_lost_weights(case: Case, hypothesis: Hypothesis) -> Line:
    """Where δ, or a sum of such, is first taken for ∂L/∂a of the layer below: computed there, named anew, or used."""
    run, step = place(case)
    layer, adjoints, kinds = hypothesis.layer or 1, hypothesis.adjoints(run, step), step.layers.kinds
    known = Numbers(
        [adjoints[n] for n in step.layers.outgoing if n in adjoints and kinds[n].layer == layer], case.rates
    )
    others = way_to(run, step, lineages(case, set(case.parameters) - hypothesis.sees))
    for node in sorted((way_to(run, step, lineages(case, hypothesis.sees)) - others) & step.backward):
        if relevant(run, step, node) and known.has(run.graph.values[node]):
            return line_of_statement(run, run.graph.sites[node]), ()
    first = first_wrong(case, hypothesis)
    if first is None:
        return None
    true, values = case.true(run, step), run.graph.values
    above = Numbers([true[n] for n in true if n in kinds and kinds[n] == ("Z", layer + 1)], case.rates)
    value = handed_in(run, step, first, lambda o: above.has(values[o]))
    line = None if value is None else last_binding(run, value, first)
    shared = value in others and line == line_of_statement(run, run.graph.sites[value])  # it is right for somebody else
    return (line_of_statement(run, run.graph.sites[first]) if line is None or shared else line), ()


def lineages(case: Case, parameters: Iterable[int]) -> set[int]:
    """What these are, or are pieces of."""
    return {case.lineage(i) for i in parameters}


def shares_given(hypothesis: Hypothesis, run: Run, step: Step) -> list[Any]:
    return hypothesis.values(run, step) if hypothesis.values is not None else []


def of_other_loss(case: Case, hypothesis: Hypothesis) -> Line:
    """Where the values stop being those of the loss that is computed; of a factor left out, the last that lacks it."""
    run, step = place(case)
    loss = case.computed.objective
    if loss is None:
        return seed(case, hypothesis)
    adjoints = run.graph.adjoints(case.seeds(run, step, loss), step.forward, run.cut)
    wanted, came = Numbers(adjoints.values(), case.rates), Numbers(case.true(run, step).values(), case.rates)
    values = run.graph.values
    for node in sorted(step.backward):
        value = values[node]
        if relevant(run, step, node) and came.has(value) and not wanted.has(value):
            lacking = handed_in(run, step, node, lambda o: wanted.has(values[o]) and came.has(values[o]))
            if lacking is not None:
                return last_binding(run, first_of(run, step, lacking, node, case.rates), node), hypothesis.related
            return line_of_statement(run, run.graph.sites[node]), hypothesis.related
    return seed(case, hypothesis)


def of_last_row(case: Case, hypothesis: Hypothesis) -> Line:
    """Where the gradient is written over: the last statement before the update that bound what these rows give."""
    if first_wrong(case, hypothesis) is not None:
        return wrong(case, hypothesis)
    run, step = place(case)
    given = hypothesis.predicted(case)(case.shown, step.number)
    updates = {line_of_statement(run, run.lineages[case.lineage(i)].site) for i in case.parameters}
    weights = [i for i in sorted(hypothesis.sees) if i in case.roles and case.roles[i].weights]  # a bias gets δ itself
    scaled: list[tuple[int, float]] = []  # the nearest line of each single number, and how it is scaled there
    for lineage in weights or sorted(hypothesis.sees):
        nearest: list[tuple[int, float]] = []
        known = Numbers([given[lineage]], case.rates)
        for node in sorted(way_back(run, step, lineage), reverse=True):
            site = run.graph.sites[node]
            if is_binding(run, site) and line_of_statement(run, site) not in updates:
                if known.has(run.graph.values[node]):
                    return line_of_statement(run, site), ()
                if np.size(given[lineage]) == np.size(run.graph.values[node]) == 1 and np.all(given[lineage]):
                    ratio = np.ravel(run.graph.values[node])[0] / np.ravel(given[lineage])[0]
                    nearest.append((line_of_statement(run, site), float(ratio)))
        scaled += nearest[:1]
    alike = bool(scaled) and np.allclose([ratio for _, ratio in scaled], scaled[0][1], rtol=1e-9)
    return (scaled[0][0], ()) if alike else change(case, hypothesis)


def of_running_sum(case: Case, hypothesis: Hypothesis) -> Line:
    """Where something is added to a sum of an earlier step; of a place that sums up rightly too, who calls it."""
    run, step = place(case)
    way = way_to(run, step, hypothesis.sees)
    sums = sums_of(run, step.backward | way)
    carried = going_on(run, step, sums)
    kept = [step.after[j] for i in sorted(hypothesis.sees) for j in velocities(case, i)]
    first = next((n for n in (*sums, *kept) if n in kept or (n in carried and n in way)), None)
    if first is None:
        return None
    site = run.graph.sites[first]
    anew = any(run.graph.sites[n] == site and n not in carried for n in sums)
    update = run.lineages[case.lineage(min(hypothesis.sees))].site
    called = caller_beside(run, first, update) if anew else None
    return line_of_statement(run, site if called is None else called), ()


def sums_of(run: Run, nodes: set[int]) -> list[int]:
    """The sums among these, parameters left out."""
    parameters = versions(run)
    return [n for n in sorted(nodes) if run.graph.ops[n] in SUMS and n not in parameters]


def versions(run: Run) -> set[int]:
    """Every value that a parameter ever had."""
    return {version for i in run.parameters for version in run.lineages[i].versions}


def going_on(run: Run, step: Step, sums: list[int]) -> set[int]:
    """The sums that begin with one of an earlier step, and what is added to them in turn."""
    parameters, found = versions(run), set[int]()
    for node in sums:
        operands = run.graph.operands[node]
        if any(o in found or (o <= step.start and run.dependent[o] and o not in parameters) for o in operands):
            found.add(node)
    return found


def caller_beside(run: Run, node: int, update: int) -> int | None:
    """The site of the call, in the function that makes the update, under which a value was computed."""
    tape = run.graph.tape
    function, call = tape.table[update].function, tape.calls[node]
    while call > 0:
        call, site = tape.callers[call]
        if site >= 0 and tape.table[site].function == function:
            return int(site)
    return None


def of_turned_matrix(case: Case, hypothesis: Hypothesis) -> Line:
    """The first value on the way to the update that is the gradient, or one row's share of it, transposed."""
    run, steps = case.points[0]
    for lineage in sorted(hypothesis.sees):
        wanted = [np.atleast_2d(np.asarray(share)).T for share in shares_of(case, run, steps[0], lineage)]
        for node in sorted(way_back(run, steps[0], lineage)):
            value = run.graph.values[node]
            if any(np.shape(value) == turned.shape and proportional(value, turned) for turned in wanted):
                return line_of_statement(run, run.graph.sites[node]), ()
    return change(case, hypothesis)


def shares_of(case: Case, run: Run, step: Step, lineage: int) -> list[Any]:
    """A parameter's true gradient, and what each product adds to it."""
    adjoints, graph = case.true(run, step), run.graph
    found = [case.true_gradients(run, step)[lineage]]
    for product in step.layers.products:
        if product.weight == step.before[lineage] and product.node in adjoints:
            pulled = zip(graph.operands[product.node], graph.pulled(product.node, adjoints[product.node]), strict=True)
            found += [share for operand, share in pulled if operand == product.weight and share is not None]
    return found


def way_back(run: Run, step: Step, lineage: int) -> set[int]:
    """What a step's update of a parameter was computed from, on the way back."""
    return way_to(run, step, [lineage]) & step.backward


def proportional(one: Any, other: Any) -> bool:
    one, other = np.ravel(np.asarray(one, float)), np.ravel(other)
    size = float(other @ other)
    return size > 0 and bool(np.any(one)) and apart(one, other * float(one @ other) / size) <= TOLERANCE
