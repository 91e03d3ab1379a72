"""sklearn: what is gone from it, what it would download, and a small one where it is not installed."""

import importlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType
from typing import Any

import numpy as np

from clearprop.read.surroundings.files.digits import FEW
from clearprop.read.surroundings.packages.modules import in_place, installed
from clearprop.read.surroundings.packages.provider import Provider
from clearprop.read.surroundings.packages.sklearn_small import Bunch, small_modules
from clearprop.read.surroundings.replacing import replaced


@contextmanager
def sklearn(provider: Provider) -> Iterator[None]:
    """Only if the script speaks of it: importing it takes seconds."""
    with ExitStack() as stack:
        if "sklearn" in provider.text and not installed("sklearn"):
            small = small_modules(provider)
            vars(small["sklearn.datasets"]).update(fetchers(provider))
            stack.enter_context(in_place(small))
        elif "sklearn" in provider.text:
            stack.enter_context(in_place(moved(provider.text)))
            if any(word in provider.text for word in ("load_boston", "fetch_")):
                stack.enter_context(replaced(importlib.import_module("sklearn.datasets"), **fetchers(provider)))
        yield


def moved(text: str) -> dict[str, ModuleType]:
    """sklearn.cross_validation and sklearn.grid_search, which are sklearn.model_selection today."""
    if "cross_validation" not in text and "grid_search" not in text:
        return {}
    selection = importlib.import_module("sklearn.model_selection")
    return {"sklearn.cross_validation": copied(selection), "sklearn.grid_search": copied(selection)}


def copied(real: ModuleType) -> ModuleType:
    """A module with the same contents, to be put under another name."""
    made = ModuleType(real.__name__)
    vars(made).update({name: value for name, value in vars(real).items() if not name.startswith("__")})
    return made


def fetchers(provider: Provider) -> dict[str, Any]:
    """load_boston, which is gone, and the functions that download MNIST."""

    def boston(return_X_y: bool = False) -> Any:
        provider.say("load_boston is gone from sklearn; 50 made-up rows of 13 columns stand in.")
        chance = np.random.RandomState(5)
        rows = chance.uniform(0, 1, (50, 13))
        target = 20 + rows @ chance.uniform(-5, 5, 13)
        return (rows, target) if return_X_y else bunch(rows, target)

    def fetched(name: str = "mnist_784", *arguments: Any, **named: Any) -> Any:
        images, labels = provider.pictures(str(name), FEW, (784,))
        target = labels.astype(float) if "original" in str(name).lower() else labels.astype(str).astype(object)
        return (images.astype(float), target) if named.get("return_X_y") else bunch(images.astype(float), target)

    return {"load_boston": boston, "fetch_mldata": fetched, "fetch_openml": fetched}


def bunch(data: Any, target: Any) -> Bunch:
    names = [f"x{place}" for place in range(data.shape[1])]
    return Bunch(data=data, target=target, feature_names=names, DESCR="")
