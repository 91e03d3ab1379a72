"""What is true at one point: the network's quantities and the derivatives of the loss, from the forward pass alone.

Nothing of the script's backward pass goes in here. A quantity comes in tiers: 0 is the whole, 1 what one row or one unit
contributes to it, 2 the partial sums of those.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.read.match.aside import Aside, aside_of
from clearprop.read.match.contributions import contributions, running
from clearprop.read.match.loss_terms import loss_entries
from clearprop.read.match.parts import Parts
from clearprop.read.match.slopes import Slopes
from clearprop.read.match.table import FLOAT32, FLOAT64, Entry, Table, Tolerance
from clearprop.read.recover.graph import Adjoints
from clearprop.read.recover.steps import Run, Step

GRADIENTS = ("activation_gradient", "delta", "weight_gradient", "bias_gradient", "input_gradient")


@dataclass
class Truths:
    """The true quantities of one step of one run."""

    run: Run
    step: Step
    seeds: Mapping[int, Any]
    extra: Mapping[int, Any] = field(default_factory=dict)  # lineage -> what a penalty adds to its gradient
    swept: Adjoints | None = None  # ∂L/∂node by another sweep than the true one

    @cached_property
    def parts(self) -> Parts:
        return Parts(self.run.graph, self.step.layers)

    @cached_property
    def aside(self) -> Aside:
        """What else the script predicts in this step, to print a loss or an accuracy."""
        return aside_of(self.run, self.step, self.window)

    @cached_property
    def window(self) -> range:
        """From the step's forward pass up to the next one's: a loss is often printed after the update."""
        number = self.run.steps.index(self.step)
        following = self.run.steps[number + 1] if number + 1 < len(self.run.steps) else None
        return range(self.begin(self.step) if number else 0, self.begin(following) if following else self.step.end + 1)

    def begin(self, step: Step) -> int:
        """The first node of a forward pass after the update before."""
        return min((n for n in step.forward if n > step.start and self.run.dependent[n]), default=step.start)

    @cached_property
    def adjoints(self) -> Adjoints:
        """∂L/∂node for every node of the forward pass."""
        if self.swept is not None:
            return self.swept
        return self.run.graph.adjoints(self.seeds, self.step.forward, self.run.cut)

    @cached_property
    def slopes(self) -> Slopes:
        return Slopes(self.parts, self.step.forward, self.run.cut)

    @cached_property
    def tolerance(self) -> Tolerance:
        values = [self.run.graph.values[node] for node in self.seeds]
        single = any(np.asarray(value).dtype == np.float32 for value in values)
        return FLOAT32 if single else FLOAT64

    @cached_property
    def tables(self) -> dict[tuple[str, int], Table]:
        """By role and tier."""
        found: dict[tuple[str, int], list[Entry]] = defaultdict(list)
        for role, layer, node in self.parts.quantities:
            found[role, 0].append((layer, self.run.graph.values[node]))
        for role, layer, node in self.parts.differentiated:
            if node in self.adjoints:
                found[role, 0].append((layer, self.adjoints[node]))
        for lineage, more in self.extra.items():
            node = self.step.before[lineage]
            role, layer = self.parts.held.get(node, ("weight_gradient", None))
            found[role, 0].append((layer, self.adjoints.get(node, 0.0) + more))
        found["activation_derivative", 0] = self.slopes.entries()
        found["local_derivative", 0] = self.slopes.local_entries()
        for meetings in (self.step.meetings, self.aside.meetings):
            for entry, tier in loss_entries(self.run.graph, meetings, self.seeds):
                found["loss", tier].append((None, entry))
        return {key: Table(entries) for key, entries in found.items()}

    @cached_property
    def finer(self) -> dict[tuple[str, int], Table]:
        """Tiers 1 and 2 of the gradients; made only where something is looked for that no whole quantity is."""
        found: dict[tuple[str, int], list[Entry]] = defaultdict(list)
        for role, layer, node in self.parts.differentiated:
            if role == "delta" or node not in self.adjoints:
                continue
            shares = contributions(self.run.graph, self.parts, self.adjoints, node)
            found[role, 1] += [(layer, share) for share in shares.each]
            found[role, 2] += [(layer, partial) for partial in running(shares)]
        return {key: Table(entries) for key, entries in found.items()}

    def table(self, role: str, tier: int = 0) -> Table:
        """All entries of a role up to a tier."""
        return self.upto.setdefault((role, tier), self.joined(role, tier))

    def joined(self, role: str, tier: int) -> Table:
        if (role, tier) in self.upto:
            return self.upto[role, tier]
        own = self.tables.get((role, tier)) or (self.finer.get((role, tier)) if tier and role in GRADIENTS else None)
        own = own or Table([])
        return own if tier == 0 else self.table(role, tier - 1) + own

    @cached_property
    def upto(self) -> dict[tuple[str, int], Table]:
        return {}


def truths_of(
    run: Run,
    step: Step,
    seeds: Mapping[int, Any],
    extra: Mapping[int, Any] | None = None,
    swept: Adjoints | None = None,
) -> Truths:
    """The true quantities of a step.

    ``seeds``: prediction -> ∂L/∂prediction; ``extra``: lineage -> what a penalty adds to its gradient; ``swept``: the
    adjoints of all nodes where they are not to be the true ones, to see what a mistake would give.
    """
    return Truths(run, step, seeds, extra or {}, swept)
