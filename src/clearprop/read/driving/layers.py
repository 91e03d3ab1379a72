"""Drivers for a file of layer classes that a person strings together: net.add(Dense(3, 4)), net.fit(...)."""

import ast
from collections.abc import Iterator

from clearprop.read.driving.world import World


def layer_trainings(tree: ast.Module, world: World) -> Iterator[tuple[int, list[str], str]]:
    """How likely (0 is best), the statements, and what to say."""
    yield from ()
