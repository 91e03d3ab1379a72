"""The command line with a reader that takes a while for each script: something to interrupt."""

import sys
import time
from functools import partial
from pathlib import Path

from clearprop.app.cli import main
from clearprop.app.reading.folder import boxed
from clearprop.read.reading import Reading
from tests.app import submitted


def slowly(insist: bool, path: Path) -> Reading:
    reading = submitted.by_words(path)
    time.sleep(0.2)
    return reading


if __name__ == "__main__":
    boxed.Boxed = partial(partial, sys.modules["__main__"].slowly)
    main()
