"""Which roles the values of a place can have: those of a forward pass by structure, all others by their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from clearprop.read.match.bends import aligned_slope
from clearprop.read.match.comparing import Match, Values, matched
from clearprop.read.match.evidence import Evidence
from clearprop.read.match.places import Instance
from clearprop.read.match.points import Point
from clearprop.read.match.truths import GRADIENTS

Found = dict[str, Match]
"""Role -> how the values are its true ones."""
EXACT = (1.0,)
EITHER_SIGN = (1.0, -1.0)


@dataclass
class Judge:
    """Holds values against the truths of all points."""

    points: Sequence[Point]

    def values(self, instances: Sequence[Instance]) -> Values:
        return Values([(i.point, self.points[i.point].graph.values[i.node]) for i in instances])

    def forward(self, instances: Sequence[Instance]) -> Found:
        """By structure. Where an activation stands for some layers, it does for the layer that it leaves unbent, too."""
        at = [(i, role) for i in instances if (role := self.points[i.point].role(i.node)) is not None]
        plain = [i for i, (name, _) in at if name == "pre_activation"]
        bent = len(plain) < len(at) and all(self.points[i.point].unbent(i.node) for i in plain)
        layers: dict[str, set[int]] = {}
        for _, (name, layer) in at:
            layers.setdefault("activation" if bent else name, set()).add(layer)
        return {name: Match(1.0, tuple(sorted(found)), 0.0, 0) for name, found in layers.items()}

    def slope(self, instances: Sequence[Instance]) -> Found:
        """φ' that takes a few values only."""
        match = aligned_slope(instances, self.points)
        return {} if match is None else {"activation_derivative": match}

    def backward(self, instances: Sequence[Instance], known: Evidence) -> Found:
        """By numbers. Where steps have different numbers of rows, a mean has another constant in each: it is undone."""
        values = self.values(instances)
        found = self.of_values(values, known)
        if found or not known.after_error or len(self.rows) == 1:
            return found
        summed = Values([(p, array * self.points[p].rows) for p, array in values.arrays])
        return {role: replace(match, mean=True) for role, match in self.of_values(summed, known).items()}

    @cached_property
    def rows(self) -> set[int]:
        return {point.rows for point in self.points}

    def of_values(self, values: Values, known: Evidence) -> Found:
        found: Found = {}
        if not values.prove:
            return found
        if known.after_error:
            found = self.gradients_of(values)
        if not found and known.after_prediction:
            self.look(found, "loss", values, (0, 1, 2))
        if not found and not known.after_error:
            self.look(found, "activation_derivative", values, (0,), EITHER_SIGN)
            self.leave_out_unbent(found)
            for role in ("activation", "pre_activation"):
                self.look(found, role, values, (0,), EXACT)
            if not found:
                self.look(found, "local_derivative", values, (0,), EITHER_SIGN)
        return found

    def leave_out_unbent(self, found: Found) -> None:
        """φ' = 1 of a layer without an activation is no label."""
        match = found.get("activation_derivative")
        if match is not None:
            bent = {block.layer for point in self.points for block in point.truths.parts.blocks}
            layers = tuple(layer for layer in match.layers if layer in bent)
            found["activation_derivative"] = replace(match, layers=layers)

    def gradients(self, instances: Sequence[Instance]) -> Found:
        return self.gradients_of(self.values(instances))

    def gradients_of(self, values: Values) -> Found:
        found: Found = {}
        for role in GRADIENTS:
            self.look(found, role, values, (0, 1, 2))
        return found

    def look(
        self, found: Found, role: str, values: Values, tiers: Sequence[int], constants: Sequence[float] = ()
    ) -> None:
        for tier in tiers:
            tables = [point.truths.table(role, tier) for point in self.points]
            match = matched(values, tables, self.points[0].truths.tolerance, tier, constants)
            if match is not None:
                found[role] = match
                return
