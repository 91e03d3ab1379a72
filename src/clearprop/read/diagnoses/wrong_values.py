"""Where a value is first computed that only the mistaken backward pass has.

A function that is right elsewhere is not blamed for what it was given.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.cut_off import before_cut, whole
from clearprop.read.diagnoses.numbers import Numbers
from clearprop.read.diagnoses.relations import failing
from clearprop.read.diagnoses.scales import way_to
from clearprop.read.diagnoses.slope_factors import around, factor_of, returned_as_it_came
from clearprop.read.diagnoses.sweep import slope
from clearprop.read.recover.graph import THROUGH
from clearprop.read.recover.spines import SUMS
from clearprop.read.recover.steps import Run, Step

Line = tuple[int | None, tuple[int, ...]] | None
"""A line and related ones."""
FED = ("CP102", "CP209")
"""Mistakes that are made by giving a right formula the wrong value."""


def place(case: Case) -> tuple[Run, Step]:
    """A step in the middle of things: the second, where there is one."""
    run, steps = case.points[case.shown]
    return run, steps[min(1, len(steps) - 1)]


def first_wrong(case: Case, hypothesis: Hypothesis) -> int | None:
    """The first node of the backward pass whose value is the mistake's and no true one; of a product, its wrong factor."""
    run, step = place(case)
    turned = weights_turned(run, step)
    constants = rates_under(case, hypothesis)
    true = Numbers(case.shares(run, step), constants)
    wrong = Numbers(mistaken_values(case, hypothesis, run, step), constants)
    known = Numbers(hypothesis.values(run, step) if hypothesis.values is not None else (), constants)
    way = way_of_some(case, hypothesis, run, step)
    nodes = [n for n in sorted(way) if relevant(run, step, n) and n not in turned]
    unknown = [n for n in nodes if not true.has(run.graph.values[n])]
    met = run.graph.depending(errors(run, step))  # a slope has nothing of the targets in it
    unlike = [n for n in unknown if wrong.has(run.graph.values[n])]
    if hypothesis.gradient is None and not any(met[n] for n in unlike):
        resized = (n for n in nodes if met[n] and not true.has_size(run.graph.values[n]))
        unlike = [n for n in resized if wrong.has_size(run.graph.values[n])] or unlike
    unlike.sort(key=lambda n: (not met[n], n))
    if not unlike:
        return next((n for n in unknown if known.has(run.graph.values[n])), None)
    node, cut = before_cut(run, step, untrue_term(run, step, unlike[0], true), true)
    slopes = [n for n in nodes if not met[n] and (cut is whole or np.ndim(run.graph.values[n]))]
    return factor_of(run, step, node, [n for n in slopes if known.has(cut(run.graph.values[n]))], slopes)


def errors(run: Run, step: Step) -> list[int]:
    """Where the predictions meet the targets on the way back: each time that the same difference is written."""
    graph = run.graph
    written = {(graph.ops[m.node], np.asarray(graph.values[m.node]).tobytes()) for m in step.meetings}
    ops = {op for op, _ in written}
    again = (n for n in step.backward if graph.ops[n] in ops and run.dependent[n])
    same = [n for n in again if (graph.ops[n], np.asarray(graph.values[n]).tobytes()) in written]
    return sorted({*same, *(m.node for m in step.meetings)})


def untrue_term(run: Run, step: Step, node: int, true: Numbers) -> int:
    """Of a sum of two terms, one of which is right: the other one, where a statement of its own has computed it."""
    terms = [o for o in run.graph.operands[node] if o in step.backward - run.cut]
    wrong_ones = [o for o in terms if not true.has(run.graph.values[o])]
    if run.graph.ops[node] not in SUMS or len(terms) != 2 or len(wrong_ones) != 1:
        return node
    term = wrong_ones[0]
    own = run.graph.ops[term] not in SUMS and executed(run, term) != executed(run, node)
    return term if own and np.any(run.graph.values[term]) else node


