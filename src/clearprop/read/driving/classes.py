"""Drivers for a file whose network is a class: made from its constructor, trained by the methods it has."""

import ast
import re
from collections.abc import Iterator

from clearprop.read.driving.signatures import Parameter, Signature, signature_of
from clearprop.read.driving.steps import is_backward, is_slope
from clearprop.read.driving.training import names_score, stepped, training
from clearprop.read.driving.updating import Function, functions_of, names_called, reaches_update
from clearprop.read.driving.usage import uses
from clearprop.read.driving.world import START, World

NETWORK = "given_network"
UPDATING = re.compile(r"train|fit|learn|epoch|batch|update|back_?prop|descent", re.I)


def class_trainings(tree: ast.Module, world: World) -> Iterator[tuple[int, list[str], str]]:
    """For every class that trains: how likely it is the one (0 is best), the statements, and what to say."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    functions = functions_of(tree)
    made_elsewhere = {name for node in classes for name in names_called(node)}
    for node in classes:
        methods = methods_of(node, classes)
        own = [method for method in methods.values() if method.name != "__init__"]
        trainers = [m for m in own if reaches_update(m, functions)] or [m for m in own if UPDATING.search(m.name)]
        if trainers:
            inner = node.name in made_elsewhere
            for score, lines, says in trainings(node, methods, trainers, world):
                yield score + 4 * inner, lines, says


def methods_of(node: ast.ClassDef, classes: list[ast.ClassDef]) -> dict[str, Function]:
    """The class's methods and those that it inherits in the file."""
    found: dict[str, Function] = {}
    for base in node.bases:
        parents = [each for each in classes if isinstance(base, ast.Name) and each.name == base.id and each is not node]
        for parent in parents:
            found |= methods_of(parent, classes)
    return found | {each.name: each for each in node.body if isinstance(each, Function)}


def trainings(
    node: ast.ClassDef, methods: dict[str, Function], trainers: list[Function], world: World
) -> Iterator[tuple[int, list[str], str]]:
    made = constructed(node, methods, world)
    if made is None:
        return
    called_inside = {name for method in methods.values() for name in names_called(method)}
    roots = [method for method in trainers if method.name not in called_inside] or trainers
    trained = False
    for root in sorted(roots, key=lambda method: names_score(method.name)):
        if lacks_data(methods, root, world):
            continue
        before = preparing(methods, root, world)
        lines = training(signature_of(root, f"{NETWORK}.{root.name}"), world)
        if lines is not None:
            alone = not is_backward(root.name)
            trained = trained or alone
            yield (
                names_score(root.name) + 2 * (not alone),
                [made, *before, *lines],
                f"{node.name} was made and {root.name} called",
            )
    parts = [method for method in methods.values() if not method.name.startswith("__") and not is_slope(method.name)]
    signatures = [signature_of(method, f"{NETWORK}.{method.name}") for method in parts]
    lines = stepped(signatures, world, {method.name for method in roots})
    if lines is not None:
        yield 2 + 2 * trained, [made, *lines], f"{node.name} was made and its steps called in turn"


def lacks_data(methods: dict[str, Function], root: Function, world: World) -> bool:
    """Whether it takes targets, and neither it nor the constructor takes inputs: it goes on from a forward pass."""
    given: set[str | None] = set()
    for method in (methods.get("__init__"), root):
        if method is not None:
            signature = signature_of(method)
            world.look_at(signature)
            given |= {world.role(parameter) for parameter in signature.parameters}
    return "targets" in given and not given & {"inputs", "pairs"}


def constructed(node: ast.ClassDef, methods: dict[str, Function], world: World) -> str | None:
    """The statement that makes one, or None if its arguments cannot be made up."""
    world.inside = False
    if "__init__" in methods:
        signature = signature_of(methods["__init__"], scope=node)
        arguments = world.arguments(signature)
        world.told = any(world.role(parameter) == "epochs" for parameter in signature.parameters)
    else:
        arguments = world.arguments(fields_of(node))
    return None if arguments is None else f"{NETWORK} = {node.name}({arguments})"


def fields_of(node: ast.ClassDef) -> Signature:
    """A dataclass's fields as the parameters of its constructor."""
    fields = [each for each in node.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)]
    parameters = tuple(
        Parameter(each.target.id, ast.unparse(each.value) if each.value else None, uses(f"self.{each.target.id}", node))
        for each in fields
        if isinstance(each.target, ast.Name)
    )
    return Signature("__init__", node.name, parameters if node.decorator_list else (), ())


def preparing(methods: dict[str, Function], root: Function, world: World) -> list[str]:
    """Calls that make the weights where neither the constructor nor the trainer does: init_weights(), compile(...)."""
    called = names_called(root) | (names_called(methods["__init__"]) if "__init__" in methods else set())
    lines = []
    for name, method in methods.items():
        wanted = START.fullmatch(name) and re.search(r"weight|param|network|layer|model|init", name, re.I)
        if wanted and not name.startswith("__") and name not in called:
            arguments = world.arguments(signature_of(method))
            lines += [] if arguments is None else [f"{NETWORK}.{name}({arguments})"]
    return lines


def main_calls(tree: ast.Module) -> Iterator[str]:
    """Calls that need nothing: main() of the file, or Main.main() of a class."""
    functions = functions_of(tree)
    for node in tree.body:
        if isinstance(node, Function) and needs_nothing(signature_of(node)) and reaches_update(node, functions):
            yield f"{node.name}()"
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, Function) and method.decorator_list and reaches_update(method, functions):
                    yield from [f"{node.name}.{method.name}()"] if needs_nothing(signature_of(method)) else []


def needs_nothing(signature: Signature) -> bool:
    return all(parameter.default is not None for parameter in signature.parameters)
