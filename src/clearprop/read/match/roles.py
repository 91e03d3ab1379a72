"""Which role the values of a place have: those of the forward pass by structure, all others by their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearprop.read.match.comparing import Match, Values, matched
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
        """By structure: the roles that the forward pass itself gives these nodes."""
        layers: dict[str, set[int]] = {}
        for point, node in instances:
            role = self.points[point].truths.parts.roles.get(node)
            if role is not None:
                layers.setdefault(role[0], set()).add(role[1])
        return {role: Match(1.0, tuple(sorted(found)), 0.0, 0) for role, found in layers.items()}

    def backward(self, values: Values, after_error: bool, after_prediction: bool) -> Found:
        """By numbers."""
        if not values.prove:
            return {}
        found: Found = {}
        if after_error:
            for role in GRADIENTS:
                self.look(found, role, values, (0, 1, 2))
        if not found and after_prediction:
            self.look(found, "loss", values, (0, 1, 2))
        if not found and not after_error:
            self.look(found, "activation_derivative", values, (0,), EITHER_SIGN)
            for role in ("activation", "pre_activation"):
                self.look(found, role, values, (0,), EXACT)
            if not found:
                self.look(found, "local_derivative", values, (0,), EITHER_SIGN)
        return found

    def look(self, found: Found, role: str, values: Values, tiers: Sequence[int], constants: Sequence[float] = ()) -> None:
        for tier in tiers:
            tables = [point.truths.table(role, tier) for point in self.points]
            match = matched(values, tables, self.points[0].truths.tolerance, tier, constants)
            if match is not None:
                found[role] = match
                return
