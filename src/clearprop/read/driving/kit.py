"""Drivers for a kit of parts: layers, a container, a loss and an optimiser, each a class, put together and trained."""

import ast
import re

from clearprop.read.driving.signatures import Signature, signature_of
from clearprop.read.driving.steps import is_backward
from clearprop.read.driving.training import looped
from clearprop.read.driving.updating import Function
from clearprop.read.driving.world import World

FORWARD = re.compile(r"forward\w*|__call__|feed_?forward|propagate|predict", re.I)
STEP = re.compile(r"step|update\w*|apply\w*|optimi[sz]e", re.I)
OPTIMISER = re.compile(r"sgd|optimi|gradient_?descent|adam|momentum|descent", re.I)
LOSS = re.compile(r"mse|loss|cost|error|cross_?entropy", re.I)

Methods = dict[str, Function]


def kit_lines(classes: list[ast.ClassDef], layers: list[str], world: World) -> list[str] | None:
    """A container of the layers trained with the file's loss, if it has one, and its optimiser; None without those."""
    parts = {node.name: {each.name: each for each in node.body if isinstance(each, Function)} for node in classes}
    container = next((name for name, methods in parts.items() if takes_layers(methods)), None)
    optimiser = next((name for name, methods in parts.items() if OPTIMISER.search(name) and step_of(methods)), None)
    if container is None or optimiser is None:
        return None
    made = [f"given_network = {container}([{', '.join(layers)}])"]
    built = optimiser_made(optimiser, parts[optimiser], parts[container])
    if built is None:
        return None
    world.inside = world.format.each
    row, answer = ("given_row", "given_answer") if world.inside else ("given_inputs", "given_targets")
    lines = [f"given_output = given_network{dot(forward_of(parts[container]))}({row})"]
    loss = next((name for name, methods in parts.items() if LOSS.search(name) and backward_of(methods)), None)
    if loss is None:
        lines.append(f"given_slope = given_output - {answer}")
    else:
        made.append(f"given_loss = {loss}()")
        lines += loss_lines(parts[loss], answer)
    lines.append(f"given_network.{backward_of(parts[container])}(given_slope)")
    return [*made, built, *looped([*lines, *step_lines(parts[optimiser])], world)]


def takes_layers(methods: Methods) -> bool:
    """Whether it is made from a list of layers and goes through them forward and back."""
    names = [p.name for p in signature_of(methods["__init__"]).parameters] if "__init__" in methods else []
    return names[:1] in (["layers"], ["modules"], ["args"], ["parts"]) and bool(
        forward_of(methods) and backward_of(methods)
    )


def forward_of(methods: Methods) -> str | None:
    return next((name for name in methods if FORWARD.fullmatch(name)), None)


def backward_of(methods: Methods) -> str | None:
    return next((name for name in methods if is_backward(name)), None)


def step_of(methods: Methods) -> str | None:
    return next((name for name in methods if STEP.fullmatch(name)), None)


def dot(method: str | None) -> str:
    return "" if method == "__call__" else f".{method}"


def loss_lines(methods: Methods, answer: str) -> list[str]:
    """The loss of the output, and its slope."""
    backward = backward_of(methods) or ""
    wanted = [p for p in signature_of(methods[backward]).parameters if p.default is None]
    forward = forward_of(methods) or next((name for name in methods if LOSS.search(name)), None)
    value = [f"given_value = given_loss{dot(forward)}(given_output, {answer})"] if forward else []
    return [*value, f"given_slope = given_loss.{backward}({f'given_output, {answer}' if len(wanted) == 2 else ''})"]


def optimiser_made(name: str, methods: Methods, container: Methods) -> str | None:
    """The optimiser, given the network or its parameters, and a rate."""
    signature = signature_of(methods["__init__"]) if "__init__" in methods else Signature("__init__", name, (), ())
    written = []
    for parameter in signature.parameters:
        if re.fullmatch(r"model|net|network", parameter.name):
            written.append(f"{parameter.name}=given_network")
        elif re.fullmatch(r"param\w*|layers|weights", parameter.name):
            source = next((n for n in container if re.fullmatch(r"(get_)?param\w*", n)), None)
            written.append(f"{parameter.name}=given_network.{f'{source}()' if source else 'layers'}")
        elif parameter.default is None:
            written.append(f"{parameter.name}=0.1")
    return f"given_optimiser = {name}({', '.join(written)})"


def step_lines(methods: Methods) -> list[str]:
    """One step, of everything or of one layer after another."""
    step = step_of(methods) or ""
    wanted = [p for p in signature_of(methods[step]).parameters if p.default is None]
    if not wanted:
        return [f"given_optimiser.{step}()"]
    if re.fullmatch(r"model|net|network", wanted[0].name):
        return [f"given_optimiser.{step}(given_network)"]
    if wanted[0].name == "layers":
        return [f"given_optimiser.{step}(given_network.layers)"]
    return ["for given_layer in given_network.layers:", f"    given_optimiser.{step}(given_layer)"]
