"""Numbers drawn at random where all of them begin alike."""

import ast
from collections.abc import Iterator
from typing import ClassVar

from clearprop.read.fixes.change import Change
from clearprop.read.fixes.edits.base import Edit
from clearprop.read.fixes.place import Place, last_name

ALIKE = ("zeros", "ones", "full")
GENERATORS = ("default_rng", "RandomState", "Random")
INTERVAL = "-0.5, 0.5"


class DrawnAtRandom(Edit):
    """``W1 = np.ones((3, 4))`` → ``W1 = np.random.uniform(-0.5, 0.5, (3, 4))``; ``0.3`` → ``random.uniform(-0.5, 0.5)``."""

    codes: ClassVar[dict[str, int]] = {"CP401": 0}

    def changes(self, place: Place) -> Iterator[Change]:
        for node, doubt in place.expressions():
            if isinstance(node, ast.Call) and last_name(node.func) in ALIKE and node.args:
                shape, likely_bias = place.segment(node.args[0]), last_name(node.func) == "zeros"
                for source in sources(place, "numpy"):
                    yield place.replaced(node, f"{source}.uniform({INTERVAL}, {shape})", doubt + likely_bias)
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                for source in sources(place, "random"):
                    yield place.replaced(node, f"{source}.uniform({INTERVAL})", doubt + 1)


def sources(place: Place, module: str) -> Iterator[str]:
    """What the script draws from: its own generator, else the module."""
    for node in ast.walk(place.source.tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            kind = last_name(node.value.func)
            if kind in GENERATORS and (kind != "Random" or module == "random"):
                yield place.segment(node.targets[0])
    yield f"{place.numpy}.random" if module == "numpy" else "random"
