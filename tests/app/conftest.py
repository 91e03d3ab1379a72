"""A reader that answers with Readings made by hand, for what is shown of them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from clearprop.app.reading import single
from clearprop.app.reading.folder import boxed
from clearprop.read.reader import Answer
from clearprop.read.reading import Reading
from tests.app.readings import EVERY


def by_name(given: str | Path, **options: object) -> Reading:
    """The reading of the case whose script has this name, or this text."""
    for script, reading in (case() for case in EVERY.values()):
        if script.name == Path(str(given)[:200]).name or script.text == given:
            return reading
    raise AssertionError(f"no reading was made by hand for {given!r}")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Reading]], None]:
    """``reader(function)``: the command line reads with it, scripts and folders; ``by_name`` unless another is given."""

    def install(function: Callable[..., Reading]) -> None:
        monkeypatch.setattr(single, "answer", lambda *given, **options: Answer(function(*given, **options), None))
        monkeypatch.setattr(boxed, "Boxed", partial(partial, function))

    install(by_name)
    return install
