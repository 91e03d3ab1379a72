"""The network that was taken out of the script's run, and the pieces that compute it in the page."""

from collections.abc import Sequence

import numpy as np

from clearprop.app.emitted.architecture import Architecture, Rows
from clearprop.app.emitted.pieces import NoPiece, pieces_of
from clearprop.app.emitted.script import script
from clearprop.app.reading.page.data import Batch, Trained, Update
from clearprop.read.taken import Moment, Taken

MOST_UNITS, MOST_LAYERS = 8, 5
"""What is drawn; so it is for a reader's own network."""
MOST_NUMBERS = 20_000
"""So many numbers of updates are written into a page, and at least the first update."""


def trained(taken: Taken) -> tuple[Trained, str] | None:
    """The network as the page has it and its pieces; None where it is too large to be drawn or computed otherwise."""
    if max(taken.sizes) > MOST_UNITS or len(taken.activations) > MOST_LAYERS:
        return None
    try:
        code = script(lambda sizes: pieces_of(sizes, taken.activations, taken.loss))
    except NoPiece:
        return None
    batches, updates = kept(taken.updates)
    architecture = Architecture(sizes=taken.sizes, activations=taken.activations, loss=taken.loss, factor=taken.factor)
    return Trained(architecture=architecture, biased=taken.biased, batches=batches, updates=updates), code


def kept(moments: Sequence[Moment]) -> tuple[tuple[Batch, ...], tuple[Update, ...]]:
    """The first updates, each batch of rows once."""
    batches: dict[Batch, int] = {}
    updates: list[Update] = []
    count = 0
    for moment in moments:
        batch = Batch(x=rows(moment.x), y=rows(moment.y))
        count += sum(W.size + b.size for W, b in zip(moment.weights, moment.biases, strict=True))
        count += 0 if batch in batches else moment.x.size + moment.y.size
        if updates and count > MOST_NUMBERS:
            break
        place = batches.setdefault(batch, len(batches))
        weights, biases = tuple(map(rows, moment.weights)), tuple(tuple(map(float, b)) for b in moment.biases)
        updates.append(Update(batch=place, weights=weights, biases=biases))
    return tuple(batches), tuple(updates)


def rows(array: np.ndarray) -> Rows:
    return tuple(tuple(map(float, row)) for row in array)
