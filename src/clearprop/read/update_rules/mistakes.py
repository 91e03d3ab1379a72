"""Which wrong rules reproduce the changes, where no right one does."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from clearprop.read.update_rules.base import UpdateRule
from clearprop.read.update_rules.decay import L2
from clearprop.read.update_rules.description import described
from clearprop.read.update_rules.history import History, Run
from clearprop.read.update_rules.hypothesis import Hypothesis
from clearprop.read.update_rules.identify import TOLERANCE, makes_sense, verified
from clearprop.read.update_rules.partners import partners_of, pulled_by_another, with_partners
from clearprop.read.update_rules.rule import Rule
from clearprop.read.update_rules.rules import RULES
from clearprop.read.update_rules.wrong import WRONG_DECAYS, WRONG_RULES

DECAYED = ("gradient_descent", "momentum", "adam")
"""The rules around which wrong decay is looked for."""


def mistakes(runs: Sequence[Run], *, excluded: Iterable[str] = (), tolerance: float = TOLERANCE) -> tuple[Rule, ...]:
    """Every wrong rule that explains every change of every parameter. To be asked where ``identify`` finds nothing.

    The names in ``changes`` are expected in the order in which the script updates its parameters.
    """
    history = History.of(runs, frozenset(excluded))
    return () if history is None else tuple(mistaken(with_partners(history), tolerance))


def mistaken(history: History, tolerance: float) -> Iterator[Rule]:
    units = history.sizes
    plain = history.in_units(*units)
    for hypothesis in wrong_hypotheses(plain):
        fit = verified(hypothesis, plain, tolerance)
        if fit is not None and makes_sense(rule := described(fit, plain, *units, tolerance)) and rule.code:
            yield rule
    yield from decays_of_others(history, tolerance)


def wrong_hypotheses(history: History) -> Iterator[Hypothesis]:
    yield from (Hypothesis(rule) for rule in WRONG_RULES)
    own = tuple(range(len(history.names)))
    for decay in WRONG_DECAYS:
        yield from (
            Hypothesis(rule, decay, decay_groups=own) for rule in decayed() if not decay.apart or rule.constants
        )


def decayed() -> Iterator[UpdateRule]:
    return (rule for rule in RULES if rule.name in DECAYED)


def decays_of_others(history: History, tolerance: float) -> Iterator[Rule]:
    """Weight decay with another parameter's numbers."""
    own = tuple(range(len(history.names)))
    for p, name in enumerate(history.names):
        for q in partners_of(history, p):
            mixed = history if p == q else pulled_by_another(history, p, q)
            units = mixed.sizes
            plain = mixed.in_units(*units)
            hypotheses = () if p == q else [Hypothesis(rule, L2(), decay_groups=own) for rule in decayed()]
            for fit in filter(None, (verified(hypothesis, plain, tolerance) for hypothesis in hypotheses)):
                rule = described(fit, plain, *units, tolerance)
                if rule.decay.get(name, 0) > 0 and makes_sense(rule):
                    equals = f"{name} is pulled by λ {history.names[q]}, not by λ {name}"
                    yield replace(rule, decay_name="decay_of_another", code="CP307", equals=equals)
