"""The reader that is measured: without looking for fixes, which the measure does not judge."""

from pathlib import Path

from clearprop.read.reader import read
from clearprop.read.reading import Reading


def without_fixes(path: str | Path) -> Reading:
    return read(path, fixes=False)
