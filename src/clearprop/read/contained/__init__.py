"""A process for scripts that are not trusted: what they may use is limited, and what they answer is checked.

Nothing here knows what a script is for; ``entry`` of a Contained names the function that runs it.
"""

from clearprop.read.contained.box import Contained
from clearprop.read.contained.limits import Limits
from clearprop.read.contained.outcome import ContainedError, Outcome, TooLittleProtection
from clearprop.read.contained.suspicious import suspicious

__all__ = ["Contained", "ContainedError", "Limits", "Outcome", "TooLittleProtection", "suspicious"]
