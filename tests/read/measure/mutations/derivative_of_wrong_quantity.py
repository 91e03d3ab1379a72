"""φ' taken at a where it belongs at z, or the other way round, or at φ(a)."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Place, Source


def others(source: Source, place: Place) -> Iterator[tuple[str, str]]:
    """What stands in the derivative, and what somebody might write in its place."""
    for layer in place.label.layers or (None,):
        zs, outputs = source.targets("pre_activation", layer), source.targets("activation", layer)
        for z, a in alike(zs, outputs):
            yield a, z
            yield z, a
        yield from ((a, f"{function}({a})") for a in outputs for function in functions(source, layer))
    yield from kept_in_lists(source)


def alike(zs: list[str], outputs: list[str]) -> Iterator[tuple[str, str]]:
    """Each z with its a; an element has no counterpart in a plain name, and an attribute has one of the same object."""
    pairs = zip(zs, outputs, strict=True) if len(zs) == len(outputs) else ((z, a) for z in zs for a in outputs)
    for z, a in pairs:
        if "." in z and "." in a and "[" not in z + a:
            yield f"{a.rpartition('.')[0]}.{z.rpartition('.')[2]}", a
        elif ("[" in z) == ("[" in a):
            yield z, a


def functions(source: Source, layer: int | None) -> set[str]:
    """Names of the function that makes the layer's activation from one argument."""
    found = [
        place for place in source.places("activation") if layer is None or layer in (place.label.layers or (layer,))
    ]
    calls = [source.node_at(place.span) for place in found]
    names = {source.of(call.func) for call in calls if isinstance(call, ast.Call) and len(call.args) == 1}
    return {name for name in names if name.isidentifier() or name.startswith(("np.", "math."))}


def kept_in_lists(source: Source) -> Iterator[tuple[str, str]]:
    """``zs[-l]`` for ``activations[-l]``, where both were collected by append; indices from the end are alike."""
    kept = {role: appended(source, role) for role in ("pre_activation", "activation")}
    for one, other in (("pre_activation", "activation"), ("activation", "pre_activation")):
        for name in kept[one]:
            for node in source.nodes:
                if (
                    isinstance(node, ast.Subscript)
                    and source.of(node.value) == name
                    and source.of(node.slice).startswith("-")
                ):
                    yield from ((source.of(node), f"{new}[{source.of(node.slice)}]") for new in kept[other])


def appended(source: Source, role: str) -> set[str]:
    values = {*source.targets(role), *(source.piece(place.span) for place in source.places(role))}
    calls = [node for node in source.nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return {
        source.of(call.func.value) for call in calls if call.func.attr == "append" and source.of(call.args[0]) in values
    }


def mutations(source: Source) -> Iterator[Mutation]:
    for place in source.places("activation_derivative"):
        lines = [place.label.line, *source.lines_with("delta", layers=set(place.label.layers or ()))]
        for old, new in dict.fromkeys(others(source, place)):
            if spans := source.named(place.span, old):
                yield Mutation([Edit(*span, new) for span in spans], ["CP102"], lines)
