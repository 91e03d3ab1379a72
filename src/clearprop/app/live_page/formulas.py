"""The mathematics of a layer as it is derived: a line of MathML for each quantity, with the layers' numbers left open."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from clearprop.network import Network
from clearprop.render.maths.lines import Line, lines
from clearprop.render.page.maths import math

ROWS = 7
"""No layer has as many units: where it stands in a formula it counts the rows, which are written m."""
LETTERED = {"y_hat": "a", "dy_hat": "da"}
SUBSCRIPT = re.compile(r"(?<=</mi>)<mn>(\d)</mn>")
NAMES = re.compile(r'data-quantity="([^"]*)"')


def formulas(sizes: Sequence[int], activation: str, output: str, loss: str, layer: int) -> dict[str, str]:
    """By quantity, the formulas of a layer {l}, which comes after a layer {k} unless it is the first."""
    network = Network(sizes, activation=activation, output=output, loss=loss, seed=1)
    x, y = np.ones((ROWS, sizes[0])), np.eye(sizes[-1])[np.arange(ROWS) % sizes[-1]]
    depth = len(sizes) - 1
    found = lines(network.derive(x, y).program, False)
    own = dict(named(found, depth, output if layer == depth else activation, layer))
    return {opened(name, layer): opened(text, layer) for name, text in own.items() if concerns(name, layer, depth)}


def named(found: Sequence[Line], depth: int, activation: str, layer: int) -> Iterator[tuple[str, str]]:
    """Each line's quantity by the page's name; an activation's derivative is its slope."""
    for line in found:
        if line.part != "definition":
            yield own_name(line.name, depth), relettered(math(line.box), depth)
    derivatives = [line for line in found if line.part == "definition" and line.name == activation][1:]
    yield from ((f"slope{layer}", math(line.box)) for line in derivatives)


def own_name(name: str, depth: int) -> str:
    return f"{LETTERED[name]}{depth}" if name in LETTERED else name


def relettered(markup: str, depth: int) -> str:
    """With the page's names, and m for the number of rows."""
    markup = markup.replace(f"<mn>{ROWS}</mn>", "<mi>m</mi>")
    return NAMES.sub(lambda m: f'data-quantity="{own_name(m[1], depth)}"', markup)


def concerns(name: str, layer: int, depth: int) -> bool:
    """Whether it is of the layer, or what the layer hands to the one before; L belongs to the last."""
    if re.fullmatch(r"da\d", name) and layer < depth:
        return name == f"da{layer - 1}"
    return name.endswith(str(layer)) or name == f"da{layer - 1}" or (name == "L" and layer == depth)


def opened(text: str, layer: int) -> str:
    """The numbers of the layer and of the one before left open, in names and in mathematics."""
    numbers = {str(layer): "{l}", str(layer - 1): "{k}"}
    text = re.sub(r"\b([A-Za-z]+)(\d)\b", lambda m: m[1] + numbers.get(m[2], m[2]), text)
    return SUBSCRIPT.sub(lambda m: f"<mn>{numbers.get(m[1], m[1])}</mn>", text)
