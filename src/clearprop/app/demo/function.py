"""A function in plain NumPy goes in; its gradient comes out."""

import linecache
from collections.abc import Callable
from typing import Any

import numpy as np
from rich.syntax import Syntax

from clearprop.app.demo.console import console, heading
from clearprop.explain.derivation import derive

NEURON = """
def neuron(W, b, x, y):
    z = W @ x + b
    a = 1 / (1 + np.exp(-z))
    L = np.sum((a - y) ** 2) / 2
    return L
"""


def show_derivation() -> None:
    """A function in plain NumPy goes in; its gradient comes out as code that runs by itself."""
    heading("A function in NumPy goes in")
    console.print(Syntax(NEURON.strip(), "python", background_color="default"))
    heading("Its gradient comes out")
    W, b = np.array([[0.15, 0.2], [0.25, 0.3]]), np.array([0.35, 0.35])
    x, y = np.array([0.05, 0.1]), np.array([0.01, 0.99])
    derivation = derive(written(NEURON), W, b, x, y, wrt=("W", "b"))
    console.print(Syntax(derivation.code("numpy").strip(), "python", background_color="default"))
    console.print(f"\nL = {derivation.value:.6f},  dL/db = {np.round(derivation.gradients['b'], 6)}", markup=False)


def written(source: str) -> Callable[..., Any]:
    """The function in this text, as if a user had written it in a file: with names and lines that tracing can read."""
    linecache.cache["<demo>"] = (len(source), None, source.splitlines(keepends=True), "<demo>")
    names: dict[str, Any] = {"np": np}
    exec(compile(source, "<demo>", "exec"), names)
    return names["neuron"]  # type: ignore[no-any-return]
