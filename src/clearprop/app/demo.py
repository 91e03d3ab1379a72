"""What `make demo` shows: a network trained, a weight explained, a derivation with its code, a page, a script read."""

import linecache
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table

from clearprop.app.reading.script import Script, example
from clearprop.app.reading.terminal import print_facts, print_finding
from clearprop.app.settings import Settings
from clearprop.app.training import HELD_OUT
from clearprop.explain.derivation import derive
from clearprop.network import Network
from clearprop.nn import Adam
from clearprop.read.reader import read
from clearprop.train.data import Scaler, hold_out, load
from clearprop.train.whole_file import write_whole

WIDTH = 88
FOLDER = Path("build/demo")
NEURON = """
def neuron(W, b, x, y):
    z = W @ x + b
    a = 1 / (1 + np.exp(-z))
    L = np.sum((a - y) ** 2) / 2
    return L
"""
RIGHT, WRONG = 'errors[j] * sigmoid_slope(neuron["output"])', "errors[j]"
console = Console(width=WIDTH, highlight=False)


def main() -> None:
    """The parts, in half a screen each."""
    network, x, y = train_iris()
    show_one_weight(network, x, y)
    show_derivation()
    write_page(network, x, y)
    show_reading()


def train_iris() -> tuple[Network, np.ndarray, np.ndarray]:
    """A small network on iris; returns it with rows that it has not seen."""
    heading("A network learns to tell irises apart")
    data = load("iris")
    train, test = hold_out(data.rows, HELD_OUT, Settings("iris").seed, data.targets.astype(np.int64))
    scaler = Scaler("standard").fit(data.features[train])
    x, held = scaler.transform(data.features[train]), scaler.transform(data.features[test])
    network = Network([4, 5, 3], activation="tanh", output="softmax", seed=1)
    console.print(str(network), markup=False)
    network.fit(x, data.targets[train], epochs=150, optimizer=Adam(0.01), progress=True)
    found = network.evaluate(held, data.targets[test])
    console.print(
        f"accuracy {found['accuracy']:.3f} on the {len(test)} flowers that it has not seen", style="bold green"
    )
    return network, held, data.targets[test]


def show_one_weight(network: Network, x: np.ndarray, y: np.ndarray) -> None:
    """dW1[0, 2] as derived, and by moving the weight a little to both sides."""
    heading("One weight's gradient: by moving the weight, and why it is what it is")
    derivation, at, h = network.derive(x, y), (0, 2), 1e-6
    losses = []
    for side in (1, -1):
        network.parameters["W1"][at] += side * h
        losses.append(network.evaluate(x, y)["loss"])
        network.parameters["W1"][at] -= side * h
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_row("∂L/∂W1\\[0,2], derived", f"{derivation.gradients['W1'][at]: .12f}")
    table.add_row("(L(w + h) - L(w - h)) / 2h", f"{(losses[0] - losses[1]) / (2 * h): .12f}")
    console.print(table)
    console.print()
    console.print(derivation.why("W1", at).text, markup=False)


def write_page(network: Network, x: np.ndarray, y: np.ndarray) -> None:
    """Mathematics, numbers, picture and code of the trained network side by side."""
    heading("All of it on one page")
    path = FOLDER / "iris.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, network.derive(x[:5], y[:5]).to_html().encode())
    console.print(f"open {path}: mathematics, numbers, picture and code, linked", markup=False)


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


def show_reading() -> None:
    """A program in plain Python goes in, with a mistake; where it is and what to write instead comes out."""
    heading("A script with a mistake goes in; the mistake comes out")
    program = example("tutorial")
    assert program is not None
    text = program.read_text(encoding="utf-8").replace(RIGHT, WRONG).replace("rate=0.5", "rate=0.1")
    script = Script.of("homework.py", text.encode())
    reading = read(text)
    print_facts(console, reading)
    for finding in reading.findings:
        print_finding(console, script, finding)
    console.print("clearprop read tutorial: every line of the right one, with what it computes", style="dim")


def written(source: str) -> Callable[..., Any]:
    """The function in this text, as if a user had written it in a file: with names and lines that tracing can read."""
    linecache.cache["<demo>"] = (len(source), None, source.splitlines(keepends=True), "<demo>")
    names: dict[str, Any] = {"np": np}
    exec(compile(source, "<demo>", "exec"), names)
    return names["neuron"]  # type: ignore[no-any-return]


def heading(text: str) -> None:
    console.print()
    console.print(Rule(text, align="left", style="cyan"))


if __name__ == "__main__":
    main()
