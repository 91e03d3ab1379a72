"""nnfs, the package beside a well-known book: its data sets, where it is not installed."""

from types import ModuleType
from typing import Any

import numpy as np

from clearprop.read.surroundings.packages.provider import Provider, module
from clearprop.read.surroundings.stand_ins import nothing


def nnfs_modules(provider: Provider) -> dict[str, ModuleType]:
    """Points of several classes, and a sine; ``init`` only settles dtypes and chance."""

    def points(name: str, samples: int, classes: int, turns: float) -> tuple[Any, Any]:
        """x: f64[samples · classes, 2], y: i64[samples · classes]"""
        provider.say(f"nnfs is not installed; {samples * classes} made-up points stand in for {name}.")
        chance = np.random.RandomState(7)
        labels = np.repeat(np.arange(classes), samples)
        radius = np.tile(np.linspace(0.0, 1.0, samples), classes)
        angle = turns * radius + 2 * np.pi * labels / classes + chance.normal(scale=0.2, size=labels.size)
        return radius[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1), labels

    def spiral_data(samples: int, classes: int) -> tuple[Any, Any]:
        return points("spiral_data", samples, classes, 4.0)

    def vertical_data(samples: int, classes: int) -> tuple[Any, Any]:
        return points("vertical_data", samples, classes, 0.0)

    def sine_data(samples: int = 1000) -> tuple[Any, Any]:
        provider.say(f"nnfs is not installed; {samples} made-up points stand in for sine_data.")
        x = np.arange(samples).reshape(-1, 1) / samples
        return x, np.sin(2 * np.pi * x)

    data = module("nnfs.datasets", spiral_data=spiral_data, vertical_data=vertical_data, sine_data=sine_data)
    return {"nnfs": module("nnfs", init=nothing, datasets=data), "nnfs.datasets": data}
