"""Readings that are finished, kept beside the table so that an interrupted run goes on: one small file for each key."""

import json
from collections.abc import Collection
from pathlib import Path

from clearprop.read.reading import Reading
from clearprop.train.whole_file import write_whole


class Journal:
    """The folder ``TABLE.journal``; each reading in it is written whole or not at all."""

    def __init__(self, table: Path) -> None:
        self.folder = table.with_name(f"{table.name}.journal")

    def path(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def find(self, key: str) -> Reading | None:
        """The reading that was kept; None where there is none, or one that cannot be understood."""
        try:
            return Reading.from_json(json.loads(self.path(key).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, key: str, reading: Reading) -> None:
        self.folder.mkdir(exist_ok=True)
        write_whole(self.path(key), json.dumps(reading.to_json(), ensure_ascii=False).encode())

    def forget_others(self, keys: Collection[str]) -> None:
        """Removes what no file of the folder needs any more."""
        for path in self.folder.glob("*.json"):
            if path.stem not in keys:
                path.unlink(missing_ok=True)
