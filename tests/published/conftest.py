"""``published(what, printed, computed)``: one figure, held against what was printed and against the page's row."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from threadpoolctl import threadpool_limits

from tests.published.figures import STABLE, Figure, figure, rows_on_the_page

Published = Callable[..., None]


@pytest.fixture
def published(request: pytest.FixtureRequest) -> Published:
    """Fails where a figure is another one, or where ``docs/published.md`` does not show it."""
    section = request.module.__name__.rpartition("test_")[2]
    writer: dict[str, list[Figure]] | None = getattr(request.config, "figures_to_write", None)
    rows = rows_on_the_page().get(section, [])

    def compare(what: str, printed: str, computed: Any, within: float | None = None, stable: int = STABLE) -> None:
        found = figure(what, printed, computed, within, stable)
        assert found.agrees, f"{what}: published {printed}, computed {found.computed}"
        if writer is not None:
            writer.setdefault(section, []).append(found)
            return
        assert any(found.is_shown_by(row) for row in rows), (
            f"docs/published.md lacks this row; `python -m tests.published` writes it:\n{found.row}"
        )

    return compare


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Sums in one order, and no waiting for threads where products are small."""
    with threadpool_limits(1, "blas"):
        yield