def way_of_some(case: Case, hypothesis: Hypothesis, run: Run, step: Step) -> set[int]:
    """The way back; where few parameters see the mistake of which others are free, that to them alone."""
    seen = hypothesis.sees & failing(case)
    if not seen or not hypothesis.found.get("group") or case.of_layer(*hypothesis.found["group"]) <= seen:
        return step.backward
    return way_to(run, step, [case.lineage(i) for i in seen]) & step.backward


def rates_under(case: Case, hypothesis: Hypothesis) -> list[float]:
    """The usual constants, and the rate that the changes have if the mistake is what was made; none of a fit that fails."""
    _, step = place(case)
    rate = case.rate_under(hypothesis.predicted(case), case.shown, step.number)
    fitted = () if case.fit.holds else [abs(rate) for rate in case.fit.rates]
    return [*(rate for rate in case.rates if rate not in fitted), *([abs(rate)] if rate else [])]


def weights_turned(run: Run, step: Step) -> set[int]:
    """Parameters in another shape: what one unit of the next layer sends back is a multiple of its weights."""
    found = {node for lineage, node in step.before.items() if lineage in run.parameters}
    for node in sorted(step.backward):
        if run.graph.ops[node] in THROUGH and found.intersection(run.graph.operands[node][:1]):
            found.add(node)
    return found


def mistaken_values(case: Case, hypothesis: Hypothesis, run: Run, step: Step) -> Iterator[Any]:
    if hypothesis.gradient is None:
        adjoints = hypothesis.adjoints(run, step)
        yield from adjoints.values()
        for node, g in adjoints.items():
            if node not in run.cut and run.graph.operands[node]:
                yield from (share for share in run.graph.pulled(node, g) if share is not None)
    yield from hypothesis.predicted(case)(case.shown, step.number).values()


def relevant(run: Run, step: Step, node: int) -> bool:
    return (
        node not in run.cut
        and bool(run.dependent[node])
        and run.graph.ops[node] not in ("pass", "copy", "write", "read")
    )


def wrong(case: Case, hypothesis: Hypothesis) -> Line:
    node = first_wrong(case, hypothesis)
    if node is None:
        return first_alone(case, hypothesis)
    run, step = place(case)
    constants = rates_under(case, hypothesis)
    sent = Numbers(deltas(step, hypothesis.adjoints(run, step), hypothesis), constants)
    earlier = handed_in(run, step, node, lambda o: sent.has(run.graph.values[o]))
    first = node if earlier is None else first_of(run, step, earlier, node, constants)
    given = returned_as_it_came(run, step, node, "group" in hypothesis.found)
    return blamed(case, run, step, first, hypothesis) if given is None else given, ()


def first_alone(case: Case, hypothesis: Hypothesis) -> Line:
    """Of values that are all true, and belong elsewhere: the first that these parameters alone are moved by."""
    run, step = place(case)
    seen = hypothesis.sees & failing(case)
    found = hypothesis.predicted(case)(case.shown, step.number)
    given = Numbers([found[i] for i in seen], rates_under(case, hypothesis))
    own, others = ([case.lineage(i) for i in some] for some in (seen, set(case.parameters) - seen))
    for node in sorted((way_to(run, step, own) - way_to(run, step, others)) & step.backward):
        if relevant(run, step, node) and given.has(run.graph.values[node]):
            return line_of_statement(run, run.graph.sites[node]), ()
    return None


def deltas(step: Step, adjoints: Mapping[int, Any], hypothesis: Hypothesis) -> list[Any]:
    """∂L/∂z of the layers in question: with a factor of 0 or 1 it is a true value, and wrong only where it is used."""
    layers = hypothesis.found.get("group", ())
    return [adjoints[z] for b in step.layers.blocks if b.layer in layers for z in b.sources if z in adjoints]


def handed_in(run: Run, step: Step, node: int, lacks: Callable[[int], bool]) -> int | None:
    """The nearest value that the statement makes the node of and that lacks the factor."""
    statement, wanted, seen = executed(run, node), [node], set[int]()
    while wanted:
        found = [o for at in wanted for o in run.graph.operands[at] if o in step.backward and o not in seen | run.cut]
        first = next((o for o in found if lacks(o)), None)
        if first is not None:
            return first
        seen.update(found)
        wanted = [o for o in found if executed(run, o) == statement]
    return None


