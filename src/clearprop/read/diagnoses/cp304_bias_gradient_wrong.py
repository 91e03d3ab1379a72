"""CP304: the gradient of a bias is wrong although that of the weights is right."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.blocks import subscript
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.cells import cells
from clearprop.read.diagnoses.cp206_partial_batch import masked
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.relations import agreeing, by_ratio, shared
from clearprop.read.diagnoses.scaled import named, true_but
from clearprop.read.diagnoses.scales import way_to
from clearprop.read.diagnoses.sweep import Adjoints
from clearprop.read.diagnoses.wrong_values import Line, line_of_statement, place, wrong
from clearprop.read.recover.cancelling import settled
from clearprop.read.recover.steps import Run, Step

Total = Callable[[Any], Any]
ONE_FOR_ALL: dict[str, Total] = {
    "δ summed over the rows and the units, too": lambda delta: settled(np.sum(delta), delta),
    "the mean of δ over the units, too": lambda delta: settled(np.mean(delta), delta),
}


class BiasGradientWrong(Diagnosis):
    """∂L/∂b is not summed over the rows, or is multiplied by an input as if the bias were a weight."""

    code = "CP304"
    name = "bias-gradient-wrong"
    why = (
        "z = W a + b, so that ∂z/∂b = 1: the gradient of b is δ itself, summed over the rows. Times an input it "
        "follows that input; one row's δ alone is that row's wish."
    )
    wrong = "b -= lr * delta * x"
    right = "b -= lr * delta"
    sure = "Only the bias differs, and its changes equal that product (or that row), at every fresh point."
    example = Example(
        TWO_LAYERS,
        "b1 -= 0.3 * d1.sum(axis=0, keepdims=True)",
        "b1 -= 0.3 * (d1 * X[:, :1]).sum(axis=0, keepdims=True)",
    )

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        own = by_ratio(case)
        wrong = set(case.parameters) - agreeing(own, shared(own))
        biases = {i for i in wrong if i in case.roles and case.roles[i].bias and not case.roles[i].weights}
        groups = [biases] + [biases & case.of_layer(layer) for layer in range(1, case.depth + 1)]
        for group in [g for n, g in enumerate(groups) if g and g not in groups[:n]]:
            for text, rows in (("the last row", -1), ("the first row", 0)):

                def adjoints(run: Run, step: Step, rows: Any = rows) -> Adjoints:
                    return run.graph.adjoints(masked(run, step, case.seeds(run, step), rows), step.forward, run.cut)

                yield self.of(case, group, f"δ of {text} alone", "δ summed over all rows", adjoints)
            for text, total in ONE_FOR_ALL.items():
                yield self.of(
                    case,
                    group,
                    text,
                    "δ summed over all rows, unit by unit",
                    gradient=true_but(case, partial(spread, group, total)),
                    values=partial(totals, case, group, total),
                )
            for source in sorted(case.parameters):
                if source in case.roles and case.roles[source].bias and not case.roles[source].weights:
                    yield self.of(
                        case,
                        group,
                        f"the sum of all δ{subscript(case.layer(source))}, one number for all units",
                        "δ summed over all rows, unit by unit",
                        gradient=true_but(case, partial(for_all, group, source)),
                        locate=of_total,
                    )
            for column in (-1, *range(widest(case, group))):
                equals = "δ times the last input" if column < 0 else f"δ times input number {column + 1}"
                gradient = true_but(case, partial(for_group, case, group, column))
                yield self.of(case, group, equals, "δ, times nothing", gradient=gradient)

            gradient = true_but(case, partial(for_group_of_all, case, group))
            yield self.of(case, group, "δ times all inputs, summed up", "δ, times nothing", gradient=gradient)

    def of(
        self, case: Case, group: set[int], equals: str, instead: str, adjoints: Any = None, **more: Any
    ) -> Hypothesis:
        """What these biases have in the place of their gradient."""
        layer, quantity = layer_of(case, group), f"∂L/∂{named(case, group)}"
        return Hypothesis(self, layer, adjoints or case.true, group, quantity, equals, instead, kind="wrong", **more)


def spread(group: set[int], total: Total, lineage: int, found: dict[int, Any]) -> Any:
    """One number for all units, where there are several."""
    own = np.asarray(found[lineage])
    return np.full(own.shape, total(own)) if lineage in group and own.size > 1 else found[lineage]


def of_total(case: Case, hypothesis: Hypothesis) -> Line:
    """Where the one number is made of many, on the way to these biases alone."""
    run, step = place(case)
    own, others = (
        way_to(run, step, [case.lineage(i) for i in some])
        for some in (hypothesis.sees, set(case.parameters) - hypothesis.sees)
    )
    sizes = {n: np.size(run.graph.values[n]) for node in step.backward for n in (node, *run.graph.operands[node])}
    for node in sorted((own - others) & step.backward):
        if sizes[node] == 1 and any(sizes[operand] > 1 for operand in run.graph.operands[node]):
            return line_of_statement(run, run.graph.sites[node]), ()
    return wrong(case, hypothesis)


def for_all(group: set[int], source: int, lineage: int, found: dict[int, Any]) -> Any:
    """What one layer's δ sum up to, for the biases of every layer."""
    own = np.asarray(found[lineage])
    return np.full(own.shape, settled(np.sum(found[source]), found[source])) if lineage in group else found[lineage]


