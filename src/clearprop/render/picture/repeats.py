"""Runs that repeat: a loop's iterations, neuron after neuron. Linear in the length for each period that is tried."""

import numpy as np

LONGEST = 64  # the longest period that is looked for


def best_repeat(keys: np.ndarray) -> tuple[int, int, int] | None:
    """(start, period, times) of the repetition that saves the most; None where nothing comes twice in a row.

    >>> best_repeat(np.array([7, 1, 2, 1, 2, 1, 2, 9]))
    (1, 2, 3)
    """
    best, saved = None, 0
    for period in range(1, min(LONGEST, len(keys) // 2) + 1):
        same = np.concatenate(([False], keys[period:] == keys[:-period], [False]))
        edges = np.flatnonzero(same[1:] != same[:-1])
        starts, lengths = edges[::2], edges[1::2] - edges[::2]
        if not len(starts):
            continue
        k = int(np.argmax(lengths // period))
        times = int(lengths[k]) // period + 1
        if (times - 1) * period > saved:
            best, saved = (int(starts[k]), period, times), (times - 1) * period
    return best
