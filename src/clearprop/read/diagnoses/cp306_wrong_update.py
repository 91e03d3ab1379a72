"""CP306: a parameter is moved by another one's gradient, or by a broadcast."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Diagnosis, Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.example import TWO_LAYERS, Example
from clearprop.read.diagnoses.places import proportional, way_back
from clearprop.read.diagnoses.relations import agreeing, by_ratio, shared
from clearprop.read.diagnoses.scaled import named, true_but
from clearprop.read.diagnoses.scales import way_to
from clearprop.read.diagnoses.taken_over import lacks_input
from clearprop.read.recover.gradients import TOLERANCE, apart, best_rate
from clearprop.read.recover.steps import Run, Step

SUMMED = {
    "the sum of its gradient over the first axis": lambda g: np.broadcast_to(g.sum(axis=0, keepdims=True), g.shape),
    "the sum of its gradient over the last axis": lambda g: np.broadcast_to(g.sum(axis=-1, keepdims=True), g.shape),
    "the sum of its gradient": lambda g: np.broadcast_to(g.sum(), g.shape),
    "the mean of its gradient over the first axis": lambda g: np.broadcast_to(g.mean(axis=0, keepdims=True), g.shape),
    "the mean of its gradient over the last axis": lambda g: np.broadcast_to(g.mean(axis=-1, keepdims=True), g.shape),
    "the mean of its gradient": lambda g: np.broadcast_to(g.mean(), g.shape),
    "the sign of its gradient": np.sign,
    "the first row of its gradient": lambda g: np.broadcast_to(g[:1], g.shape),
    "the last row of its gradient": lambda g: np.broadcast_to(g[-1:], g.shape),
}


class WrongUpdate(Diagnosis):
    """The gradients are right, but a parameter is not moved by its own."""

    code = "CP306"
    name = "wrong-update"
    why = "Each parameter has its own partial derivative. Moved by another one's, it follows what is good for that one."
    wrong = "W1 -= lr * dW1\nb1 -= lr * db2"
    right = "W1 -= lr * dW1\nb1 -= lr * db1"
    sure = "The changes equal the rate times that other gradient, at every fresh point."
    example = Example(TWO_LAYERS, "W1 -= 0.3 * dW1", "W1 -= 0.3 * dW2")
    stage = "ratio"

    def hypotheses(self, case: Case) -> Iterator[Hypothesis]:
        own = by_ratio(case)
        right = agreeing(own, shared(own))
        failing = set(case.parameters) - right
        if not failing or (not right and len(failing) > 1):
            return
        run, steps = case.points[0]
        shapes = {i: np.shape(run.graph.values[steps[0].before[i]]) for i in case.parameters}
        others = dict(pairs(case, failing, right)) if right else {}
        without_input = any(lacks_input(case, *pair) for pair in others.items())  # that is CP108, or another input
        if others and set(others) == failing and not times_inputs(case, others) and not without_input:
            layers = {case.layer(i) for i in failing}
            yield Hypothesis(
                self,
                layers.pop() if len(layers) == 1 else None,
                case.true,
                failing,
                f"Δ{named(case, failing)}",
                f"the gradient of {other_name(case, others)}",
                f"the gradient of {named(case, failing)}",
                kind="change",
                weight=1,
                gradient=true_but(case, partial(instead, others)),
            )
        for text, change in SUMMED.items():
            if all(shapes[i] for i in failing) and not upstream(case, failing) and not never_made(case, failing):

                def other_gradient(i: int, found: dict[int, Any], change: Any = change) -> Any:
                    return change(np.asarray(found[i])) if i in failing else found[i]

                yield Hypothesis(
                    self,
                    None,
                    case.true,
                    failing,
                    f"Δ{named(case, failing)}",
                    text,
                    "its gradient",
                    kind="change",
                    weight=2,
                    gradient=true_but(case, other_gradient),
                )


def other_name(case: Case, others: dict[int, int]) -> str:
    """What the failing parameters are moved by, in maths."""
    own, its = named(case, set(others)), named(case, set(others.values()))
    return its if its != own else f"another number of {its}"


def upstream(case: Case, failing: set[int]) -> bool:
    """Whether a layer's weights and its bias both fail: then it is their δ that is wrong."""
    layers = [case.layer(i) for i in failing]
    return len(set(layers)) < len(layers)


