"""What the first change alone rules out, so that it need not be fitted."""

import numpy as np
import pytest

from clearprop.read.update_rules.first_step import first_step
from clearprop.read.update_rules.history import History, Run

RNG = np.random.default_rng(3)


def clippings(change):
    """Those that two runs' first changes of gradients allow."""
    runs = []
    for _ in range(2):
        gradients = {"W": RNG.normal(size=(5, 3)), "b": RNG.normal(size=4)}
        values = {name: RNG.normal(size=g.shape) for name, g in gradients.items()}
        runs.append(Run(parameters=[values], gradients=[gradients], changes=[change(gradients)]))
    history = History.of(runs)
    assert history is not None
    return {name for name, possible in first_step(history, 1e-9).clipped.items() if possible}


def norm(gradients):
    return np.sqrt(sum(np.sum(g**2) for g in gradients.values()))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda g: {n: -0.1 * np.clip(x, -0.5, 0.5) for n, x in g.items()}, {"value"}),
        (lambda g: {n: -0.1 * x / norm(g) for n, x in g.items()}, {"norm", "tensor_norm"}),
        (lambda g: {n: -0.1 * x / np.linalg.norm(x) for n, x in g.items()}, {"tensor_norm"}),
        (lambda g: {n: -0.1 * x * np.cos(x) for n, x in g.items()}, set()),
    ],
)
def test_clipping_leaves_what_is_short_or_shortens_all_alike(change, expected):
    assert clippings(change) == expected
