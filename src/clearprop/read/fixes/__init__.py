"""The smallest fix of a mistake, verified by running the changed copy again, and what it does to training, measured."""

from clearprop.read.fixes.again import Again
from clearprop.read.fixes.effect import effect_of
from clearprop.read.fixes.fixing import fix_for, with_fix

__all__ = ["Again", "effect_of", "fix_for", "with_fix"]
