"""Files to read, written where a test may write."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a text or bytes to a file and returns its path."""

    def write_file(content: str | bytes, name: str = "seeds.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


@pytest.fixture(autouse=True)
def no_data_folder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found must not depend on the environment of who runs the tests."""
    if "data_folder" in request.fixturenames:
        request.getfixturevalue("data_folder")
    monkeypatch.delenv("CLEARPROP_DATA", raising=False)
