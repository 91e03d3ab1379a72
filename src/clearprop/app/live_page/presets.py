"""The lessons that are ready on the page: each a network, its data, where it starts, and the program that does the same."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from clearprop.app.emitted.architecture import Architecture, Rows
from clearprop.app.live_page.data import Preset, Published
from clearprop.app.live_page.mistakes import mistakes
from clearprop.app.live_page.programs import of_script
from clearprop.app.live_page.tutorial import TEXT, executed
from clearprop.network import Network
from clearprop.read.reader import read
from clearprop.train.data import Scaler, load

BUILDERS: list[Callable[[], Preset]] = []
"""In the order of the page."""


def preset(build: Callable[[], Preset]) -> Callable[[], Preset]:
    BUILDERS.append(build)
    return build


def rows(array: Any) -> Rows:
    return tuple(tuple(map(float, row)) for row in np.atleast_2d(array))


def made(sizes: Sequence[int], activation: str, output: str, loss: str, seed: int = 1) -> dict[str, Any]:
    """What a Network of ours gives a preset: its kind, and where it starts."""
    network = Network(sizes, activation=activation, output=output, loss=loss, seed=seed)
    depth = len(sizes) - 1
    parameters = [(network.parameters[f"W{k}"], network.parameters[f"b{k}"]) for k in range(1, depth + 1)]
    return {
        "architecture": Architecture(
            sizes=tuple(sizes), activations=(activation,) * (depth - 1) + (output,), loss=loss
        ),
        "weights": tuple(rows(W) for W, _ in parameters),
        "biases": tuple(tuple(map(float, b)) for _, b in parameters),
        "inputs": tuple(f"x[{k}]" for k in range(sizes[0])),
        "outputs": tuple(f"ŷ[{k}]" for k in range(sizes[-1])),
    }  # fmt: skip


@preset
def tutorial() -> Preset:
    """The program that most people meet first, its ten rows, and the errors that were published for it."""
    program = executed(TEXT)
    program["seed"](1)
    units = [[unit["weights"] for unit in layer] for layer in program["new_network"](2, 2, 2)]
    code = of_script(TEXT, read(TEXT, fixes=False))
    return Preset(
        name="tutorial",
        title="The tutorial's ten rows",
        says="Two inputs, two hidden units, two outputs, one row at a time: the program that most people meet first.",
        architecture=Architecture(sizes=(2, 2, 2), activations=("sigmoid", "sigmoid"), loss="half_squared_error"),
        x=rows([row[:2] for row in program["DATA"]]),
        y=rows(np.eye(2)[[int(row[2]) for row in program["DATA"]]]),
        weights=tuple(rows(np.transpose([unit[:-1] for unit in layer])) for layer in units),
        biases=tuple(tuple(unit[-1] for unit in layer) for layer in units),
        rate=0.5,
        batch=1,
        epochs=20,
        inputs=("x₀", "x₁"),
        outputs=("class 0", "class 1"),
        code=code,
        mistakes=mistakes(TEXT, code),
        published=Published(says="as published", of="squared error of all rows", perLoss=2.0, losses=ERRORS),
    )


ERRORS = (
    6.350, 5.531, 5.221, 4.951, 4.519, 4.173, 3.835, 3.506, 3.192, 2.898,
    2.626, 2.377, 2.153, 1.953, 1.774, 1.614, 1.472, 1.346, 1.233, 1.132,
)  # fmt: skip


@preset
def mazur() -> Preset:
    """Mazur's worked example of 2015: one row, biases that are not updated."""
    return Preset(
        name="mazur",
        title="Mazur's worked example",
        says="One row through a 2-2-2 network, with every number on paper: .741365 × .186816 × .593270 = .082167.",
        **made((2, 2, 2), "sigmoid", "sigmoid", "half_squared_error")
        | {
            "weights": (((0.15, 0.25), (0.20, 0.30)), ((0.40, 0.50), (0.45, 0.55))),
            "biases": ((0.35, 0.35), (0.60, 0.60)),
        },
        x=((0.05, 0.10),),
        y=((0.01, 0.99),),
        rate=0.5,
        batch=0,
        epochs=100,
        trainsBiases=False,
    )


@preset
def xor() -> Preset:
    return Preset(
        name="xor",
        title="XOR",
        says="Four rows that no straight line divides: what the hidden units are for.",
        **made((2, 3, 1), "tanh", "sigmoid", "binary_cross_entropy", seed=3),
        x=((0, 0), (0, 1), (1, 0), (1, 1)),
        y=((0,), (1,), (1,), (0,)),
        rate=1.0,
        batch=0,
        epochs=300,
    )


@preset
def saturated() -> Preset:
    """Nielsen's chapter 3: a neuron that starts badly wrong and learns slowly."""
    return Preset(
        name="saturated",
        title="One saturated neuron",
        says="It starts badly wrong and hardly learns: the slope is nearly 0, and the gradient is a product.",
        **made((1, 1), "sigmoid", "sigmoid", "half_squared_error") | {"weights": (((2.0,),),), "biases": ((2.0,),)},
        x=((1.0,),),
        y=((0.0,),),
        rate=0.15,
        batch=0,
        epochs=300,
    )


@preset
def moons() -> Preset:
    table = load("moons")
    return Preset(
        name="moons",
        title="Two moons",
        says="Two hundred points, two half circles: where the two classes part is drawn as it is learned.",
        **made((2, 6, 1), "tanh", "sigmoid", "binary_cross_entropy"),
        x=rows(table.features.round(4)),
        y=rows(np.asarray(table.targets, float)[:, None]),
        rate=2.0,
        batch=0,
        epochs=200,
    )


@preset
def iris() -> Preset:
    table = load("iris")
    x = Scaler("standard").fit(table.features).transform(table.features)
    kinds = table.classes or ()
    y = np.eye(len(kinds))[np.asarray(table.targets, int)]
    own = made((4, 4, 3), "tanh", "softmax", "cross_entropy")
    return Preset(
        name="iris",
        title="Irises",
        says="Three kinds of flowers by four measures; softmax and cross-entropy at the end.",
        **own
        | {
            "inputs": ("sepal l.", "sepal w.", "petal l.", "petal w."),
            "outputs": kinds,
        },
        x=rows(x.round(4)),
        y=rows(y),
        rate=0.5,
        batch=0,
        epochs=150,
    )


@preset
def linear() -> Preset:
    generator = np.random.default_rng(0)
    x = np.linspace(-1, 1, 12)[:, None]
    y = 0.8 * x + 0.3 + 0.1 * generator.standard_normal(x.shape)
    return Preset(
        name="linear",
        title="Linear regression",
        says="A straight line through twelve points, by the same gradient descent: a network without hidden units.",
        **made((1, 1), "identity", "identity", "half_squared_error"),
        x=rows(x.round(4)),
        y=rows(y.round(4)),
        rate=0.5,
        batch=0,
        epochs=60,
    )


@preset
def logistic() -> Preset:
    generator = np.random.default_rng(1)
    x = generator.standard_normal((40, 2)) + np.repeat([[-1.0, -0.5], [1.0, 0.5]], 20, axis=0)
    return Preset(
        name="logistic",
        title="Logistic regression",
        says="Two groups of points and a straight border: one sigmoid, no hidden units.",
        **made((2, 1), "sigmoid", "sigmoid", "binary_cross_entropy"),
        x=rows(x.round(4)),
        y=rows(np.repeat([0.0, 1.0], 20)[:, None]),
        rate=0.5,
        batch=0,
        epochs=80,
    )
