"""A contained process for all tests of fixes, and what a Reader knows of a script before it looks for mistakes."""

from collections.abc import Iterator

import numpy as np
import pytest

from clearprop.read.contained import Contained
from clearprop.read.diagnoses.case import Case
from clearprop.read.fixes import Again
from clearprop.read.reader import Reader
from clearprop.read.recover.descent import fitted, swept
from clearprop.read.recover.objectives import LOSSES
from clearprop.read.runs import box
from clearprop.read.source import load_source
from tests.read.fixes.scripts import MakeAgain


@pytest.fixture(scope="session")
def contained() -> Iterator[Contained]:
    with box() as found:
        yield found


@pytest.fixture
def again_for(contained: Contained) -> MakeAgain:
    def make(text: str, loss: str) -> Again:
        with np.errstate(all="ignore"):  # as in reading: numbers that grow beyond all bounds are the script's own
            reader = Reader(load_source(text), contained)
            fit = fitted(loss, swept(reader.points, LOSSES[loss]))
            return Again(reader.runs, Case(reader.points, fit, reader.original))

    return make
