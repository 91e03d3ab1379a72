"""What was identified: a rule with its constants, in the units of the gradients and parameters that were given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clearprop.read.update_rules.hypothesis import Fit


@dataclass(frozen=True)
class Proof:
    """The fit behind a rule: the parameters and the units (gradient, parameter) that it is in."""

    fit: Fit
    names: tuple[str, ...]
    units: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """θ ← θ − rate · d for the parameters that it covers, with what it rests on.

    ``rates`` are signed: negative where the change goes up the loss, 0 where a parameter never moves. ``schedule`` holds
    the rate's factor at each step, 1 at the first. ``rivals`` are other right rules that fit these few steps as well.
    ``clipping`` is none, value, norm, tensor_norm, or "always norm" where every gradient was shortened to one length, which
    the rate then includes. A rule with a ``code`` is wrong, and ``equals`` says how.
    """

    name: str
    formula: str
    constants: Mapping[str, float]
    rates: Mapping[str, float]
    schedule: tuple[float, ...]
    schedule_name: str = "constant"
    decay: Mapping[str, float] = field(default_factory=dict)
    decay_name: str = "none"
    clipping: str = "none"
    largest_difference: float = 0.0
    covers: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    code: str = ""
    equals: str = ""
    proof: Proof = field(repr=False, compare=False)

    @property
    def right(self) -> bool:
        return not self.code

    @property
    def remembers(self) -> bool:
        """Whether it carries a velocity or moments from step to step."""
        return self.proof.fit.hypothesis.rule.keeps > 0

    @property
    def label(self) -> str:
        """The rule's name with what stands around it: ``momentum, l2 decay, inverse_time schedule``."""
        around = {"decay": self.decay_name, "clipping": self.clipping, "schedule": self.schedule_name}
        plain = ("none", "constant")
        return ", ".join((self.name, *(f"{how} {what}" for what, how in around.items() if how not in plain)))

    @property
    def rate(self) -> float | None:
        """The rate that all parameters share; None where they differ."""
        rates = list(self.rates.values())
        return rates[0] if rates and all(abs(r - rates[0]) <= 1e-9 * abs(rates[0]) for r in rates) else None

    @property
    def descends(self) -> bool:
        """Whether every parameter moves down the loss."""
        return all(rate > 0 for rate in self.rates.values())

    @property
    def ratios(self) -> Mapping[str, float]:
        """Each rate beside the commonest one (the first such), with its sign: 1 for all is one shared rate."""
        rates = list(self.rates.values())
        agreeing = [sum(abs(r - other) <= 1e-9 * abs(r) for other in rates) * (r != 0) for r in rates]
        common = rates[agreeing.index(max(agreeing))] if rates else 0.0
        return {name: rate / abs(common) if common else 0.0 for name, rate in self.rates.items()}
