"""Which update rule a script follows: from parameters, true gradients and recorded changes alone. Nothing is recorded here."""

from clearprop.read.update_rules.history import Run
from clearprop.read.update_rules.identify import identify
from clearprop.read.update_rules.rule import Rule

__all__ = ["Rule", "Run", "identify"]
