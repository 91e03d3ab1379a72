"""Which expression of a script computes which quantity of the network, proved by numbers at several fresh points."""

from clearprop.read.match.labels import labels
from clearprop.read.match.truths import Truths, truths_of
from clearprop.read.match.unmatched import first_unmatched, matching_only

__all__ = ["Truths", "first_unmatched", "labels", "matching_only", "truths_of"]
