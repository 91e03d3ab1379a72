"""ucimlrepo, which downloads tables of the UCI repository: a made-up one stands in, as wide as the known ones are."""

import importlib
from types import ModuleType
from typing import Any

import numpy as np

from clearprop.read.surroundings.packages.modules import installed
from clearprop.read.surroundings.packages.provider import Provider, module
from clearprop.read.surroundings.packages.sklearn_small import Bunch

ROWS = 60
TABLES: dict[Any, tuple[int, str, list[Any]]] = {
    53: (4, "class", ["Iris-setosa", "Iris-versicolor", "Iris-virginica"]),
    109: (13, "class", [1, 2, 3]),
    17: (30, "Diagnosis", ["M", "B"]),
    45: (13, "num", [0, 1, 2, 3, 4]),
}
"""By its number: how many features, the name of the target, and its classes."""
NAMES = {"iris": 53, "wine": 109, "breast cancer wisconsin (diagnostic)": 17, "heart disease": 45}
OTHER: tuple[int, str, list[Any]] = (8, "class", [0, 1])


def uci_modules(provider: Provider) -> dict[str, ModuleType]:
    """The package, where there is pandas, whose frames it gives."""

    def fetch_ucirepo(name: str | None = None, id: int | None = None) -> Any:
        width, target, classes = TABLES.get(NAMES.get(str(name).lower(), id), OTHER)
        provider.say(
            f"Table {name or id} cannot be downloaded; {ROWS} made-up rows of {width} columns and a {target} stand in."
        )
        return table(width, target, classes)

    return {"ucimlrepo": module("ucimlrepo", fetch_ucirepo=fetch_ucirepo)} if installed("pandas") else {}


def table(width: int, target: str, classes: list[Any]) -> Any:
    """Features that depend on the class, as the package hands them over."""
    pandas = importlib.import_module("pandas")
    chance = np.random.RandomState(11)
    labels = np.arange(ROWS) % len(classes)
    numbers = chance.uniform(0, 1, (ROWS, width)) + labels[:, None] * chance.uniform(0, 0.5, width)
    names = [f"x{place}" for place in range(width)]
    features = pandas.DataFrame(numbers, columns=names)
    targets = pandas.DataFrame({target: [classes[label] for label in labels]})
    data = Bunch(features=features, targets=targets, original=features.assign(**{target: targets[target]}), ids=None)
    return Bunch(data=data, metadata=Bunch(name="made up"), variables=pandas.DataFrame({"name": [*names, target]}))
