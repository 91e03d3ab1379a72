"""Frames and series of pandas and polars, given to a network as they are."""

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from clearprop.network import Network

GENERATOR = np.random.default_rng(0)
NUMBERS, WHOLE, TRUE = GENERATOR.normal(size=20), GENERATOR.integers(0, 5, 20), GENERATOR.normal(size=20) > 0
ROWS = np.stack([NUMBERS, WHOLE, TRUE], axis=1)
COLUMNS = {"a": NUMBERS, "b": WHOLE, "c": TRUE}
FRAMES = {
    "pandas": pd.DataFrame(COLUMNS),
    "pandas with dtypes of its own": pd.DataFrame(COLUMNS).convert_dtypes(),
    "polars": pl.DataFrame(COLUMNS),
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_a_frame_is_its_numbers(frame: Any) -> None:
    of_frame, of_array = (Network([3, 4, 2], output="softmax", seed=1) for _ in range(2))
    of_frame.fit(frame, frame["c"], epochs=3)
    of_array.fit(ROWS, TRUE, epochs=3)
    np.testing.assert_array_equal(of_frame.predict_proba(frame), of_array.predict_proba(ROWS))
    assert of_frame.evaluate(frame, frame["c"]) == of_array.evaluate(ROWS, TRUE)
    line = Network([3, 1])
    line.fit(frame, frame["a"], epochs=1)
    assert line.predict(frame).shape == (20,)
    line.fit(frame, frame[["a"]], epochs=1)
    assert line.predict(frame).shape == (20, 1)


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame])
def test_text_and_gaps_are_refused(kind: Any) -> None:
    network = Network([2, 1])
    with pytest.raises(ValueError, match=r"X holds (object|str|<U).*; expected numbers"):
        network.predict(kind({"a": ["x", "y"], "b": ["1", "2"]}))
    with pytest.raises(ValueError, match=r"(NaN or infinity, first in row 1|X holds object)"):
        network.predict(kind({"a": [1.0, None], "b": [1, 2]}))
