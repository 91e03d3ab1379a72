"""The calls of one training step where no method trains by itself: forward, backward, update, in that order."""

import re

from clearprop.read.driving.roles import plain
from clearprop.read.driving.signatures import Signature
from clearprop.read.driving.world import ERRORS, OUTPUTS, World

FORWARD = re.compile(
    r".*(forward|propagate|feed|predict|activate|hypothesis|run|evaluate|(compute|get|calc\w*)_?outputs?|infer).*|think|query|__call__|call",
    re.I,
)
BACKWARD = re.compile(r".*(back|gradient|grads?\b|calc_?grad|deriv|delta|compute_?grad|dw).*", re.I)
UPDATE = re.compile(r".*(update|step|apply|descend|adjust|optimi|learn|train).*", re.I)
LOSS = re.compile(r".*(cost|loss|error|mse|entropy).*", re.I)
SLOPE = re.compile(r".*(sigmoid|tanh|relu|softmax|logistic|activ|squash|transfer).*", re.I)


def is_forward(name: str) -> bool:
    return bool(FORWARD.fullmatch(name)) and not is_backward(name)


def is_backward(name: str) -> bool:
    return bool(re.search(r"back", name, re.I) or BACKWARD.fullmatch(name))


def is_slope(name: str) -> bool:
    """Whether it is an activation's derivative, which is no part of a step by itself."""
    return is_backward(name) and bool(SLOPE.fullmatch(name))


def write_call(signature: Signature, world: World) -> str | None:
    """The call as a statement that keeps what it returns under the names that its return statement has."""
    filled = with_last(signature, with_errors(signature, world))
    arguments = filled.arguments(signature)
    if arguments is None:
        return None
    call = f"{signature.call}({arguments})"
    if not signature.returns or signature.returns == ("None",):
        return call
    names = [f"given_{variable(text, place)}" for place, text in enumerate(signature.returns)]
    world.last = names
    for text, name in zip(signature.returns, names, strict=True):
        world.known[plain(text.removeprefix("self."))] = name
    world.known[plain(signature.name)] = names[0]
    if is_forward(signature.name):
        world.known["given output"] = names[0]
    return f"{', '.join(names)} = {call}"


def variable(text: str, place: int) -> str:
    """A name for a returned value: its own, or a number."""
    last = text.removeprefix("self.")
    return last if last.isidentifier() else f"result_{place}"


def with_last(signature: Signature, world: World) -> World:
    """What the call before returned without names, for as many parameters that nothing else is known for."""
    unknown = [p for p in signature.parameters if p.default is None and world.value(p) is None]
    if unknown and len(unknown) == len(world.last):
        world.known |= {plain(parameter.name): name for parameter, name in zip(unknown, world.last, strict=True)}
    return world


def with_errors(signature: Signature, world: World) -> World:
    """The world that also knows the outputs and their errors, for parameters with such names."""
    output = world.known.get("given output")
    if output is None:
        return world
    answers = "given_answer" if world.inside else "given_targets"
    for parameter in signature.parameters:
        name = plain(parameter.name)
        if name not in world.known and OUTPUTS.fullmatch(name):
            world.known[name] = output
        elif name not in world.known and ERRORS.fullmatch(name):
            world.known[name] = f"{output} - {answers}"
    return world
