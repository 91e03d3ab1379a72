"""What is to be diagnosed: the points, the loss, what each parameter should have got and what it got."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.read.recover.descent import LOSSES, TOLERANCE, Fit, Gradients, apart, best_rate, seeds
from clearprop.read.recover.network import activation, roles
from clearprop.read.recover.steps import Run, Step

Points = list[tuple[Run, list[Step]]]
Seeds = dict[int, Any]


@dataclass
class Case:
    """The learner's runs, held against one loss."""

    points: Points
    fit: Fit
    original: Run
    cache: dict[tuple[int, int], Any] = field(default_factory=dict)

    @property
    def loss(self) -> str:
        return self.fit.loss

    def seeds(self, run: Run, step: Step, loss: str | None = None) -> Seeds:
        return seeds(run, step, LOSSES[loss or self.loss])

    @cached_property
    def parameters(self) -> list[int]:
        return self.points[0][0].parameters

    @cached_property
    def roles(self) -> dict[int, Any]:
        """Lineage -> its layer, and whether it multiplies or is added."""
        run, steps = self.points[0]
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
        return activation(self.points, layer)

    def true(self, run: Run, step: Step) -> dict[int, Any]:
        """The true adjoints at a step."""
        key = (id(run), step.number)
        if key not in self.cache:
            self.cache[key] = run.graph.adjoints(self.seeds(run, step), step.forward, run.cut)
        found: dict[int, Any] = self.cache[key]
        return found

    def gradients(self, run: Run, step: Step, adjoints: dict[int, Any]) -> dict[int, Any]:
        g = Gradients(run, step, adjoints)
        return {i: g.of(i) for i in self.parameters}

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
        return [(p, k) for p in range(len(self.points)) for k in range(len(self.points[p][1]))]


Predictor = Any  # (point, step number) -> {lineage: predicted gradient}
