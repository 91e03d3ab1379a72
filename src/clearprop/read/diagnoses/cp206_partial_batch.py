"""CP206: the gradient of some rows stands for the batch's."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.places import of_last_row
from clearprop.read.diagnoses.relations import failing
from clearprop.read.diagnoses.sweep import Adjoints
from clearprop.read.recover.steps import Run, Step


class PartialBatch(Diagnosis):
    """Forward passes are made for many rows, but the update uses one row's, or the last rows', gradient."""

    code = "CP206"
    name = "partial-batch"
    why = (
        "A batch's gradient is the sum (or mean) of its rows' gradients. If each row's δ overwrites the one "
        "before, the update is that of the last row, and the work for all others is thrown away."
    )
    wrong = "for x, y in batch:\n    dW = gradient(x, y)\nW -= lr * dW"
    right = "dW = 0\nfor x, y in batch:\n    dW += gradient(x, y)\nW -= lr * dW"
    sure = "The changes equal those rows' part of the gradient, at every fresh point."
    example = Example(TWO_LAYERS, "dW1 = X.T @ d1", "dW1 = X[-1:].T @ d1[-1:]")

    def standing(self, case: Case) -> Iterator[Hypothesis]:
        """Every row was sent back, each overwrote the one before, and the update is right for the last of them alone."""
        if all(thrown_away(run, step) for run, steps in case.points for step in steps):
            yield Hypothesis(
                self,
                case.depth,
                case.true,
                set(case.parameters),
                "∂L/∂W",
                "the gradient of the last row alone",
                "the sum over all rows that were sent back",
                locate=of_last_row,
            )

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        for text, rows in (
            ("the last row", -1),
            ("the first row", 0),
            ("all rows but the last", slice(None, -1)),
            ("all rows but the first", slice(1, None)),
        ):

            def adjoints(run: Run, step: Step, rows: Any = rows) -> Adjoints:
                return run.graph.adjoints(masked(run, step, case.seeds(run, step), rows), step.forward, run.cut)

            for sees in scopes(case):
                yield Hypothesis(
                    self,
                    case.depth,
                    adjoints,
                    sees,
                    "∂L/∂W",
                    f"the gradient of {text} alone",
                    "the sum over all rows",
                    weight=0 if len(sees) == len(case.parameters) else 1,
                    locate=of_last_row,
                )


def thrown_away(run: Run, step: Step) -> bool:
    """Whether errors were sent back for more rows than those that the update used."""
    used = {run.graph.sites[n] for n in step.backward}
    others = [n for n in errors(run, step) if n not in step.backward and n not in step.forward]
    return len(others) > 0 and all(sent_back(run, step, n, used) for n in others)


def errors(run: Run, step: Step) -> list[int]:
    """What is computed within a step where its predictions meet targets."""
    graph = run.graph
    met = {graph.sites[m.node] for m in step.meetings if m.node in step.backward}
    return [n for n in range(step.start + 1, step.end) if graph.sites[n] in met and run.dependent[n]]


def rows_sent_back(run: Run, step: Step) -> int:
    """How many rows were sent back for each one that the update used; 1 where none was thrown away."""
    if not thrown_away(run, step):
        return 1
    found = errors(run, step)
    return len(found) // max(1, sum(n in step.backward or n in step.forward for n in found))


def sent_back(run: Run, step: Step, error: int, used: set[int]) -> bool:
    """Whether what follows from an error is computed at the places of the backward pass, down to the first layer."""
    graph = run.graph
    wanted, seen = [error], set()
    while wanted:
        node = wanted.pop()
        for user in graph.users[node]:
            if user < step.end and user not in seen and graph.sites[user] in used:
                seen.add(user)
                wanted.append(user)
    return len({graph.sites[n] for n in seen}) >= 2


def scopes(case: Case) -> Iterator[set[int]]:
    biases = {i for i in case.parameters if i in case.roles and case.roles[i].bias}
    weights = {i for i in case.parameters if i in case.roles and case.roles[i].weights}
    layers = [case.of_layer(layer) for layer in range(1, case.depth + 1)]
    every = [set(case.parameters), *layers, biases, weights, *(layer & weights for layer in layers), failing(case)]
    yield from (scope for number, scope in enumerate(every) if scope and scope not in every[:number])


def masked(run: Run, step: Step, seeds: dict[int, Any], rows: Any) -> dict[int, Any]:
    """The seeds of some rows, the others zero; what regularises parameters is of no row, and stays."""
    of_parameters = {node: g for node, g in seeds.items() if node in run.cut}
    seeds = {node: g for node, g in seeds.items() if node not in of_parameters}
    return of_parameters | masked_rows(run, step, seeds, rows)


def masked_rows(run: Run, step: Step, seeds: dict[int, Any], rows: Any) -> dict[int, Any]:
    """Those of predictions."""
    if len(seeds) == 1:
        ((node, g),) = seeds.items()
        g = np.asarray(g)
        if g.ndim == 0:
            return seeds
        axis = rows_axis(run, step, node)
        kept = np.zeros(g.shape)
        where: list[Any] = [slice(None)] * g.ndim
        where[axis] = rows
        kept[tuple(where)] = g[tuple(where)]
        return {node: kept}
    groups = by_row(run, step, seeds)
    chosen = groups[rows] if isinstance(rows, slice) else [groups[rows]]
    wanted = {node for group in chosen for node in group}
    return {node: g if node in wanted else g * 0 for node, g in seeds.items()}


def rows_axis(run: Run, step: Step, node: int) -> int:
    """The axis of a batch's predictions that runs over rows: the one that the first layer's input shares."""
    shape = np.shape(run.graph.values[node])
    first = next((p for p in step.layers.products if p.layer == 1), None)
    if first is not None and len(shape) > 1:
        taken = np.shape(run.graph.values[first.input])
        for axis in range(len(shape)):
            if len(taken) > axis and taken[axis] == shape[axis] and shape[axis] > 1:
                return axis
    return 0 if len(shape) == 1 or shape[0] > 1 else 1


def by_row(run: Run, step: Step, seeds: dict[int, Any]) -> list[list[int]]:
    """Predictions that share the data that they were made of."""
    graph = run.graph
    found: dict[frozenset[int], list[int]] = {}
    for node in sorted(seeds):
        reached = graph.ancestors([node], cut=run.cut) & step.forward
        data = frozenset(n for n in reached if not run.dependent[n] and graph.ops[n] != "literal")
        first = [p for p in step.layers.products if p.layer == 1 and p.node in reached]
        inputs = frozenset(p.node if p.input == p.weight else p.input for p in first)  # plain numbers have no node
        found.setdefault(inputs or data, []).append(node)
    return list(found.values())
