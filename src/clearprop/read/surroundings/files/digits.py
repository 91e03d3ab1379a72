"""Made-up pictures with labels, in the number and the form of the sets that everybody uses, only fewer."""

import struct
from typing import Any

import numpy as np

FEW, TESTS = 256, 64
INSTEAD = {60000: FEW, 50000: FEW, 10000: TESTS}  # rows that the true sets have, and how many there are here


def pictures(rows: int, shape: tuple[int, ...], classes: int = 10) -> tuple[Any, Any]:
    """Pictures uint8[rows, *shape] and labels uint8[rows]; each class is bright at places of its own."""
    chance = np.random.RandomState(7)
    labels = (np.arange(rows) * 7 % classes).astype(np.uint8)
    patterns = chance.randint(0, 200, (classes, *shape))
    noise = chance.randint(0, 56, (rows, *shape))
    return (patterns[labels] * (patterns[labels] > 120) + noise).astype(np.uint8), labels


def idx_bytes(values: Any) -> bytes:
    """An array of uint8 as an IDX file."""
    head = struct.pack(f">BBBB{values.ndim}I", 0, 0, 8, values.ndim, *values.shape)
    return head + bytes(values.tobytes())
