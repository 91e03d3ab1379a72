"""What a tape's nodes compute, again: evaluated on other operands, and pulled back by the ops' own rules."""

from clearprop.read.rules.rule import Rule, Single, rule_for

__all__ = ["Rule", "Single", "rule_for"]
