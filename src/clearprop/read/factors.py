"""By what constants a script's own derivatives differ from the catalogue's: told by what it computes, never by its rate."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.computed import Number
from clearprop.read.diagnoses.cp302_inconsistent_scale import rows
from clearprop.read.recover.steps import Run, Step

Where = tuple[int, int]
"""A place, and how many of that place came before it in the step."""
FEW = 8
"""Parameters whose gradients are looked for among the script's values."""


def factor_used(case: Case) -> float | None:
    """By what the catalogue's derivative is multiplied besides the rate; None where the script does not say."""
    if "factor" not in case.cache:
        case.cache["factor"] = factor_told(case)
    found: float | None = case.cache["factor"]
    return found


def factor_told(case: Case) -> float | None:
    """The same, looked for."""
    if case.fit.own is not None:
        return None
    if case.fit.rule is None and case.fit.holds and case.fit.rates:
        for parameter in case.parameters:
            written = [rate_of_update(run, steps[0], case.lineage(parameter)) for run, steps in case.points]
            if all(written) and np.allclose(written, written[0], rtol=1e-9):
                return case.fit.rates[0] / abs(written[0])
    some = case.parameters[:FEW]
    return next((found for i in some if (found := factor_of_gradient(case, i)) is not None), None)


def rate_of_update(run: Run, step: Step, lineage: int) -> float:
    """The constants that multiply what is subtracted, in the statement of the update itself; 0 where there are none."""
    graph = run.graph
    terms = step.terms[lineage]
    statement = run.text.statement(graph.tape.table[run.lineages[lineage].site])
    found, node = 1.0, terms[-1] if len(terms) == 1 else None
    while node is not None and run.text.statement(graph.tape.site(node)) is statement:
        parts = graph.tape.arguments[node][:2]
        moving = [part for part in parts if type(part) is int and run.dependent[part]]
        if graph.ops[node] not in ("mul", "neg", "pass") or len(moving) != 1:
            break
        for part in parts:
            if part not in moving:
                found *= float(np.mean(graph.values[part] if type(part) is int else part[1]))
        node = moving[0]
    return found if found != 1.0 else 0.0


def factor_of_gradient(case: Case, parameter: int) -> float | None:
    """The usual factor of the last value that is a parameter's gradient, before an optimiser's statements take it over."""
    every = [dict(multiples(case, run, steps[0], parameter)) for run, steps in case.points]
    usual = usual_factors(rows(case))
    for where in reversed(every[0]):
        factor = every[0][where]
        same = all(where in other and np.isclose(other[where], factor, rtol=1e-8) for other in every)
        if same and any(np.isclose(factor, plain, rtol=1e-8) for plain in usual):
            return factor
    return None


def usual_factors(count: int) -> list[float]:
    return [plain / over for plain in (1.0, 2.0, 0.5) for over in (1, count)]


def multiples(case: Case, run: Run, step: Step, parameter: int) -> Iterator[tuple[Where, float]]:
    """Where values that are a constant times the gradient were computed, in order, and the size of the constant."""
    true = np.asarray(case.true_gradients(run, step)[parameter], float)
    graph, counts = run.graph, Counter[int]()
    taken = {graph.sites[member] for other in run.lineages for member in other.members[:2]}
    statements = {run.text.statement(graph.tape.table[site]) for site in taken}
    for node in range(min(step.forward), step.end + 1):
        if node in step.forward or not run.dependent[node] or np.shape(graph.values[node]) != true.shape:
            continue
        site = graph.sites[node]
        counts[site] += 1
        factor = constant_between(np.asarray(graph.values[node], float), true)
        if factor and run.text.statement(graph.tape.table[site]) not in statements:
            yield (site, counts[site]), factor


def constant_between(value: np.ndarray, true: np.ndarray) -> float:
    """The size of c in value = c · true; 0 where there is none."""
    if not true.any():
        return 0.0
    if true.ndim == 0:
        return abs(float(value) / float(true))
    at = np.unravel_index(np.argmax(np.abs(true)), true.shape)
    constant = float(value[at] / true[at])
    return abs(constant) if np.allclose(value, constant * true, rtol=1e-8, atol=1e-12) else 0.0


def number_used(case: Case) -> Number | None:
    """The number that the script computes which is the loss that it descends, factor included, if there is one."""
    alike = [one for one in case.computed.numbers if one[0].descends and case.computed.is_descended(one[0])]
    used = 1.0 if case.fit.own is not None else factor_used(case)
    run, steps = case.points[0]
    seeds = case.seeds(run, steps[0])
    return next((one for one in alike if used is None or np.isclose(used, factor(one, run, steps[0], seeds))), None)


def factor(number: Number, run: Run, step: Step, seeds: dict[int, Any]) -> float:
    """How many times these seeds the derivative of the script's own number is."""
    node = number[1].node(run, step)
    if node is None:
        return 1.0
    graph = run.graph
    adjoints = graph.adjoints({node: 1.0}, graph.ancestors([node], run.cut), run.cut)
    for prediction, g in ((m.prediction, seeds[m.prediction]) for m in step.meetings if m.prediction in seeds):
        mine, theirs = np.ravel(np.asarray(adjoints.get(prediction, 0.0), float)), np.ravel(np.asarray(g, float))
        if mine.size == theirs.size and np.any(theirs):
            at = int(np.argmax(np.abs(theirs)))
            return float(mine[at] / theirs[at])
    return 1.0
