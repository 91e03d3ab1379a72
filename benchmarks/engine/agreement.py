"""Whether all peers trained the same network: no time counts before their weights after one epoch agree."""

from collections.abc import Mapping, Sequence

import numpy as np

TOLERANCES = {"float64": 1e-9, "float32": 1e-4}
"""The largest difference between two peers' weights, relative to the network's largest weight."""
CHANGE = 0.01
"""And relative to the largest change that the epoch made to the array, so that no wrong gradient hides in a small one."""
KINKS = 0.02
"""The share of an array that may differ more: now and then rounding puts a unit on the other side of ReLU's kink."""

Weights = Sequence[np.ndarray]


class Disagree(Exception):
    """Which peers' weights differ, in which array, and by how much."""


def agreed(weights: Mapping[str, Weights], before: Weights, dtype: str) -> float:
    """The largest difference of a peer from the median of all, relative to the largest weight.

    Disagree where half of what is allowed between two peers lies between one and the median.
    """
    medians = [np.median([arrays[i] for arrays in weights.values()], axis=0) for i in range(len(before))]
    largest = max(float(np.max(np.abs(array))) for array in medians)
    apart = 0.0
    for i, (median, start) in enumerate(zip(medians, before, strict=True)):
        changed = float(np.max(np.abs(median - start)))
        most = min(TOLERANCES[dtype] * largest, CHANGE * changed) / 2
        found = {name: usual(np.abs(arrays[i] - median)) for name, arrays in weights.items()}
        if not all(value <= most for value in found.values()):
            raise Disagree(complaint(f"{'Wb'[i % 2]}{i // 2 + 1}", found, most))
        apart = max(apart, *found.values())
    return apart / largest


def usual(differences: np.ndarray) -> float:
    """The largest of all but a few; NaN where there is one."""
    allowed = int(KINKS * differences.size)
    return float(np.sort(differences, axis=None)[-1 - allowed]) if np.isfinite(differences).all() else np.nan


def complaint(array: str, found: Mapping[str, float], most: float) -> str:
    """The farthest peer first."""
    ranked = sorted(found.items(), key=lambda item: -np.nan_to_num(item[1], nan=np.inf))
    said = ", ".join(f"{name} {value:.1g}" for name, value in ranked)
    return f"{array} differs after one epoch by more than {most:.1g} from the peers' median: {said}."
