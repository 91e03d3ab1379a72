"""What is to be diagnosed: the points, the loss, what each parameter should have got and what it got."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median
from typing import Any

import numpy as np

from clearprop.read.diagnoses.computed import Computed
from clearprop.read.diagnoses.own_numbers import OwnNumbers
from clearprop.read.diagnoses.pieces import Piece, taken_apart
from clearprop.read.diagnoses.proportional import Changes
from clearprop.read.driving import Belated
from clearprop.read.recover.descent import Fit
from clearprop.read.recover.drives import Drives, drives
from clearprop.read.recover.gradients import Gradients, seeds
from clearprop.read.recover.network import roles
from clearprop.read.recover.objectives import LOSSES
from clearprop.read.recover.optimiser import together, updates
from clearprop.read.recover.sizes import activation
from clearprop.read.recover.steps import Points, Run, Step
from clearprop.read.update_rules import Explanation, explain, mistakes

ENOUGH = 3
"""Steps on which a changed backward pass is shown; update rules take all that were recorded."""

Seeds = dict[int, Any]


@dataclass
class Case:
    """The learner's runs, held against one loss."""

    points: Points
    fit: Fit
    original: Run
    belated: Belated | None = None  # where the updates were put into a loop to be read
    cache: dict[Any, Any] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)  # of the layers' activations
    own_numbers: OwnNumbers | None = None  # those of the points, where other cases look at them too

    @property
    def loss(self) -> str:
        return self.fit.loss

    def seeds(self, run: Run, step: Step, loss: str | None = None) -> Seeds:
        key = (id(run), step.number, "seeds", loss)
        if key not in self.cache:
            self.cache[key] = seeds(run, step, LOSSES[loss]) if loss else self.fit.seeds(run, step)
        found: Seeds = self.cache[key]
        return found

    @cached_property
    def pieces(self) -> dict[int, Piece]:
        """What stands for arrays that hold the parameters of several layers."""
        return taken_apart(self.points)

    @cached_property
    def parameters(self) -> list[int]:
        divided = {piece.whole for piece in self.pieces.values()}
        return [i for i in self.points[0][0].parameters if i not in divided] + list(self.pieces)

    def lineage(self, parameter: int) -> int:
        """The lineage that a parameter is, or is a piece of."""
        return self.pieces[parameter].whole if parameter in self.pieces else parameter

    @cached_property
    def computed(self) -> Computed:
        """The loss that the script computes."""
        return Computed(self.points, self.fit, self.own_numbers or OwnNumbers(self.points))

    @cached_property
    def shown(self) -> int:
        """The point at which lines are looked for: the first in which a gradient reaches every parameter."""
        return next(
            (n for n, (run, steps) in enumerate(self.points) if self.reached(run, steps[min(1, len(steps) - 1)])), 0
        )

    def reached(self, run: Run, step: Step) -> bool:
        return all(np.any(gradient) for gradient in self.true_gradients(run, step).values())

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
        known = {i: by_node[steps[0].before[i]] for i in self.parameters if steps[0].before[i] in by_node}
        return known | {i: piece.role for i, piece in self.pieces.items()}

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
        wholes = {i: g.of(i) for i in run.parameters}
        return wholes if not self.pieces else {i: self.part(i, wholes) for i in self.parameters}

    def part(self, parameter: int, wholes: dict[int, Any]) -> Any:
        """A parameter's part of what is known by lineage."""
        piece = self.pieces.get(parameter)
        return wholes[parameter] if piece is None else piece.of(wholes[piece.whole])

    def mutated(self, adjoints: Any, run: Run, step: Step) -> dict[int, Any]:
        """The gradients of a changed backward pass; those of the last one are kept, for other parameters that see it."""
        backward, known = self.cache.get("mutated", (None, {}))
        if backward is not adjoints:
            known = {}
            self.cache["mutated"] = (adjoints, known)
        key = (id(run), step.number)
        if key not in known:
            known[key] = self.gradients(run, step, adjoints(run, step))
        found: dict[int, Any] = known[key]
        return found

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

    def explained(self, predicted: "Predictor", where: Iterable[tuple[int, int]]) -> float | None:
        """How far the changes are from -κ times what is predicted at these points and steps; None for no positive κ."""
        at: dict[int, list[tuple[Changes, Any]]] = {}
        for point, number in where:
            changes, gradient = self.changes(point, number), predicted(point, number)
            flat = changes.beside([gradient[i] for i in self.parameters])
            if flat is None:
                return None
            at.setdefault(number, []).append((changes, flat))
        worst = 0.0
        for pairs in at.values():
            rate = middle([rate for changes, flat in pairs for rate in changes.rates(flat).tolist()])
            if not rate > 0:
                return None
            worst = max(worst, *(changes.apart(-rate * flat) for changes, flat in pairs))
        return worst

    def rate_under(self, predicted: "Predictor", point: int, number: int) -> float:
        """κ of most parameters, if these were the gradients; 0 where there is none."""
        gradient = predicted(point, number)
        flat = self.changes(point, number).beside([gradient[i] for i in self.parameters])
        rates = np.zeros(0) if flat is None else self.changes(point, number).rates(flat)
        return float(np.median(rates)) if rates.size else 0.0

    def got(self, run: Run, step: Step) -> dict[int, Any]:
        """By lineage: the change that a gradient has to explain."""
        got = step.changes if self.fit.own is not None else drives(run, step)
        return got if not self.pieces else {i: self.part(i, got) for i in self.parameters}

    def pushed(self, run: Run, step: Step) -> dict[int, Any]:
        """What is left of the step's values without decay and velocities, where these are added."""
        key = (id(run), step.number, "pushed")
        if key not in self.cache:
            self.cache[key] = Drives(run, step).found
        found: dict[int, Any] = self.cache[key]
        return found

    @property
    def recorded(self) -> list[tuple[Run, Step]]:
        """Every step on which something has to be shown."""
        return [(self.points[point][0], self.points[point][1][number]) for point, number in self.everywhere]

    def changes(self, point: int, number: int) -> Changes:
        """What the parameters got at a step."""
        key = (point, number, "changes")
        if key not in self.cache:
            step = self.points[point][1][number]
            got = self.got(self.points[point][0], step)
            self.cache[key] = Changes.of([got[i] for i in self.parameters])
        found: Changes = self.cache[key]
        return found

    @cached_property
    def everywhere(self) -> list[tuple[int, int]]:
        """Points and steps; none after the step in which an addition stretched a parameter."""
        return [(p, k) for p in range(len(self.points)) for k in range(min(ENOUGH, self.unstretched(p)))]

    def unstretched(self, point: int) -> int:
        """For how many steps the parameters keep the shapes that they begin with."""
        run, steps = self.points[point]
        shapes = [[np.shape(run.graph.values[step.before[i]]) for i in self.parameters] for step in steps]
        return next((k for k, now in enumerate(shapes) if now != shapes[0]), len(steps))


def middle(rates: list[float]) -> float:
    """The median; 0 of none."""
    return median(rates) if rates and not any(rate != rate for rate in rates) else 0.0


Predictor = Any  # (point, step number) -> {lineage: predicted gradient}
