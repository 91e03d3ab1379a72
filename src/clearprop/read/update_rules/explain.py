"""Every parameter's rule, where one rule does not explain all: the one that most follow, and what the others do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from clearprop.read.update_rules.follows import followed
from clearprop.read.update_rules.history import History, Run
from clearprop.read.update_rules.identify import TOLERANCE, identified
from clearprop.read.update_rules.mistakes import mistaken
from clearprop.read.update_rules.partners import with_partners
from clearprop.read.update_rules.rule import Rule


@dataclass(frozen=True)
class Explanation:
    """``rule``: the right rule of all parameters, or of the most that share one; None where there is none.

    ``mistakes``: wrong rules, each of which explains all parameters. ``others``: for each parameter that does not follow
    the rule, what explains it alone: a right rule with other constants, wrong rules, or nothing.
    """

    rule: Rule | None = None
    mistakes: tuple[Rule, ...] = ()
    others: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)


def explain(
    runs: Sequence[Run],
    *,
    excluded: Iterable[str] = (),
    rates: Sequence[float] | None = None,
    tolerance: float = TOLERANCE,
) -> Explanation:
    """One right rule for all, else wrong rules for all, else the rule of the most and what the others do alone."""
    history = History.of(runs, frozenset(excluded))
    if history is None:
        return Explanation()
    rule = identified(history, rates, tolerance)
    if rule is not None:
        return Explanation(rule)
    history = with_partners(history)
    wrong = tuple(mistaken(history, tolerance))
    return Explanation(mistakes=wrong) if wrong else apart(history, rates, tolerance)


def apart(history: History, rates: Sequence[float] | None, tolerance: float) -> Explanation:
    """Parameter by parameter."""
    parts = {name: history.of_parameters(frozenset({name})) for name in history.names}
    alone: dict[str, Rule | None] = {}
    groups: list[tuple[Rule, tuple[str, ...]]] = []
    for name, part in parts.items():
        if any(name in group for _, group in groups):
            continue
        alone[name] = rule = identified(part, rates, tolerance)
        if rule is not None:
            groups.append(
                (rule, tuple(n for n in parts if n == name or followed(rule, parts[n], tolerance) is not None))
            )
    if not groups:
        return Explanation(others={name: tuple(mistaken(part, tolerance)) for name, part in parts.items()})
    _, most = max(groups, key=lambda group: len(group[1]))
    shared = identified(history.of_parameters(frozenset(most)), rates, tolerance)
    others = {name: alone_or_wrong(parts[name], rates, tolerance) for name in parts if name not in most}
    return Explanation(shared, others=others)


def alone_or_wrong(part: History, rates: Sequence[float] | None, tolerance: float) -> tuple[Rule, ...]:
    rule = identified(part, rates, tolerance)
    return (rule,) if rule is not None else tuple(mistaken(part, tolerance))
