"""Small pictures as text, reviewed as diffs; the style, which is the same in all, is left out."""

import re
from typing import Any

import pytest

from .derivations import CASES


@pytest.mark.parametrize("name", ["mazur", "product", "linear_regression"])
def test_golden(name: str, snapshot: Any) -> None:
    picture = re.sub(r"(?s)<style>.*?</style>", "<style/>", CASES[name]().picture())
    assert picture.replace("><", ">\n<") == snapshot
