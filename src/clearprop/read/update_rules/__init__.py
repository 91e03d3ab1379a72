"""Which update rule a script follows, from parameters, true gradients and recorded changes: numbers in, a rule out."""

from clearprop.read.update_rules.explain import Explanation, explain
from clearprop.read.update_rules.follows import follows
from clearprop.read.update_rules.history import Run
from clearprop.read.update_rules.identify import identify
from clearprop.read.update_rules.mistakes import mistakes
from clearprop.read.update_rules.relation import Relation, ratio_in_words, relation
from clearprop.read.update_rules.rule import Rule

__all__ = [
    "Explanation", "Relation", "Rule", "Run", "explain", "follows", "identify", "mistakes", "ratio_in_words", "relation"
]  # fmt: skip
