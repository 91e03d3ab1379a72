"""Which expression of a script computes which quantity of the network, proved by numbers at several fresh points."""

from clearprop.read.match.labels import labels
from clearprop.read.match.truths import Truths, truths_of

__all__ = ["Truths", "labels", "truths_of"]
