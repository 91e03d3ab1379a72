"""Drivers for a file that has only functions: parameters made by one, trained by another or by several in turn."""

import ast
import re
from collections.abc import Iterator

from clearprop.read.driving.gradients import descent, graded
from clearprop.read.driving.roles import plain, role_of
from clearprop.read.driving.signatures import Signature, signature_of
from clearprop.read.driving.steps import is_backward, is_forward, is_slope, write_call
from clearprop.read.driving.training import PAIRED, calls, loops, names_score, stepped, training
from clearprop.read.driving.updating import Function, functions_of, names_called, reaches_update
from clearprop.read.driving.world import START, World

BUNDLE = re.compile(
    r"(network|net|nn|model|parameters|params|param|weights|theta|w|ws|layers|p|parametersdict|wts|state)"
)
OTHER_START = re.compile(r".*(load|read|plot|print|show|save|mini_?batch|adam|momentum|velocity|data).*", re.I)


def function_trainings(tree: ast.Module, world: World) -> Iterator[tuple[int, list[str], str]]:
    """How likely (0 is best), the statements, and what to say."""
    nodes = [node for node in tree.body if isinstance(node, Function)]
    functions = functions_of(tree)
    signatures = [signature_of(node) for node in nodes]
    called = {name for node in nodes for name in names_called(node) if name != node.name}
    trainers = [s for s in signatures if s.node is not None and reaches_update(s.node, functions) and not is_start(s)]
    made, trained = started(signatures, world), False
    for root in sorted(trainers, key=lambda s: (s.name in called, names_score(s.name))):
        lines = training(root, world) if fits(root, world) else None
        if lines is not None:
            trained = True
            yield names_score(root.name) + 3 * (root.name in called), [*made, *lines], f"{root.name} was called"
    made += handed_on(signatures, world)
    lines = stepped([s for s in signatures if is_part(s, signatures)], world, set())
    if lines is None:
        return
    if trainers or any(map(hands_back, signatures)):
        yield 2 + 2 * trained, [*made, *lines], "its functions were called in turn"
    elif subtracted := descent(signatures, world):
        says = "its functions were called in turn, and a tenth of the gradients that they gave was subtracted"
        yield 4, [*made, *lines, *(" " * (8 if world.inside else 4) + line for line in subtracted)], says


def is_part(signature: Signature, signatures: list[Signature]) -> bool:
    """Whether it may be a part of one step: it starts nothing, is no slope, no part of a part, and not the whole."""
    forward = {each.name for each in signatures if is_forward(each.name)}
    whole = not signature.parameters and signature.node is not None and names_called(signature.node) & forward
    outer = [other for other in signatures if other.parameters and is_backward(other.name)]
    inner = is_backward(signature.name) and any(calls(other, signature) for other in outer)
    return not (is_start(signature) or is_slope(signature.name) or whole or inner)


def hands_back(signature: Signature) -> bool:
    """Whether it returns new values of what it was given, and does so once."""
    given = {parameter.name for parameter in signature.parameters}
    return bool(given & set(signature.returns)) and not loops(signature, {role_of(name) for name in given})


def fits(root: Signature, world: World) -> bool:
    """Whether it takes data, in this form, and is no single step that returns what it changed."""
    world.look_at(root)
    roles = {world.role(parameter) for parameter in root.parameters}
    alone = "inputs" in roles and not roles & {"targets", "pairs"}
    paired = world.format.kind.startswith(PAIRED)
    return bool(roles & {"inputs", "pairs"}) and not hands_back(root) and (paired or not alone)


def is_start(signature: Signature) -> bool:
    """Whether the function makes the first parameters."""
    return bool(START.fullmatch(signature.name)) and not is_forward(signature.name) and not is_backward(signature.name)


def started(signatures: list[Signature], world: World) -> list[str]:
    """Calls of the functions that make parameters; their results are known afterwards by every name they may have."""
    lines = []
    world.inside = False
    for signature in signatures:
        if is_start(signature) and not OTHER_START.fullmatch(signature.name) and signature.returns:
            line = write_call(signature, world)
            if line is not None:
                lines.append(line)
                know_bundle(signature, signatures, line.split(" = ")[0], world)
    return lines


def handed_on(signatures: list[Signature], world: World) -> list[str]:
    """First values of weights that a function takes and returns, itself or its gradient, to go on from in each pass."""
    lines = []
    wanted = graded(signatures)
    for parameter in (p for s in signatures for p in s.parameters if p.name in s.returns or plain(p.name) in wanted):
        value = world.weights(world.role(parameter), parameter)
        if value is not None and plain(parameter.name) not in world.known:
            world.known[plain(parameter.name)] = f"given_{parameter.name}"
            lines.append(f"given_{parameter.name} = {value}")
    return lines


def know_bundle(made: Signature, signatures: list[Signature], result: str, world: World) -> None:
    """One result is what others call network, parameters, theta, ...: where its name is not known, the only such."""
    if "," in result:
        return
    for parameter in (p for s in signatures if s is not made for p in s.parameters):
        name = plain(parameter.name)
        if BUNDLE.fullmatch(name) or (len(name) > 2 and name in plain(made.name)):
            world.known.setdefault(name, result)
