"""Helper modules of a well-known course, which its notebooks import and nobody hands on: data, and layers' functions."""

import re
from types import ModuleType
from typing import Any

import numpy as np

from clearprop.read.surroundings.files.digits import pictures
from clearprop.read.surroundings.packages.provider import Provider, module
from clearprop.read.surroundings.request import Execute
from clearprop.read.surroundings.rewritten import text_of

HELPERS = re.compile(
    r"^\s*(?:from|import)\s+((?:planar|lr|dnn|dnn_app|init|reg|opt)_utils\w*|test[cC]ases\w*|public_tests)\b", re.M
)
PHOTOS = 20


def course_modules(provider: Provider, text: str, execute: Execute) -> dict[str, ModuleType]:
    """Those that the script imports; what they compute is recorded as if it stood in the script."""
    wanted = set(HELPERS.findall(text))
    if not wanted:
        return {}
    contents: dict[str, Any] = {"__name__": "course"}
    execute(text_of("course"), "course.py", contents)
    own = {name: value for name, value in contents.items() if not name.startswith("__")}
    layers = {name: value for name, value in own.items() if not name.startswith("plain")}
    functions = {name.removeprefix("plain_"): value for name, value in own.items() if name.startswith("plain_")}
    data = {
        "load_planar_dataset": lambda *a: flower(provider),
        "load_dataset": lambda *a: cats(provider),
        "load_data": lambda *a: cats(provider),
    }
    return {name: module(name, **data, **(layers if name.startswith("dnn") else functions)) for name in wanted}


def flower(provider: Provider) -> tuple[Any, Any]:
    """Two coordinates in columns [2, 40] and two classes [1, 40]."""
    provider.say("planar_utils is missing; 40 made-up points of two classes stand in.")
    chance = np.random.RandomState(1)
    labels = (np.arange(40) % 2).reshape(1, -1)
    return chance.normal(size=(2, 40)) + 2 * labels, labels


def cats(provider: Provider) -> tuple[Any, Any, Any, Any, Any]:
    """Pictures and labels to train and to test on, and the names of the classes."""
    provider.say(f"The course's helper module is missing; {PHOTOS} made-up pictures of 64 × 64 × 3 stand in.")
    images, labels = pictures(PHOTOS, (64, 64, 3), 2)
    row = labels.astype(int).reshape(1, -1)
    return images, row, images[:5], row[:, :5], np.array([b"non-cat", b"cat"])
