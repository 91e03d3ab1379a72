"""Tracing and differentiating Programs of 1,000, 10,000 and 100,000 scalar equations; it must grow linearly."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.timing import absolute, line, seconds
from clearprop.execute.interpret import interpret
from clearprop.ir import Program
from clearprop.transform.functional import trace
from clearprop.transform.grad import grad

SIZES = (1_000, 10_000, 100_000)
RUNS = 3


def scalar_loop(x, w, steps):
    """Numbers in plain Python, as in micrograd: five equations a step."""
    h = x
    for _ in range(steps):
        h = math.tanh(w * h + x) - 0.1 * h
    return h * h


def element_loop(x, w, steps):
    """An array that is filled element by element, as in numerical programs: eight equations a step."""
    out = np.zeros(steps)
    out[0] = x[0]
    for i in range(1, steps):
        out[i] = out[i - 1] * w + np.sin(x[i % len(x)]) * out[i - 1]
    return out[steps - 1]


class Value:
    """micrograd's node, as it is: the peer for the scalar loop."""

    def __init__(self, data: float, children: tuple["Value", ...] = ()) -> None:
        self.data, self.grad, self.children = data, 0.0, children
        self.pull: Callable[[], None] = lambda: None

    def __add__(self, other: Any) -> "Value":
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def pull() -> None:
            self.grad += out.grad
            other.grad += out.grad

        out.pull = pull
        return out

    def __mul__(self, other: Any) -> "Value":
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def pull() -> None:
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.pull = pull
        return out

    __radd__, __rmul__ = __add__, __mul__

    def __sub__(self, other: Any) -> "Value":
        return self + other * -1

    def tanh(self) -> "Value":
        t = math.tanh(self.data)
        out = Value(t, (self,))

        def pull() -> None:
            self.grad += (1 - t * t) * out.grad

        out.pull = pull
        return out

    def backward(self) -> None:
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend((child, False) for child in node.children)
        self.grad = 1.0
        for node in reversed(order):
            node.pull()


def micrograd(x: float, w: float, steps: int) -> tuple[float, float]:
    vx, vw = Value(x), Value(w)
    h = vx
    for _ in range(steps):
        h = (vw * h + vx).tanh() - 0.1 * h
    loss = h * h
    loss.backward()
    return vx.grad, vw.grad


def measured(function: Callable[..., Any], x: Any, equations: int, per_step: float) -> tuple[Program, float, float]:
    """The gradient's Program of a Program of so many equations; the seconds that tracing and grad take, and one run."""
    steps = round(equations / per_step)
    made: list[Program] = []

    def trace_and_differentiate() -> None:
        made.append(grad(trace(function, x, 0.7, steps=steps), ["x", "w"]))

    best = min(seconds(trace_and_differentiate) for _ in range(RUNS))
    run = min(seconds(lambda: interpret(made[-1], {"x": x, "w": 0.7, "steps": steps})) for _ in range(RUNS))
    return made[-1], best, run


def main() -> None:
    for name, function, x, per_step in (
        ("scalars in a loop", scalar_loop, 0.3, 5),
        ("elements of an array in a loop", element_loop, np.array([0.3, -0.5, 0.8]), 8),
    ):
        found = {}
        for equations in SIZES:
            program, best, run = measured(function, x, equations, per_step)
            found[equations] = best
            goal = 5.0 if equations == 100_000 else None
            absolute(f"{name}: {equations:,} equations", best, goal)
            print(f"      {len(program):,} equations with the gradient's; running them {run:.3g} s")
        line("  100,000 against ten times 10,000", found[100_000], 10 * found[10_000], "10 x 10,000", goal=1.5)
    steps = 100_000 // 5
    ours = min(seconds(lambda: grad(trace(scalar_loop, 0.3, 0.7, steps=steps), ["x", "w"])) for _ in range(RUNS))
    theirs = min(seconds(lambda: micrograd(0.3, 0.7, steps)) for _ in range(RUNS))
    line("the scalar loop, against micrograd's own", ours, theirs, "micrograd")


if __name__ == "__main__":
    main()
