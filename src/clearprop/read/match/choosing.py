"""Which of several roles with the same numbers a place has."""

from collections.abc import Sequence

from clearprop.read.match.places import Instance
from clearprop.read.match.points import Point
from clearprop.read.match.roles import Found
from clearprop.read.match.uses import Uses


def chosen(found: Found, instances: Sequence[Instance], points: Sequence[Point], uses: Sequence[Uses]) -> str | None:
    """The role that the use decides for; None where there is none."""
    left = dict(found)
    if len(left) > 1:
        keep_plainest(left)
    if "weight_gradient" in left and len(left) > 1:
        product = any(uses[i.point].made_by_network(i.node) for i in instances)
        left = {"weight_gradient": left["weight_gradient"]} if product else without(left, "weight_gradient")
    if "bias_gradient" in left and len(left) > 1:
        multiplies = any(uses[i.point].multiplies_network(i.node) for i in instances)
        reaches = any(i.node in uses[i.point].changes_bias for i in instances)
        left = without(left, "bias_gradient") if multiplies or not reaches else {"bias_gradient": left["bias_gradient"]}
    if {"delta", "activation_gradient"} <= set(left):
        met = any(i.node in {m.node for m in points[i.point].step.meetings} for i in instances)
        multiplies = any(uses[i.point].multiplies_network(i.node) for i in instances)
        left = without(left, "delta") if met or not multiplies else without(left, "activation_gradient")
    if {"activation", "pre_activation"} <= set(left):
        left = without(left, "activation")
    return next(iter(left), None)


def without(found: Found, role: str) -> Found:
    return {name: match for name, match in found.items() if name != role}


def keep_plainest(found: Found) -> None:
    """Whole quantities before parts of them; the gradient of a bias is known by its use, whatever its tier."""
    least = min(match.tier for match in found.values())
    for role in [role for role, match in found.items() if match.tier > least and role != "bias_gradient"]:
        del found[role]
