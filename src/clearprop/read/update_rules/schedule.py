"""How the rate goes from step to step: a factor that depends on the step's number alone."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.read.update_rules.base import Constant
from clearprop.read.update_rules.history import Array


@dataclass(frozen=True)
class Schedule:
    """η times ``factor(k)``. ``inside``: it multiplies the gradient that a velocity takes up, not the velocity."""

    name: str = "constant"
    inside: bool = False
    given: tuple[float, ...] = ()  # the rates that the script was seen to use

    @property
    def free(self) -> bool:
        """Whether every step has a rate of its own, to be found."""
        return self.name == "free"

    @property
    def constants(self) -> tuple[Constant, ...]:
        if self.name == "exponential":
            return (Constant("rate_factor", (0.95,), at_least=1e-6, below=1.0),)
        return (Constant("rate_decay", (0.05,)),) if self.name == "inverse_time" else ()

    def factors(self, steps: int, constants: dict[str, Any]) -> Array | float:
        """f[batch, steps, 1], or a number."""
        k = np.arange(steps, dtype=np.float64)[:, None]
        if self.name == "exponential":
            return np.asarray(constants["rate_factor"][..., None] ** k)
        if self.name == "inverse_time":
            return np.asarray(1 / (1 + constants["rate_decay"][..., None] * k))
        return np.array(self.given[:steps])[:, None] / self.given[0] if self.given else 1.0


CONSTANT = Schedule()
