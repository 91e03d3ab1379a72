"""The forward pass of a script's first update as a derivation of ours: from its parameters to the loss that it descends.

The recorded operations are traced again, one after the other, so that what explains a Program explains the script.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from clearprop.explain.derivation import Derivation, derive
from clearprop.read.driving import Driver
from clearprop.read.reader import Reader
from clearprop.read.reading import Reading
from clearprop.read.recover.network import paths, written
from clearprop.read.recover.steps import NotFollowed, Run
from clearprop.read.rules.applied import Unknown, applied
from clearprop.read.runs import box
from clearprop.read.source import load_source

SAME = ("pass", "copy")
LAST_WORD = re.compile(r"(?:^|\.|\[')([A-Za-z]\w*)(?:'\])?$")
INDEX = re.compile(r"(?:\[\s*-?\d+(?:\s*,\s*-?\d+)*\s*\])*")
SHOWN = 6

LOSSES: dict[str, Callable[[Any, Any], Any]] = {
    "half_squared_error": lambda a, y: 0.5 * np.sum((a - y) ** 2),
    "squared_error": lambda a, y: np.sum((a - y) ** 2),
    "absolute_error": lambda a, y: np.sum(np.abs(a - y)),
    "cross_entropy": lambda a, y: -np.sum(y * np.log(a)),
    "binary_cross_entropy": lambda a, y: -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a)),
    "binary_cross_entropy_with_logits": lambda a, y: np.sum(np.log(1 + np.exp(a)) - y * a),
}


@dataclass(frozen=True)
class Forward:
    """``names``: what the code calls a parameter -> what the derivation does."""

    reading: Reading
    derivation: Derivation
    names: Mapping[str, str]

    def element(self, text: str) -> tuple[str, tuple[int, ...]]:
        """The derivation's name and the index for ``network[0][1]['weights'][2]`` or ``W1[0, 2]``. KeyError, IndexError."""
        asked = text.replace('"', "'").replace(" ", "")
        for name, called in sorted({**self.short, **self.names}.items(), key=lambda pair: -len(pair[0])):
            rest = asked.removeprefix(name)
            if asked.startswith(name) and INDEX.fullmatch(rest):
                index = tuple(int(at) for at in re.findall(r"-?\d+", rest))
                return called, self.derivation.explained.element(called, index)
        some = ", ".join(list(self.names)[:SHOWN]) + (", ..." if len(self.names) > SHOWN else "")
        raise KeyError(f"{text!r} is no parameter of the script; there are {some}.")

    @property
    def short(self) -> dict[str, str]:
        """``W1`` for ``self.W1`` and for ``parameters['W1']``, where only one ends so."""
        ends = [(match[1], called) for name, called in self.names.items() if (match := LAST_WORD.search(name))]
        return {word: called for word, called in ends if sum(word == other for other, _ in ends) == 1}


def forward(given: str | Path, run: str | None = None) -> Forward:
    """The derivation of a script's first update. NotFollowed and NotRun where there is none."""
    source = load_source(given)
    with box() as contained:
        reader = Reader(source, contained, None if run is None else Driver.given(run))
        reading = reader.reading()
    return Forward(reading, *derived(reader.original, reading.loss.name if reading.loss else ""))


def derived(run: Run, loss: str) -> tuple[Derivation, dict[str, str]]:
    """The derivation with respect to every parameter, and their names."""
    if loss not in LOSSES:
        raise NotFollowed(f"the loss {loss.replace('_', ' ') or 'that it descends'} cannot be explained yet.")
    graph, step = run.graph, run.steps[0]
    called = names_of(run)
    nodes = {called[i]: step.before[i] for i in run.parameters}

    def first_update(**parameters: Any) -> Any:
        values = {node: parameters[name] for name, node in nodes.items()}
        for node in sorted(step.forward):
            operands = graph.operands[node]
            if node not in values and any(operand in values for operand in operands):
                taken = [values.get(operand, graph.values[operand]) for operand in operands]
                same = graph.ops[node] in SAME
                values[node] = taken[0] if same else applied(graph.ops[node], graph.tape.arguments[node], iter(taken))
        loss_value: Any = 0.0
        for meeting in step.meetings:
            loss_value = loss_value + LOSSES[loss](values[meeting.prediction], meeting.target)
        return loss_value

    try:
        found = derive(first_update, **{name: graph.values[node] for name, node in nodes.items()})
    except Unknown as problem:
        raise NotFollowed(f"its operation {problem} cannot be explained yet.") from None
    ways = paths(run)
    return found, {written(ways[step.before[i]]): called[i] for i in run.parameters if step.before[i] in ways}


def names_of(run: Run) -> dict[int, str]:
    """A name for each parameter: the word that its own ends with, where there is one, else w1, w2, ..."""
    ways, step = paths(run), run.steps[0]
    found: dict[int, str] = {}
    for number, lineage in enumerate(run.parameters, 1):
        way = ways.get(step.before[lineage])
        own = LAST_WORD.search(written(way)) if way else None
        found[lineage] = own[1] if own and own[1] not in found.values() else f"w{number}"
    return found
