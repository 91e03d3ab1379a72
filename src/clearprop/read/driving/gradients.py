"""Files that compute gradients and leave the update to others: what to subtract from what, by the names of both."""

import re

from clearprop.read.driving.roles import plain
from clearprop.read.driving.signatures import Signature
from clearprop.read.driving.steps import is_backward
from clearprop.read.driving.world import World

OF = re.compile(r"(?:d|grad|gradient|nabla)(?:of)?(?P<behind>.+)|(?P<before>.+?)grad(?:ient)?")
BUNDLES = ("weights", "parameters", "params", "theta", "model")
RATE = 0.1


def graded(signatures: list[Signature]) -> set[str]:
    """Plain names of what backward passes return the gradients of: w1 for dW1, grad_w1 or w1_grad."""
    return {base for signature in signatures if is_backward(signature.name) for _, base in pairs(signature)}


def pairs(signature: Signature) -> list[tuple[str, str]]:
    """(plain name of a gradient, of what it belongs to), for each value that is returned under such a name."""
    found = [(plain(text), OF.fullmatch(plain(text))) for text in signature.returns]
    return [(name, match["behind"] or match["before"]) for name, match in found if match]


def descent(signatures: list[Signature], world: World) -> list[str]:
    """The statements that go down the gradients that the last calls returned."""
    lines = []
    for signature in (s for s in signatures if is_backward(s.name)):
        taken = {plain(parameter.name) for each in signatures for parameter in each.parameters}
        for name, base in pairs(signature):
            if base in taken and base in world.known and name in world.known:
                lines.append(f"{world.known[base]} = {world.known[base]} - {RATE} * {world.known[name]}")
        lines += from_dictionary(signature, world)
    return lines


def from_dictionary(signature: Signature, world: World) -> list[str]:
    """grads["dW1"] for parameters["W1"], where both are dictionaries."""
    bundle = next((world.known[name] for name in BUNDLES if name in world.known), None)
    given = world.known.get(plain(signature.returns[0])) if len(signature.returns) == 1 else None
    if bundle is None or given is None or not re.search(r"grad", signature.returns[0], re.I):
        return []
    return [
        f"for given_key in list({bundle}):",
        f"    {bundle}[given_key] = {bundle}[given_key] - {RATE} * {given}['d' + given_key]",
    ]
