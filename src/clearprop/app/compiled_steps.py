"""What `clearprop cache` tells: the compiled training steps on disk, and those that it removed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clearprop.execute.native import libraries
from clearprop.execute.native.kept import MOST, MOST_BYTES, Kept, clear, kept


@dataclass(frozen=True)
class Stored:
    """The compiled steps in a folder, the one that was used last first."""

    folder: Path
    steps: list[Kept]

    @property
    def bytes(self) -> int:
        return sum(step.bytes for step in self.steps)

    def to_json(self) -> dict[str, Any]:
        return {
            "folder": str(self.folder), "count": len(self.steps), "bytes": self.bytes,
            "most": MOST, "most_bytes": MOST_BYTES,
            "last_used": when(self.steps[0]) if self.steps else None,
            "steps": [{"name": s.path.name, "bytes": s.bytes, "last_used": when(s)} for s in self.steps],
        }  # fmt: skip


@dataclass(frozen=True)
class Cleared:
    """What was removed."""

    folder: Path
    removed: list[Kept]

    @property
    def bytes(self) -> int:
        return sum(one.bytes for one in self.removed)

    def to_json(self) -> dict[str, Any]:
        return {"folder": str(self.folder), "removed": len(self.removed), "freed_bytes": self.bytes}


def stored() -> Stored:
    """OSError for a folder that cannot be read; one that is not there yet is empty."""
    return Stored(libraries.folder(), kept(libraries.folder()))


def cleared() -> Cleared:
    """OSError where they cannot be removed."""
    return Cleared(libraries.folder(), clear(libraries.folder()))


def when(step: Kept) -> str:
    """In universal time, to the second."""
    return datetime.fromtimestamp(step.used, UTC).isoformat(timespec="seconds")
