"""What the gradient of a network costs, in units of its loss; the same Program machinery runs both."""

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.networks import mnist_sized, relu_softmax, sigmoid_squares, tanh_deep
from benchmarks.timing import alternating, line
from clearprop.execute.interpret import interpret
from clearprop.transform.functional import trace
from clearprop.transform.grad import grad

Network = tuple[str, Callable[..., Any], dict[str, Any]]


def networks() -> list[Network]:
    rng = np.random.default_rng(0)

    def layer(before: int, after: int) -> tuple[Any, Any]:
        return rng.normal(size=(before, after)) / np.sqrt(before), rng.normal(size=after)

    def two_layers(rows: int, features: int, hidden: int, outputs: int) -> dict[str, Any]:
        (W1, b1), (W2, b2) = layer(features, hidden), layer(hidden, outputs)
        x, y = rng.normal(size=(rows, features)), rng.normal(size=(rows, outputs))
        return {"W1": W1, "b1": b1, "W2": W2, "b2": b2, "x": x, "y": y}

    deep = [layer(64, 64) for _ in range(6)]
    return [
        ("7-5-3, batch 10, sigmoid", sigmoid_squares, two_layers(10, 7, 5, 3)),
        ("64-32-10, batch 32, sigmoid", sigmoid_squares, two_layers(32, 64, 32, 10)),
        ("256-256-64, batch 128, sigmoid", sigmoid_squares, two_layers(128, 256, 256, 64)),
        ("six layers of 64, batch 64, tanh", tanh_deep,
         {"weights": deep, "x": rng.normal(size=(64, 64)), "y": rng.normal(size=(64, 64))}),
        ("784-512-256-10, batch 128, relu", relu_softmax, mnist_sized()),
    ]  # fmt: skip


def main() -> None:
    for name, function, arguments in networks():
        loss = trace(function, **arguments)
        inputs = flat(arguments)
        wrt = [v.name for v in loss.inputs if v.name not in ("x", "y")]
        gradient = grad(loss, wrt)
        times = alternating(
            {
                "gradient": lambda gradient=gradient, inputs=inputs: interpret(gradient, inputs),
                "loss": lambda loss=loss, inputs=inputs: interpret(loss, inputs),
                "plain": lambda function=function, arguments=arguments: function(**arguments),
            }
        )
        line(name, times["gradient"], times["loss"], "loss", goal=4.0)
        line("  against the loss in plain NumPy", times["gradient"], times["plain"], "loss")


def flat(arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments by the names of the Program's inputs."""
    found: dict[str, Any] = {}
    for name, value in arguments.items():
        if isinstance(value, list):
            found |= {f"{name}_{i}_{j}": part for i, pair in enumerate(value) for j, part in enumerate(pair)}
        else:
            found[name] = value
    return found


if __name__ == "__main__":
    main()
