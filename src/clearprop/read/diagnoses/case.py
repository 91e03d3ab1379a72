"""What is to be diagnosed: the points, the loss, what each parameter should have got and what it got."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.read.losses import SAME_DIRECTION, NamedValue, name_of_value
from clearprop.read.recover.descent import Fit
from clearprop.read.recover.gradients import TOLERANCE, Gradients, apart, best_rate, seeds
from clearprop.read.recover.network import roles
from clearprop.read.recover.objectives import LOSSES
from clearprop.read.recover.optimiser import together, updates
from clearprop.read.recover.own_losses import OwnLoss, own_losses
from clearprop.read.recover.rates import accepted
from clearprop.read.recover.sizes import activation
from clearprop.read.recover.steps import Run, Step
from clearprop.read.update_rules import Explanation, explain, follows, identify, mistakes

ENOUGH = 3
"""Steps on which a changed backward pass is shown; update rules take all that were recorded."""

Points = list[tuple[Run, list[Step]]]
Seeds = dict[int, Any]


@dataclass
class Case:
    """The learner's runs, held against one loss."""

    points: Points
    fit: Fit
    original: Run
    cache: dict[Any, Any] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)  # of the layers' activations

    @property
    def loss(self) -> str:
        return self.fit.loss

    def seeds(self, run: Run, step: Step, loss: str | None = None) -> Seeds:
        return seeds(run, step, LOSSES[loss]) if loss else self.fit.seeds(run, step)

    @cached_property
    def parameters(self) -> list[int]:
        return self.points[0][0].parameters

    @cached_property
    def numbers(self) -> list[tuple[NamedValue, OwnLoss]]:
        """What the numbers that the script computes from its predictions are, as far as they have a name."""
        found = []
        for own in own_losses(self.points):
            values, pairs = [], []
            for (run, steps), nodes in zip(self.points, own.nodes, strict=True):
                for step, node in zip(steps, nodes, strict=True):
                    values.append(float(np.ravel(run.graph.values[node])[0]))
                    pairs.append(as_rows(run, step))
            named = name_of_value(values, pairs) if values else None
            if named is not None:
                found.append((named, own))
        return found

    @cached_property
    def told(self) -> tuple[NamedValue, OwnLoss] | None:
        """The standard loss that the script computes: the one that it descends, where it computes that among others."""
        losses = [(named, own) for named, own in self.numbers if named.descends]
        own_direction = [one for one in losses if direction(one[0].name) == direction(self.loss)]
        return next(iter(own_direction or losses), None) if self.fit.own is None else None

    @property
    def measured(self) -> tuple[str, int] | None:
        """A number that is computed and is no loss to descend, and its line."""
        run = self.points[0][0]
        return next(
            ((named.name, run.graph.tape.table[own.site].line) for named, own in self.numbers if not named.descends),
            None,
        )

    def own_node(self, run: Run, step: Step) -> int | None:
        """The node of the computed loss at a step."""
        if self.told is None:
            return None
        for (other, steps), nodes in zip(self.points, self.told[1].nodes, strict=True):
            for at, node in zip(steps, nodes, strict=True):
                if other is run and at is step:
                    return node
        return None

    @property
    def computed(self) -> NamedValue | None:
        return None if self.told is None else self.told[0]

    @property
    def computed_at(self) -> tuple[str, int] | None:
        """The name of the computed loss, and its line."""
        line = self.line_of_computed
        return None if self.told is None or line is None else (self.told[0].name, line)

    @property
    def line_of_computed(self) -> int | None:
        return None if self.told is None else self.points[0][0].graph.tape.table[self.told[1].site].line

    @property
    def follows_computed(self) -> bool:
        """Whether this case's loss is the one that the script computes, up to a constant."""
        return self.computed is not None and direction(self.computed.name) == direction(self.loss)

    @property
    def stands_still(self) -> bool:
        """Whether no parameter ever changed, at any point."""
        return not any(
            np.any(change) for run, steps in self.points for step in steps for change in step.changes.values()
        )

    @cached_property
    def roles(self) -> dict[int, Any]:
        """Lineage -> its layer, and whether it multiplies or is added."""
        _, steps = self.points[0]
        by_node = roles(steps[0].layers)
        return {i: by_node[steps[0].before[i]] for i in self.parameters if steps[0].before[i] in by_node}

    def layer(self, lineage: int) -> int:
        return self.roles[lineage].layer if lineage in self.roles else 0

    @cached_property
    def depth(self) -> int:
        return self.points[0][1][0].layers.depth

    def of_layer(self, *numbers: int) -> set[int]:
        return {i for i in self.parameters if self.layer(i) in numbers}

    def activation(self, layer: int) -> str:
        if layer not in self.names:
            self.names[layer] = activation(self.points, layer)
        return self.names[layer]

    def true_gradients(self, run: Run, step: Step) -> dict[int, Any]:
        """By lineage."""
        key = (id(run), step.number, "gradients")
        if key not in self.cache:
            self.cache[key] = self.gradients(run, step, self.true(run, step))
        found: dict[int, Any] = self.cache[key]
        return found

    def true(self, run: Run, step: Step) -> dict[int, Any]:
        """The true adjoints at a step."""
        key = (id(run), step.number)
        if key not in self.cache:
            self.cache[key] = run.graph.adjoints(self.seeds(run, step), step.forward, run.cut)
        found: dict[int, Any] = self.cache[key]
        return found

    def shares(self, run: Run, step: Step) -> list[Any]:
        """Every true value of the backward pass: adjoints, and what each operation adds to them."""
        key = (id(run), step.number, "shares")
        if key not in self.cache:
            adjoints = self.true(run, step)
            found = list(adjoints.values())
            for node, g in adjoints.items():
                if node not in run.cut and run.graph.operands[node]:
                    found += [share for share in run.graph.pulled(node, g) if share is not None]
            self.cache[key] = found
        known: list[Any] = self.cache[key]
        return known

    @cached_property
    def rates(self) -> list[float]:
        """Constants up to which a number of the script counts as a derivative: its rates, and those of the rows."""
        run, steps = self.points[0]
        rows = {
            float(len(steps[0].meetings)),
            *(float(n) for m in steps[0].meetings for n in np.shape(run.graph.values[m.prediction])),
        }
        plain = [1 / n for n in rows if n > 1] + [2 / n for n in rows if n > 1]
        return [abs(r) for r in self.fit.rates if r] + plain

    def gradients(self, run: Run, step: Step, adjoints: dict[int, Any]) -> dict[int, Any]:
        g = Gradients(run, step, adjoints)
        return {i: g.of(i) for i in self.parameters}

    @cached_property
    def groups(self) -> dict[str, list[int]]:
        """The names under which parameters are given to update rules."""
        run, steps = self.points[0]
        return together(Gradients(run, steps[0], self.true(run, steps[0])))

    @cached_property
    def keeps_state(self) -> bool:
        """Whether something else than the parameters is carried from step to step."""
        return any(len(run.lineages) > len(run.parameters) for run, _ in self.points)

    @cached_property
    def explanation(self) -> Explanation | None:
        """What update rules say of the changes under the true gradients."""
        every = [[Gradients(run, step, self.true(run, step)) for step in steps] for run, steps in self.points]
        finite = all(np.all(np.isfinite(g.of(i))) for steps in every for g in steps for i in self.parameters)
        if not finite:
            return None
        runs = [updates(steps, self.groups) for steps in every]
        return explain(runs) if self.keeps_state else Explanation(mistakes=mistakes(runs))

    def explained_by_rule(self, predicted: "Predictor") -> float | None:
        """The largest difference, where an update rule makes the changes out of the predicted gradients."""
        every = [
            [Predicted(run, step, {}, predicted(point, step.number)) for step in steps]
            for point, (run, steps) in enumerate(self.points)
        ]
        runs = [updates(steps, self.groups) for steps in every]
        rule = self.explanation.rule if self.explanation else None
        if rule is not None:
            return follows(rule, runs, list(self.groups))
        found = identify(runs)
        run, steps = self.points[0]
        return found.largest_difference if found is not None and accepted(found, run, steps[0], self.groups) else None

    def explained(self, predicted: "Predictor", where: Iterable[tuple[int, int]]) -> float | None:
        """How far the changes are from -κ times what is predicted at these points and steps; None for no positive κ."""
        worst = 0.0
        rates: dict[int, float] = {}
        at = [(point, number, predicted(point, number)) for point, number in where]
        for number in {number for _, number, _ in at}:
            pairs = [
                (self.points[point][1][number].changes[i], gradient[i])
                for point, n, gradient in at
                if n == number
                for i in self.parameters
            ]
            rates[number] = best_rate(pairs)
            if not rates[number] > 0:
                return None
        for point, number, gradient in at:
            changes = self.points[point][1][number].changes
            for i in self.parameters:
                if np.shape(gradient[i]) != np.shape(changes[i]):
                    return None
                worst = max(worst, apart(changes[i], -rates[number] * np.asarray(gradient[i])))
                if worst > TOLERANCE:
                    return worst
        return worst

    @cached_property
    def everywhere(self) -> list[tuple[int, int]]:
        return [(p, k) for p in range(len(self.points)) for k in range(min(ENOUGH, len(self.points[p][1])))]


@dataclass
class Predicted(Gradients):
    """Gradients that a mistake gives."""

    given: dict[int, Any]

    def of(self, lineage: int) -> Any:
        return np.asarray(self.given[lineage])


def as_rows(run: Run, step: Step) -> tuple[Any, Any]:
    """The step's predictions and targets, a row for each example."""
    values = [np.asarray(run.graph.values[m.prediction], float) for m in step.meetings]
    targets = [
        np.broadcast_to(
            np.asarray(m.target, float).reshape(v.shape if np.size(m.target) == v.size else np.shape(m.target)), v.shape
        )
        for m, v in zip(step.meetings, values, strict=True)
    ]
    if len(values) == 1:
        return values[0], targets[0]
    return np.concatenate([np.ravel(v) for v in values]), np.concatenate([np.ravel(t) for t in targets])


def direction(loss: str) -> str:
    """The name that losses with the same gradient, up to a constant, share."""
    return SAME_DIRECTION.get(loss, loss)


Predictor = Any  # (point, step number) -> {lineage: predicted gradient}