def totals(case: Case, group: set[int], total: Total, run: Run, step: Step) -> list[Any]:
    found = case.true_gradients(run, step)
    return [total(np.asarray(found[i])) for i in sorted(group)]


def for_group(case: Case, group: set[int], column: int, lineage: int, found: dict[int, Any]) -> Any:
    return times_input(case, lineage, found, column) if lineage in group else found[lineage]


def for_group_of_all(case: Case, group: set[int], lineage: int, found: dict[int, Any]) -> Any:
    return times_all_inputs(case, lineage, found) if lineage in group else found[lineage]


def layer_of(case: Case, group: set[int]) -> int | None:
    layers = {case.layer(i) for i in group}
    return layers.pop() if len(layers) == 1 else None


def widest(case: Case, group: set[int]) -> int:
    """How many inputs the layers of these biases have, at most."""
    return min(
        32,
        max(
            (len({place[1] for place in cells(case, case.layer(i)).values()}) or array_inputs(case, i) for i in group),
            default=0,
        ),
    )


def array_inputs(case: Case, bias: int) -> int:
    run, steps = case.points[0]
    shapes = [
        np.shape(run.graph.values[steps[0].before[i]]) for i in case.of_layer(case.layer(bias)) if case.roles[i].weights
    ]
    return max((max(shape) for shape in shapes if shape), default=1)


def times_input(case: Case, bias: int, found: dict[int, Any], column: int) -> Any:
    """The gradient of the weight that the bias's unit has for that input: δ times it."""
    layer = case.layer(bias)
    places = cells(case, layer)
    if places:
        unit = unit_of_bias(case, bias, places)
        mine = sorted((place[1], i) for i, place in places.items() if place[0] == unit)
        match = [mine[column][1]] if -len(mine) <= column < len(mine) else []
        return found[match[0]] if match else found[bias]
    size = np.size(found[bias])
    for i in case.of_layer(layer):
        g = np.asarray(found[i])
        if case.roles[i].weights and g.ndim == 2:
            row = g[column % g.shape[0]] if g.shape[1] == size else g[:, column % g.shape[1]]
            if row.size == size:
                return row.reshape(np.shape(found[bias]))
        if case.roles[i].weights and g.ndim <= 1 and size == 1:
            return np.reshape(np.ravel(g)[column % g.size], np.shape(found[bias]))
    return found[bias]


def times_all_inputs(case: Case, bias: int, found: dict[int, Any]) -> Any:
    """The gradients of all weights of the bias's layer, summed up over its inputs; of a single number, over all."""
    own = np.asarray(found[bias])
    grads = [np.asarray(found[i]) for i in case.of_layer(case.layer(bias)) if case.roles[i].weights]
    if own.size == 1 and grads:
        return np.full(own.shape, sum(float(np.sum(g)) for g in grads))
    rows = [g if g.shape[1] == own.size else g.T for g in grads if g.ndim == 2 and own.size in g.shape]
    return rows[0].sum(axis=0).reshape(own.shape) if len(rows) == len(grads) == 1 else own


def unit_of_bias(case: Case, bias: int, places: dict[int, tuple[int, int]]) -> int:
    """By the order in which weights and biases are used: the unit whose products follow or precede the bias."""
    from_layer = sorted(i for i in case.of_layer(case.layer(bias)) if case.roles[i].bias and not case.roles[i].weights)
    return from_layer.index(bias)
