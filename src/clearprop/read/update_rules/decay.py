"""Weight decay: what is added to a rule's gradient, or to its direction, beside it. One factor for each parameter."""

from typing import Any, ClassVar

import numpy as np

from clearprop.read.update_rules.history import Array, History


class Decay:
    """λ times a pull; the wrong ones carry the finding's text."""

    name: ClassVar[str]
    formula: ClassVar[str]
    apart: ClassVar[bool] = False  # added to the direction, after the rule
    parameter_power: ClassVar[int] = 1  # of the pull
    code: ClassVar[str] = ""  # of the finding, for a wrong one
    equals: ClassVar[str] = ""

    def pull(self, history: History) -> Array:
        """f[steps, entries]."""
        raise NotImplementedError


class NoDecay(Decay):
    """Nothing."""

    name = "none"
    formula = ""

    def pull(self, history: History) -> Array:
        return np.zeros_like(history.parameters)


class L2(Decay):
    """g + λ θ, the gradient of ½ λ θ²."""

    name = "l2"
    formula = "g + λ θ"

    def pull(self, history: History) -> Array:
        return history.parameters


class Decoupled(L2):
    """θ ← θ − η (d + λ θ): AdamW, Loshchilov and Hutter 2019."""

    name = "decoupled"
    formula = "d + λ θ"
    apart = True


class Afterwards(Decoupled):
    """θ ← θ − η d, and then θ ← θ − c θ: what decays has taken the step already. With c = η λ / (1 + η λ)."""

    name = "afterwards"
    formula = "d + λ θ after the step"

    def pull(self, history: History) -> Array:
        return history.moved


class L1(Decay):
    """g + λ sign θ, the gradient of λ |θ|."""

    name = "l1"
    formula = "g + λ sign(θ)"
    parameter_power = 0

    def pull(self, history: History) -> Array:
        return np.sign(history.parameters)


NONE: Any = NoDecay()
