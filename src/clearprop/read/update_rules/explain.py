"""Every parameter's rule, where one rule does not explain all: the one that most follow, and what the others do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        return Explanation(others=dict(mistaken_alone(parts, tolerance)))
    _, most = max(groups, key=lambda group: len(group[1]))
    shared = identified(history.of_parameters(frozenset(most)), rates, tolerance)
    others = {name: (rule,) for rule, names in groups for name in names if name not in most}
    rest = {name: part for name, part in parts.items() if name not in most and name not in others}
    return Explanation(shared, others=others | dict(mistaken_alone(rest, tolerance)))


def mistaken_alone(parts: Mapping[str, History], tolerance: float) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """Wrong rules by parameter: those that one follows are held against the next before others are looked for."""
    known: list[tuple[Rule, ...]] = []
    for name, part in parts.items():
        rules = next((k for k in known if k and all(followed(r, part, tolerance) is not None for r in k)), None)
        rules = tuple(mistaken(part, tolerance)) if rules is None else rules
        known.append(rules)
        yield name, rules
