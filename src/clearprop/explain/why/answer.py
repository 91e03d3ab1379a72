"""Why a weight's gradient is what it is: facts first, then what would change it, tried."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.explain.factors import Factors
from clearprop.explain.run import Run
from clearprop.explain.why.case import Case
from clearprop.explain.why.change import CHANGES, Effect, carried_out
from clearprop.explain.why.fact import FACTS, Fact
from clearprop.ir.json import finite


@dataclass(frozen=True, repr=False)
class Answer:
    """``text`` states the facts, and what would change the gradient: each change was carried out."""

    weight: str
    facts: tuple[Fact, ...]
    changes: tuple[Effect, ...]

    @property
    def text(self) -> str:
        said = [fact.text for fact in self.facts]
        tried = [f"· {effect}" for effect in self.changes]
        return "\n".join([*said, *(["What would change it:", *tried] if tried else [])])

    @property
    def kinds(self) -> tuple[str, ...]:
        """What was found: ("value", "zero", ...)."""
        return tuple(fact.kind for fact in self.facts)

    def __repr__(self) -> str:
        return self.text

    def to_json(self) -> dict[str, Any]:
        """A dict of what JSON has."""
        return {
            "weight": self.weight,
            "text": self.text,
            "facts": [{"kind": fact.kind, "text": fact.text, **finite(fact.numbers)} for fact in self.facts],
            "changes": [
                {**finite(vars(effect)), "text": str(effect), "change": effect.text} for effect in self.changes
            ],
        }


def why(run: Run, factors: Factors, row: Any = None, expected: float | None = None) -> Answer:
    """The answer for one weight. ``row``: whose share the factors are. ``expected``: what the asker thought it was.

    ValueError for an expectation that is not a number.
    """
    if expected is not None and not np.isfinite(expected):
        raise ValueError(f"expected={expected!r}: expected a finite number.")
    case = Case(run, factors, row, expected)
    with np.errstate(all="ignore"):
        found = [fact for look in FACTS if (fact := look().at(case)) is not None]
        by_kind = {fact.kind: fact for fact in found}
        proposals = [proposal for change in CHANGES if (proposal := change().propose(case, by_kind)) is not None]
        tried = [carried_out(case, proposal) for proposal in proposals]
    return Answer(case.weight, tuple(found), tuple(effect for effect in tried if not effect.changes_nothing))
