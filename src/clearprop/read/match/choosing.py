"""Which of several roles with the same numbers a place has."""

from clearprop.read.match.evidence import Evidence
from clearprop.read.match.roles import Found


def chosen(found: Found, known: Evidence) -> str | None:
    """The role that the use decides for; None where there is none."""
    left = dict(found)
    if len(left) > 1:
        keep_plainest(left)
    if "weight_gradient" in left and len(left) > 1:
        made = (
            known.of_input and not known.multiplies
        )  # with its own output as a factor, a delta still meets the inputs
        left = only(left, "weight_gradient") if made else without(left, "weight_gradient")
    if "activation_gradient" in left and known.met:
        left = only(left, "activation_gradient")
    if "bias_gradient" in left and len(left) > 1:
        for_bias = known.reaches_bias and not known.multiplies
        left = only(left, "bias_gradient") if for_bias else without(left, "bias_gradient")
    if {"delta", "activation_gradient"} <= set(left):
        left = without(left, "activation_gradient" if known.multiplies else "delta")
    if {"activation", "pre_activation"} <= set(left):
        left = without(left, "activation")
    return next(iter(left), None)


def without(found: Found, role: str) -> Found:
    return {name: match for name, match in found.items() if name != role}


def only(found: Found, role: str) -> Found:
    return {role: found[role]}


def keep_plainest(found: Found) -> None:
    """Whole quantities before parts of them; the gradient of a bias is known by its use, whatever its tier."""
    least = min(match.tier for match in found.values())
    for role in [role for role, match in found.items() if match.tier > least and role != "bias_gradient"]:
        del found[role]
