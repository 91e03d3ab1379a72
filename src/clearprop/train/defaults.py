"""What training chooses where nothing was said: epochs, the optimiser with its rate, scaling. The guide's table is this."""

from dataclasses import replace
from typing import Any

import numpy as np

from clearprop.nn import AdamW, Optimizer, optimizer_of, schedule_over

BATCH = 32
UPDATES, FEWEST, MOST = 10_000, 10, 500
"""As many epochs as make so many updates, from 10 to 500."""
FASTEST = 0.03
"""The learning rate begins with 1 / (units of the widest hidden layer), since their steps add up; at most with this."""
DECAY, MOST_DECAY = 0.1, 0.005
"""At the first update weights shrink by the share 0.1 / √rows, since many rows need little of it; at most by 0.005. Later
updates shrink them less, as the learning rate goes down."""
COMPARABLE = 0.1, 10.0
"""Columns whose standard deviations are all within these limits stay as they are: their sizes mean something."""


def updates_in_an_epoch(rows: int, batch_size: int) -> int:
    """How many batches the rows make, the last, smaller one included."""
    return -(-rows // batch_size)


def epochs_for(rows: int, batch_size: int) -> int:
    """As many as make about 10,000 updates, from 10 to 500."""
    return max(FEWEST, min(MOST, UPDATES // updates_in_an_epoch(rows, batch_size)))


def rule_for(
    widest: int, rows: int, updates: int, optimizer: str | None, learning_rate: float | None = None,
    schedule: str | None = None, weight_decay: float | None = None, clip_norm: float | None = None,
) -> Optimizer:  # fmt: skip
    """AdamW with a rate that goes down to nothing over the updates, for so many rows and a network whose widest hidden
    layer has so many units. Where an optimiser is named, that one, at its own rate unless given, constant unless a schedule
    is named.
    """
    if optimizer is None:
        named: Optimizer = AdamW(min(1 / widest, FASTEST) if learning_rate is None else learning_rate)
    else:
        named = optimizer_of(optimizer, learning_rate)
    rate: Any = named.learning_rate
    own = named.weight_decay if optimizer else min(DECAY / rows**0.5, MOST_DECAY) / rate
    return replace(
        named, learning_rate=schedule_over(schedule or ("constant" if optimizer else "linear"), rate, updates),
        weight_decay=own if weight_decay is None else weight_decay, clip_norm=clip_norm,
    )  # fmt: skip


def scale_for(features: np.ndarray) -> str:
    """``none`` for columns of comparable size; else ``standard``.   features: f[rows, columns]."""
    deviations = np.nanstd(features, axis=0)
    varying = deviations[deviations > 0]
    least, most = COMPARABLE
    return "none" if ((varying > least) & (varying < most)).all() else "standard"
