"""The statements that train: one call with all data, a loop of calls, or the steps of a training pass."""

import ast
import re

from clearprop.read.driving.signatures import Signature
from clearprop.read.driving.steps import LOSS, UPDATE, is_backward, is_forward, write_call
from clearprop.read.driving.updating import names_called
from clearprop.read.driving.world import START, World

PASSES = 6
PAIRED = ("table", "points", "lists_labels")  # forms in which one array has the targets too
BY_NAME = (
    r"_*(fit|train|learn)\w*|\w*train\w*",
    r"\w*(descen[td]|sgd|optimi|learn|fit)\w*",
    r"\w*(model|run|main|solve|regress)\w*",
)


def names_score(name: str) -> int:
    """The smaller, the likelier is it a name of what trains."""
    return next((score for score, pattern in enumerate(BY_NAME) if re.fullmatch(pattern, name, re.I)), len(BY_NAME))


def training(trainer: Signature, world: World) -> list[str] | None:
    """Calls of one function or method that trains; None if its arguments cannot be made up."""
    world.look_at(trainer)
    roles = {world.role(parameter) for parameter in trainer.parameters}
    world.paired = "inputs" in roles and not roles & {"targets", "pairs"} and world.format.kind.startswith(PAIRED)
    roles = {world.role(parameter) for parameter in trainer.parameters}
    takes_pairs = "pairs" in roles and "targets" not in roles
    if takes_pairs and "given_pairs" not in world.format.code:
        return None
    if world.format.kind == "table" and not takes_pairs:
        return None
    world.inside = world.format.each and not takes_pairs and bool(roles & {"inputs", "targets"})
    arguments = world.arguments(trainer)
    if arguments is None:
        return None
    world.paired = False
    call = f"{trainer.call}({arguments})"
    return looped([call], world) if world.inside or not (world.told or loops(trainer, roles)) else [call]


def loops(trainer: Signature, roles: set[str | None]) -> bool:
    """Whether the trainer goes over the data several times by itself."""
    return "epochs" in roles or any(
        isinstance(node, ast.While) or is_counted(node) for node in ast.walk(trainer.node or ast.Pass())
    )


def is_counted(node: ast.AST) -> bool:
    """A loop over a range whose bound looks like a number of passes."""
    if not isinstance(node, ast.For) or not isinstance(node.iter, ast.Call):
        return False
    return bool(re.search(r"range\(.*(epoch|iter|step|times|cycle|round|\d{2,})", ast.unparse(node.iter), re.I))


def looped(lines: list[str], world: World) -> list[str]:
    """The lines in every pass, for every row if rows are given one by one."""
    head = [f"for given_pass in range({PASSES}):"]
    if world.inside:
        head.append("    for given_row, given_answer in given_pairs:")
    indent = "    " * len(head)
    return head + [indent + line for line in lines]


def stepped(signatures: list[Signature], world: World, trains: set[str]) -> list[str] | None:
    """A pass of forward, backward and update, each as far as it exists; None if one of them cannot be called."""
    world.inside = world.format.each
    if world.format.kind.startswith(("table", "points", "lists_labels")):
        return None
    lines = []
    for signature in in_order(signatures, trains):
        line = write_call(signature, world)
        if line is None and not (LOSS.fullmatch(signature.name) or is_forward(signature.name)):
            return None
        if line is not None:
            lines.append(line)
    return looped(lines, world) if lines else None


def in_order(signatures: list[Signature], trains: set[str]) -> list[Signature]:
    """One forward pass, the losses, the backward passes, the updates."""
    forward = [s for s in signatures if is_forward(s.name) and s.name not in trains]
    named = [s for s in forward if re.search("forward|propagat", s.name, re.I)]
    forward = [*outermost(named), *outermost(forward)][:1]
    losses = [s for s in signatures if LOSS.fullmatch(s.name) and not is_backward(s.name) and s.name not in trains]
    backward = [s for s in signatures if is_backward(s.name)]
    updating = [s for s in signatures if (UPDATE.fullmatch(s.name) or s.name in trains) and s not in backward + forward]
    updating = [s for s in updating if not START.fullmatch(s.name)]
    return [*forward, *losses[:1], *backward, *updating]


def outermost(signatures: list[Signature]) -> list[Signature]:
    """Those that none of the others calls: the parts of a pass that are made of parts."""
    return [each for each in signatures if not any(calls(other, each) for other in signatures)]


def calls(one: Signature, other: Signature) -> bool:
    return one.name != other.name and one.node is not None and other.name in names_called(one.node)
