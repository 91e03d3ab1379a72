"""Arrays are trained where they lie, also where a rule keeps old ones, swaps two, or reads others than the one in place."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

import clearprop as cp
from clearprop.execute.native import libraries
from clearprop.nn import OPTIMIZERS, Optimizer


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setattr(libraries, "folder", lambda: tmp_path / "native")


@dataclass(frozen=True, repr=False)
class Remembering(Optimizer):
    """A step along the gradient, and on from where the parameter was before."""

    learning_rate: float = 0.1
    keeps: ClassVar[tuple[str, ...]] = ("before",)

    def update(self, parameter, gradient, state, step):
        return parameter - 0.1 * gradient + 0.2 * (parameter - state["before"]), {"before": parameter}


@dataclass(frozen=True, repr=False)
class Swapping(Optimizer):
    """Two states that change places."""

    learning_rate: float = 0.1
    keeps: ClassVar[tuple[str, ...]] = ("one", "other")

    def update(self, parameter, gradient, state, step):
        return parameter - 0.1 * gradient - 0.01 * state["one"], {
            "one": state["other"],
            "other": state["one"] + gradient,
        }


@dataclass(frozen=True, repr=False)
class Turning(Optimizer):
    """Each number from others: nothing can be written before all were read."""

    learning_rate: float = 0.1

    def update(self, parameter, gradient, state, step):
        return np.flip(parameter - 0.1 * gradient) * 0.9, {}


@dataclass(frozen=True, repr=False)
class Mixing(Optimizer):
    """A product with the parameter itself stands right before the parameter's update, in a nest of the same shape."""

    learning_rate: float = 0.1

    def update(self, parameter, gradient, state, step):
        mixed = gradient @ parameter if parameter.ndim == 2 else gradient
        return parameter - 0.003 * mixed * (1 + np.abs(mixed)), {}


for known in (Remembering, Swapping, Turning, Mixing):
    del OPTIMIZERS[known.name]  # they are no optimisers that other tests should try

RULES = [
    Remembering(), Swapping(), Turning(), Mixing(),
    cp.SGD(0.1, weight_decay=0.1), cp.Adam(0.01, clip_norm=0.5), cp.Nesterov(0.1),
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
@pytest.mark.parametrize("side", [4, 16, 24])
def test_every_rule_comes_to_the_same_numbers(rule, side):
    """Batches, layers and weights are of one shape, so that nothing is kept apart by its size."""
    generator = np.random.default_rng(0)
    x, y = generator.normal(size=(3 * side + 2, side)), generator.random((3 * side + 2, side))
    both = []
    for engine in ("numpy", "native"):
        network = cp.Network([side, side, side], seed=2)
        network.fit(x, y, epochs=3, batch_size=side, optimizer=rule, engine=engine)
        both.append(network)
    for name, array in both[0].arrays.items():
        np.testing.assert_allclose(both[1].arrays[name], array, rtol=1e-11, atol=1e-12, err_msg=name)
