"""A model in one file: arrays as safetensors, everything else as JSON in its header. Never pickle."""

import json
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from clearprop.train.data.errors import DataError
from clearprop.train.whole_file import write_whole

KEY = "clearprop"
VERSION = 1


def write_model(path: str | Path, description: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> None:
    """Writes the file whole or not at all: what was there before stays until the new one is complete."""
    # only a model file needs safetensors
    safetensors = import_module("safetensors.numpy")
    text = json.dumps({"version": VERSION, **description})  # a validation loss may be infinite; Python reads that back
    content = safetensors.save({name: np.array(array, order="C") for name, array in arrays.items()}, {KEY: text})
    write_whole(path, content)


def read_model(path: str | Path) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The description and the arrays. FileNotFoundError, or DataError where the file is no model of ours."""
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"{path}: there is no such file.")
    safetensors = import_module("safetensors")  # as above
    try:
        with safetensors.safe_open(path, framework="np") as file:
            text = (file.metadata() or {}).get(KEY)
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  (it is no dict)
    except (safetensors.SafetensorError, OSError) as problem:
        raise DataError(f"{path}: this is no model file ({problem}); expected one that clearprop saved.") from problem
    if text is None:
        raise DataError(f"{path}: these tensors were not saved by clearprop: their header has no {KEY!r}.")
    description: dict[str, Any] = json.loads(text)
    if description.pop("version", None) != VERSION:
        raise DataError(f"{path}: the file is of another version of clearprop; expected the format {VERSION}.")
    return description, arrays
