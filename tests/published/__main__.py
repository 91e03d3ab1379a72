"""``python -m tests.published`` computes every figure and writes the tables of ``docs/published.md`` anew."""

import sys
from pathlib import Path

import pytest

from tests.published.figures import PAGE, Figure, with_tables


class Writer:
    """Collects the figures of a run; nothing is held against the page then."""

    def __init__(self) -> None:
        self.figures: dict[str, list[Figure]] = {}
        self.missing: set[str] = set()

    def pytest_configure(self, config: pytest.Config) -> None:
        config.figures_to_write = self.figures  # type: ignore[attr-defined]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A table of which a figure is missing is left as it was."""
        if report.skipped or report.failed:
            self.missing.add(Path(report.fspath).stem.removeprefix("test_"))

    def complete(self) -> dict[str, list[Figure]]:
        return {section: figures for section, figures in self.figures.items() if section not in self.missing}


if __name__ == "__main__":
    writer = Writer()
    arguments = sys.argv[1:] or [str(Path(__file__).parent)]
    code = pytest.main([*arguments, "-p", "no:xdist", "-q", "--deselect", "tests/published/test_page.py"], [writer])
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), writer.complete()), encoding="utf-8")
    sys.exit(code)
