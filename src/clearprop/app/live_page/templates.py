"""The code of any dense network, line by line: what is emitted for three layers, with the layers' numbers left open."""

import re
from collections.abc import Iterable, Iterator

import numpy as np

from clearprop.app.live_page.data import CodeLine, Lines, Templates
from clearprop.app.live_page.formulas import formulas
from clearprop.app.live_page.programs import of_program
from clearprop.network import Network
from clearprop.nn.losses import BELONGS_TO

HIDDEN = ("sigmoid", "tanh", "relu", "leaky_relu", "softplus")
OUTPUTS = (("identity", "half_squared_error"), ("sigmoid", "half_squared_error"), ("tanh", "half_squared_error"))
ENDINGS = (*OUTPUTS, *BELONGS_TO.items())
"""The output activations with the losses that are computed from them."""
SIZES = (2, 3, 4, 5)
ALONE = (2, 5)
"""Of a network whose last layer is its first."""
ROWS, MORE_ROWS = 7, 11
NUMBERED = re.compile(r"\b([A-Za-z]+)([123])\b")


def templates() -> Templates:
    """For each activation, and for each output with its loss: the lines of a layer {l} that comes after a layer {k}."""
    return Templates(
        hidden={name: hidden(name) for name in HIDDEN},
        endings={f"{output}/{loss}": ending(output, loss) for output, loss in ENDINGS},
    )


def hidden(activation: str) -> Lines:
    kind = (activation, *OUTPUTS[0])
    return lines_of(emitted(*kind), 2, formulas(SIZES, *kind, 2), formulas(SIZES, *kind, 1))


def ending(output: str, loss: str) -> Lines:
    kind = ("tanh", output, loss)
    return lines_of(emitted(*kind), 3, formulas(SIZES, *kind, 3), formulas(ALONE, *kind, 1))


def emitted(activation: str, output: str, loss: str) -> tuple[CodeLine, ...]:
    """The code for three layers, with {n} where it counts the rows."""
    versions = [code(activation, output, loss, rows) for rows in (ROWS, MORE_ROWS)]
    pairs = zip(*versions, strict=True)
    return tuple(CodeLine(text=open_rows(a.text, b.text), quantities=a.quantities) for a, b in pairs)


def code(activation: str, output: str, loss: str, rows: int) -> tuple[CodeLine, ...]:
    network = Network(SIZES, activation=activation, output=output, loss=loss, seed=1)
    x, y = np.ones((rows, SIZES[0])), np.eye(SIZES[-1])[np.arange(rows) % SIZES[-1]]
    lines = of_program(network.derive(x, y).program, len(SIZES) - 1)
    return tuple(CodeLine(text=re.sub(r"\s+# f64\[.*$", "", line.text), quantities=line.quantities) for line in lines)


def open_rows(text: str, other: str) -> str:
    """The text with {n} for what is ``ROWS`` in it and ``MORE_ROWS`` in the other."""
    opened = re.sub(rf"\b{ROWS}\b", "{n}", text)
    return opened if text != other and opened == re.sub(rf"\b{MORE_ROWS}\b", "{n}", other) else text


def lines_of(lines: tuple[CodeLine, ...], layer: int, maths: dict[str, str], first: dict[str, str]) -> Lines:
    """The lines that concern a layer, the functions that they call, and the formulas."""
    backward = next(k for k, line in enumerate(lines) if line.text.strip() == "# Backward")
    own = [(k, line) for k, line in enumerate(lines) if concerns(line, layer)]
    return Lines(
        functions=tuple(functions(lines)),
        forward=tuple(opened(line, layer) for k, line in own if k < backward),
        backward=tuple(opened(line, layer) for k, line in own if k > backward),
        maths=maths,
        first=first,
    )


def concerns(line: CodeLine, layer: int) -> bool:
    """Whether the line computes a quantity of the layer, or what it hands to the one before; L belongs to the last."""
    handed = line.text.strip().startswith(f"da{layer - 1} =")
    own = any(name.endswith(str(layer)) for name in line.quantities) and not line.text.strip().startswith(
        f"da{layer} ="
    )
    return handed or own or (layer == len(SIZES) - 1 and ("L" in line.quantities or f"da{layer}" in line.quantities))


def opened(line: CodeLine, layer: int) -> CodeLine:
    numbers = {str(layer): "{l}", str(layer - 1): "{k}"}
    text = NUMBERED.sub(lambda m: m[1] + numbers.get(m[2], m[2]), line.text.strip())
    names = tuple(NUMBERED.sub(lambda m: m[1] + numbers.get(m[2], m[2]), name) for name in line.quantities)
    return CodeLine(text=text, quantities=names)


def functions(lines: Iterable[CodeLine]) -> Iterator[str]:
    """The functions that the code defines before its own, whole."""
    text = "\n".join(line.text for line in lines)
    head = text.split("def value_and_gradients(", 1)[0]
    yield from (part.strip() for part in head.split("\n\n\n")[1:] if part.strip())
