"""Drivers for a file of layer classes that a person strings together: net.add(Dense(3, 4)), net.fit(...)."""

import ast
import re
from collections.abc import Iterator
from itertools import count

from clearprop.read.driving.kit import kit_lines
from clearprop.read.driving.signatures import Parameter, signature_of
from clearprop.read.driving.steps import is_backward
from clearprop.read.driving.training import looped, training
from clearprop.read.driving.updating import Function, functions_of, reaches_update
from clearprop.read.driving.world import World

ADDS = re.compile(r"add(_?layer)?|append|push|__iadd__", re.I)
USES = re.compile(r"use|compile|set_?loss|build", re.I)
LOSS = re.compile(r"mse|loss|cost|mean_?squared|cross_?entropy|bce", re.I)
BENDS = re.compile(r"sigmoid|tanh|relu|activation|logistic|softmax", re.I)


def layer_trainings(tree: ast.Module, world: World) -> Iterator[tuple[int, list[str], str]]:
    """Layers made and added to a network, or called one after another, forward and back."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in classes:
        for lines in self_made(node, tree, world):
            yield 0, lines, f"{node.name} was given two layers and trained"
    layers = [made for node in classes if (made := stack(node, classes, world)) is not None]
    dense = [layer for layer in layers if layer[0] == "dense"]
    if not dense:
        return
    bends = [layer for layer in layers if layer[0] == "bend"]
    first, second = dense[0][1], dense[0][2]
    bend = [bends[0][1]] if bends else []
    given = [first, *bend, second, *bend]
    for node in classes:
        for lines in network_lines(node, tree, world, given):
            yield 0, lines, f"{node.name} was given two layers and trained"
    kit = kit_lines(classes, given, world)
    if kit is not None:
        yield 0, kit, "two layers were put together and trained with the file's optimiser"
    by_hand = stepped_layers(dense[0][3], world, given)
    if by_hand:
        yield 1, by_hand, f"two layers {dense[0][3].name} were called forward and back under half the squared error"


def stack(node: ast.ClassDef, classes: list[ast.ClassDef], world: World) -> tuple[str, str, str, ast.ClassDef] | None:
    """For a layer class: dense or bend, and the calls that make the first and the second one."""
    methods = {each.name: each for each in node.body if isinstance(each, Function)}
    if not any(is_backward(name) for name in methods):
        return None
    if "__init__" not in methods:
        return "bend", f"{node.name}()", f"{node.name}()", node
    signature = signature_of(methods["__init__"], scope=node)
    numbers = [p for p in signature.parameters if p.default is None]
    if len(numbers) == 2 and all(counts(parameter.uses) for parameter in numbers):
        sizes = world.format.sizes
        pairs = ((sizes.inputs, sizes.hidden), (sizes.hidden, sizes.outputs))
        if re.search(r"out", numbers[0].name, re.I):
            pairs = tuple((b, a) for a, b in pairs)  # type: ignore[assignment]
        first, second = (f"{node.name}({a}, {b})" for a, b in pairs)
        return "dense", first, second, node
    arguments = world.arguments(signature)
    if arguments is None or not BENDS.search(node.name):
        return None
    return "bend", f"{node.name}({arguments})", f"{node.name}({arguments})", node


def counts(uses: frozenset[str]) -> bool:
    return "count" in uses


def network_lines(node: ast.ClassDef, tree: ast.Module, world: World, layers: list[str]) -> Iterator[list[str]]:
    """A network class that layers are added to, or handed to."""
    methods = {each.name: each for each in node.body if isinstance(each, Function)}
    adding = next((name for name in methods if ADDS.fullmatch(name)), None)
    handed = [p for p in parameters(methods, node) if p.name in ("layers", "modules", "layer_list", "network")]
    if adding is None and not handed:
        return
    functions, listed = functions_of(tree), f"[{', '.join(layers)}]"
    for trainer in (m for m in methods.values() if reaches_update(m, functions) and m.name not in ("__init__", adding)):
        lines = [f"given_network = {node.name}({listed if handed else ''})"]
        lines += [f"given_network.{adding}({layer})" for layer in layers if adding and not handed]
        lines += used(methods, world)
        trained = training(signature_of(trainer, f"given_network.{trainer.name}"), world)
        if trained is not None:
            yield [*lines, *trained]


def self_made(node: ast.ClassDef, tree: ast.Module, world: World) -> Iterator[list[str]]:
    """A network whose add method makes the layer from numbers of units."""
    methods = {each.name: each for each in node.body if isinstance(each, Function)}
    adding = next((name for name in methods if ADDS.fullmatch(name)), None)
    if adding is None or any(p.default is None for p in parameters(methods, node)):
        return
    wanted = [p for p in signature_of(methods[adding]).parameters if p.default is None]
    sizes = world.format.sizes
    pairs: dict[int, list[tuple[int, ...]]] = {
        1: [(sizes.hidden,), (sizes.outputs,)],
        2: [(sizes.inputs, sizes.hidden), (sizes.hidden, sizes.outputs)],
    }
    functions = functions_of(tree)
    for trainer in (m for m in methods.values() if reaches_update(m, functions) and m.name not in ("__init__", adding)):
        trained = training(signature_of(trainer, f"given_network.{trainer.name}"), world)
        if trained is not None and len(wanted) in pairs:
            added = [f"given_network.{adding}({', '.join(map(str, each))})" for each in pairs[len(wanted)]]
            yield [f"given_network = {node.name}()", *added, *trained]


def parameters(methods: dict[str, Function], node: ast.ClassDef) -> tuple[Parameter, ...]:
    return signature_of(methods["__init__"], scope=node).parameters if "__init__" in methods else ()


def used(methods: dict[str, Function], world: World) -> list[str]:
    """net.use(mse, mse_prime), where the class asks for it."""
    lines = []
    for name in (name for name in methods if USES.fullmatch(name)):
        arguments = world.arguments(signature_of(methods[name]))
        lines += [] if arguments is None else [f"given_network.{name}({arguments})"]
    return lines


def stepped_layers(node: ast.ClassDef, world: World, layers: list[str]) -> list[str] | None:
    """The layers called by hand, with output minus target as the gradient that goes back."""
    methods = {each.name: each for each in node.body if isinstance(each, Function)}
    forward = next((n for n in methods if re.fullmatch(r"forward\w*|__call__|feed_?forward|propagate", n)), None)
    backward = next((n for n in methods if is_backward(n)), None)
    update = next((n for n in methods if re.fullmatch(r"update\w*|step|apply\w*", n)), None)
    if forward is None or backward is None:
        return None
    rate = ", 0.1" if len(signature_of(methods[backward]).parameters) == 2 else ""
    world.inside = world.format.each
    names = [f"given_layer_{place}" for place, _ in zip(count(1), layers, strict=False)]
    made = [f"{name} = {layer}" for name, layer in zip(names, layers, strict=True)]
    row, answer = ("given_row", "given_answer") if world.inside else ("given_inputs", "given_targets")
    lines = [f"given_value = {row}", *(f"given_value = {name}.{forward}(given_value)" for name in names)]
    lines += [f"given_slope = given_value - {answer}"]
    lines += [f"given_slope = {name}.{backward}(given_slope{rate})" for name in reversed(names)]
    if update is not None:
        lines += [
            f"{name}.{update}(0.1)" for name, layer in zip(names, layers, strict=True) if layer.startswith(node.name)
        ]
    return [*made, *looped(lines, world)]
