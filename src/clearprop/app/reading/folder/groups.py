"""Submissions by what was found in them, the most frequent first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from clearprop.read.reading import Finding, Reading, Severity, Verdict


@dataclass(frozen=True)
class Group:
    """A finding, and where it was made: (file, finding)."""

    code: str
    name: str
    severity: Severity
    members: tuple[tuple[str, Finding], ...]


def groups(readings: Mapping[str, Reading]) -> list[Group]:
    """By code and severity; a file with the same mistake in two places is one member for each."""
    found: dict[tuple[str, Severity], list[tuple[str, Finding]]] = {}
    for file in sorted(readings):
        for finding in readings[file].findings:
            found.setdefault((finding.code, finding.severity), []).append((file, finding))
    made = [Group(code, members[0][1].name, kind, tuple(members)) for (code, kind), members in found.items()]
    return sorted(made, key=lambda group: (-len(group.members), group.code, group.severity))


def verdicts(readings: Mapping[str, Reading]) -> dict[str, int]:
    """How many have which verdict."""
    return {each: sum(reading.verdict == each for reading in readings.values()) for each in get_args(Verdict)}
