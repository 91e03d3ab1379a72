"""Parameters of the same shape, which a mistake can mix up: their numbers, brought to each other's columns."""

from dataclasses import replace
from typing import Any

import numpy as np

from clearprop.read.update_rules.base import State, UpdateRule
from clearprop.read.update_rules.history import Array, History, Indices


def in_turn(rule: UpdateRule, history: History, constants: dict[str, Any]) -> Array:
    """The directions of a rule that keeps one state for all parameters of a shape.   f[batch, steps, entries]."""
    together, partners = history.together, history.partners
    assert together is not None and partners is not None, "with_partners comes first."
    state: State = (np.zeros_like(history.gradients[:1]),) * rule.keeps
    found = []
    for k, gradients in enumerate(together):
        own: Any = 0.0
        for j, g in enumerate(gradients):
            direction, after = rule.step(state, g[None], rule.count(k, history), **constants)
            taken = j < partners
            state = tuple(np.where(taken, new, old) for new, old in zip(after, state, strict=True))
            own = np.where(taken & (j == history.place_among_partners), direction, own)
        found.append(own)
    return np.stack(np.broadcast_arrays(*found), axis=-2)


def with_partners(history: History) -> History:
    """The same with the gradients of all parameters of its shape beside each entry's, in their order."""
    alike = [partners_of(history, p) for p in range(len(history.names))]
    counts = np.array([len(partners) for partners in alike])
    together = np.zeros((history.steps, counts.max(), history.gradients.shape[1]))
    for p, partners in enumerate(alike):
        here = history.owner == p
        for j, q in enumerate(partners):
            together[:, j, here] = history.gradients[:, columns_of(history, q, here)]
    order = np.array([partners.index(p) for p, partners in enumerate(alike)])
    return replace(
        history, together=together, partners=counts[history.owner], place_among_partners=order[history.owner]
    )


def partners_of(history: History, p: int) -> list[int]:
    return [q for q, shape in enumerate(history.shapes) if shape == history.shapes[p]]


def columns_of(history: History, q: int, here: Any) -> Indices:
    """Where the entries of parameter q stand that have the runs and places of the entries ``here``."""
    begins = np.flatnonzero((history.owner == q) & (history.place == 0))
    run = np.searchsorted(history.run[begins], history.run[here])
    return np.asarray(begins[run] + history.place[here])


def pulled_by_another(history: History, p: int, q: int) -> History:
    """The same with q's numbers where p's parameters were."""
    here = history.owner == p
    parameters = history.parameters.copy()
    parameters[:, here] = history.parameters[:, columns_of(history, q, here)]
    return replace(history, parameters=parameters)