def never_made(case: Case, failing: set[int]) -> bool:
    """Whether they are biases whose gradient is nowhere on the way to their updates: it is that which is wrong, then."""
    run, steps = case.points[0]
    true = case.true_gradients(run, steps[0])
    return all(
        i in case.roles and not case.roles[i].weights and not made(run, steps[0], case.lineage(i), true[i])
        for i in failing
    )


def made(run: Run, step: Step, lineage: int, gradient: Any) -> bool:
    """Whether something on the way back to the update is the gradient, times a number."""
    values = (run.graph.values[node] for node in way_back(run, step, lineage))
    return any(np.size(value) == np.size(gradient) and proportional(value, gradient) for value in values)


def pairs(case: Case, failing: set[int], right: set[int]) -> Iterator[tuple[int, int]]:
    """(failing parameter, the one whose gradient moves it), where there is one at every point and step."""
    steps = []
    for run, step in case.recorded:
        found, got = case.true_gradients(run, step), case.got(run, step)
        steps.append((found, got, best_rate([(got[i], found[i]) for i in right])))
    for i in failing:
        for j in case.parameters:
            if j != i and all(moved_by(got[i], rate, found[j]) for found, got, rate in steps):
                yield i, j
                break


def times_inputs(case: Case, others: dict[int, int]) -> bool:
    """Whether biases get their own layers' weights' gradients, several of them, or times an input that is theirs alone."""
    layered = all(
        i in case.roles and j in case.roles and case.layer(i) == case.layer(j)
        and not case.roles[i].weights and case.roles[j].weights
        for i, j in others.items()
    )  # fmt: skip
    return layered and (len(others) > 1 or all(times_input(case, *pair) for pair in others.items()))


def times_input(case: Case, one: int, other: int) -> bool:
    """Whether an input of the layer is multiplied on the first parameter's way, and not on the other's."""
    every = [frozenset(inputs_met(case, run, step, one, other)) for run, step in case.recorded]
    return len(set(every)) > 1  # what stays the same is a rate


def inputs_met(case: Case, run: Run, step: Step, one: int, other: int) -> Iterator[float]:
    """The inputs of the parameter's layer that stand on its way alone, by value: plain numbers have no node."""
    known = {n for p in step.layers.products if p.layer == case.layer(one) for n in numbers_at(run, p.node)}
    for node in way_to(run, step, [one]) - way_to(run, step, [other]):
        yield from known.intersection(numbers_at(run, node))


def numbers_at(run: Run, node: int) -> list[float]:
    """The single numbers that a node is computed from."""
    parts = run.graph.tape.arguments[node]
    values = [run.graph.values[p] if type(p) is int else p[1] if p[0] == "c" else None for p in parts]
    return [float(value) for value in values if isinstance(value, int | float)]


def moved_by(change: Any, rate: float, gradient: Any) -> bool:
    """Whether the change is down that gradient, once for each of its entries."""
    if np.size(gradient) > np.size(change):
        return False
    try:
        return apart(change, -rate * np.broadcast_to(laid_out(gradient, change), np.shape(change))) <= TOLERANCE
    except ValueError:
        return False


def laid_out(gradient: Any, like: Any) -> Any:
    """A matrix turned, where only so it has the other's shape."""
    turned = np.ndim(gradient) == 2 and np.shape(gradient) != np.shape(like) == np.shape(np.transpose(gradient))
    return np.transpose(gradient) if turned else gradient


def instead(others: dict[int, int], lineage: int, found: dict[int, Any]) -> Any:
    """The other's gradient for its own."""
    if lineage not in others:
        return found[lineage]
    return np.broadcast_to(laid_out(found[others[lineage]], found[lineage]), np.shape(found[lineage]))
