"""What is chosen where nothing was said."""

import numpy as np
import pytest

from clearprop.nn import SGD, AdamW, Momentum
from clearprop.nn.schedules import Cosine, Linear
from clearprop.train.defaults import epochs_for, rule_for, scale_for


def test_epochs() -> None:
    assert epochs_for(160, 32) == 500 and epochs_for(1600, 32) == 200 and epochs_for(60_000, 32) == 10


@pytest.mark.parametrize(("rows", "share"), [(100, 0.005), (400, 0.005), (2500, 0.002), (1_000_000, 0.0001)])
def test_the_rate_follows_the_units_and_the_decay_the_rows(rows: int, share: float) -> None:
    for widest, given, rate in ((100, None, 0.01), (5, None, 0.03), (5, 0.1, 0.1)):
        rule = rule_for(widest, rows, 700, None, given)
        assert isinstance(rule, AdamW) and rule.learning_rate == Linear(rate, 700)
        assert rule.weight_decay == pytest.approx(share / rate)


def test_what_was_said_is_done() -> None:
    assert rule_for(5, 100, 700, None, 0.1, "constant", 0.2, 1.0) == AdamW(0.1, weight_decay=0.2, clip_norm=1.0)
    assert rule_for(5, 100, 700, "sgd") == SGD(0.1)
    assert rule_for(5, 100, 700, "adamw") == AdamW()
    assert rule_for(5, 100, 700, "momentum", 0.3, "cosine", 0.01, 2.0) == Momentum(
        Cosine(0.3, 700), weight_decay=0.01, clip_norm=2.0
    )
    for optimizer in (None, "sgd"):
        with pytest.raises(ValueError, match=r"learning_rate=0\.0: expected a number above 0"):
            rule_for(5, 100, 700, optimizer, 0.0)


def test_columns_of_comparable_size_stay_as_they_are() -> None:
    columns = np.random.default_rng(0).normal(size=(50, 3))
    assert scale_for(columns * [0.5, 1, 5]) == "none"
    assert scale_for(columns * [0.01, 1, 5]) == scale_for(columns * [1, 1, 50]) == "standard"
    assert scale_for(np.hstack([columns, np.ones((50, 1))])) == "none"  # what is constant says nothing
