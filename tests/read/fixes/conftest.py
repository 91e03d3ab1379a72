"""A contained process for all tests of fixes, and what a Reader knows of a script before it looks for mistakes."""

import time
from collections.abc import Callable, Iterator

import pytest

from clearprop.read.contained import Contained
from clearprop.read.diagnoses.case import Case
from clearprop.read.fixes import Again
from clearprop.read.reader import Reader
from clearprop.read.reading import Evidence, Finding
from clearprop.read.recover.descent import fitted, swept
from clearprop.read.recover.objectives import LOSSES
from clearprop.read.runs import box
from clearprop.read.source import load_source

MakeAgain = Callable[[str, str], Again]


@pytest.fixture(scope="session")
def contained() -> Iterator[Contained]:
    with box() as found:
        yield found


@pytest.fixture
def again_for(contained: Contained) -> MakeAgain:
    def make(text: str, loss: str) -> Again:
        reader = Reader(load_source(text), contained, None, time.perf_counter())
        reader.original = reader.followed()
        reader.points = reader.fresh()
        fit = fitted(loss, swept(reader.points, LOSSES[loss]))
        case = Case(reader.points, fit, reader.original)
        return Again(contained, reader.runs.driver, reader.source, case)

    return make


def found(code: str, line: int, layer: int | None) -> Finding:
    """A finding as a diagnosis would give it, as far as fixes look at it."""
    return Finding(
        code=code, name="", severity="wrong", line=line, layer=layer, quantity="", message="", equals="",
        evidence=Evidence(points=2, largest_difference=0.0),
    )  # fmt: skip
