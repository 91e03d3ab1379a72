"""What tests of every part use: the folder with the data sets."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def data_folder() -> Path:
    """CLEARPROP_DATA, or ../shared/data beside the repository."""
    named = os.environ.get("CLEARPROP_DATA")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared" / "data"
    if not (folder / "wheat-seeds.csv").is_file():
        pytest.skip(f"NO DATA SETS in {folder}: set CLEARPROP_DATA to the folder that has them")
    return folder