def executed(run: Run, node: int) -> tuple[ast.stmt | None, int]:
    """The statement that computed a node, and in which call of its function."""
    return run.text.statement(run.graph.tape.site(node)), run.graph.tape.calls[node]


def first_of(run: Run, step: Step, value: int, node: int, constants: list[float]) -> int:
    """Of a number times the rate, made in the node's statement: the number."""
    values, statement = run.graph.values, executed(run, node)
    while executed(run, value) == statement:
        operands = [o for o in run.graph.operands[value] if o in step.backward - run.cut]
        below = next((o for o in operands if Numbers([values[o]], constants).has(values[value])), None)
        if below is None:
            break
        value = below
    return value


def blamed(case: Case, run: Run, step: Step, node: int, hypothesis: Hypothesis) -> int:
    """The statement's line, or the calling statement's where the function is not at fault."""
    tape = run.graph.tape
    site = run.graph.sites[node]
    call = tape.calls[node]
    inside = bool(tape.site(node).function) and call > 0
    fed = hypothesis.diagnosis.code in FED and gives_back(run, node)
    if inside and (fed or right_elsewhere(case, run, step, node)):
        small = is_small(case, run, node)
        caller_site = tape.callers[call][1]
        if small and caller_site >= 0:
            return line_of_statement(run, caller_site)
    return line_of_statement(run, site)


def gives_back(run: Run, node: int) -> bool:
    """Whether it is what the function around returns: a slope by its formula, of what the caller gave."""
    at = run.text.at(run.graph.tape.site(node))
    returned = run.text.parents.get(at)
    return isinstance(returned, ast.Lambda) or (isinstance(returned, ast.Return) and is_given(function_at(run, node)))


def function_at(run: Run, node: int) -> ast.FunctionDef | ast.Lambda | None:
    """The function in which a node was computed."""
    return around(run, run.text.at(run.graph.tape.site(node)))


def is_given(function: ast.FunctionDef | ast.Lambda | None) -> bool:
    """Whether a function is given anything besides the object whose method it is."""
    if function is None or isinstance(function, ast.Lambda):
        return True
    given = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return any(name != "self" for name in given) or function.args.vararg is not None


def is_small(case: Case, run: Run, node: int) -> bool:
    """Whether the function around only returns a formula of its arguments."""
    function = function_at(run, node)
    if function is None or isinstance(function, ast.Lambda):
        return function is not None
    return len([s for s in function.body if not isinstance(s, ast.Expr)]) <= 4


def right_elsewhere(case: Case, run: Run, step: Step, node: int) -> bool:
    """Whether the same place computes true values in other calls, and not only where nothing bends, which proves nothing."""
    true, kinds, adjoints = Numbers(case.shares(run, step), case.rates), step.layers.kinds, case.true(run, step)
    straight = [adjoints[n] for n in step.layers.outgoing if n in adjoints and kinds[n].letter == "Z"]
    if not run.graph.depending([m.node for m in step.meetings])[node]:
        true = Numbers([d for block in step.layers.blocks for d in slope(run, block).values()], ())
    unbent = Numbers(straight, case.rates)
    sites, calls = run.graph.sites, run.graph.tape.calls
    same = [n for n in step.backward if sites[n] == sites[node] and calls[n] != calls[node]]
    return any(true.has(run.graph.values[n]) and not unbent.has(run.graph.values[n]) for n in same)


def line_of_statement(run: Run, site: int) -> int:
    """The first line of the statement at a site, or of the part of it where the value stands."""
    where = run.graph.tape.table[site]
    statement = run.text.statement(where)
    if statement is not None and statement.end_lineno != statement.lineno and run.text.listed(where):
        return where.line
    if statement is None or isinstance(statement, ast.For | ast.While | ast.If | ast.With | ast.FunctionDef):
        return where.line
    return int(statement.lineno)
