"""Rewrites: right scripts written differently by a rule, and still right."""

from tests.read.measure.cases import Case


def rewrites() -> list[Case]:
    return []
