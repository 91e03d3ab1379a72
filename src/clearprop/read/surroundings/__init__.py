"""Stand-ins for what a script expects around it: windows, prompts, arguments, clocks, other programs, data files."""

from clearprop.read.surroundings.guesses import guesses
from clearprop.read.surroundings.request import Request, Seen
from clearprop.read.surroundings.surroundings import surroundings
from clearprop.read.surroundings.what_helps import what_helps

__all__ = ["Request", "Seen", "guesses", "surroundings", "what_helps"]
