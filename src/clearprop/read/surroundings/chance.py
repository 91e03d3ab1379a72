"""Chance that repeats: every generator that the script leaves unseeded gets the run's seed."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np

from clearprop.read.surroundings.replacing import replaced


@contextmanager
def repeatable(seed: int) -> Iterator[None]:
    """The generators of random and numpy.random seeded now, and whenever the script seeds them with nothing."""
    states = random.getstate(), np.random.get_state()  # noqa: NPY002 - it is the script's generator that is set
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002
    seeded = {name: with_seed(getattr(np.random, name), seed) for name in ("seed", "default_rng")}

    own = np.random.RandomState

    class AsOwn(type):
        """Takes NumPy's own global generator for one of its class, as libraries do that are given none."""

        def __instancecheck__(cls, one: Any) -> bool:
            return isinstance(one, own)

    class RandomState(np.random.RandomState, metaclass=AsOwn):
        """NumPy's, seeded; a class still, for isinstance."""

        def __init__(self, chosen: Any = None) -> None:
            super().__init__(seed if chosen is None else chosen)

    with ExitStack() as stack:
        stack.enter_context(replaced(random, seed=with_seed(random.seed, seed)))
        stack.enter_context(replaced(np.random, RandomState=RandomState, **seeded))
        try:
            yield
        finally:
            random.setstate(states[0])
            np.random.set_state(states[1])  # noqa: NPY002


def with_seed(function: Any, seed: int) -> Any:
    """The function, given the run's seed where it is given none; any other becomes one that NumPy of today takes."""

    def called(first: Any = None, *more: Any, **named: Any) -> Any:
        given = named.pop("seed", None) if first is None else first
        if given is None:
            return function(seed, *more, **named)
        return function(int(given) if isinstance(given, float) else given, *more, **named)

    return called
