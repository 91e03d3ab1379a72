"""h5py and idx2numpy, where they are not installed: files of arrays, made up where they are missing."""

import gzip
import re
import struct
from types import ModuleType
from typing import Any

import numpy as np

from clearprop.read.surroundings.files.contents import KEYS, TARGET, numbers
from clearprop.read.surroundings.files.digits import pictures
from clearprop.read.surroundings.files.missing import Shelf, name_of
from clearprop.read.surroundings.packages.provider import module

PHOTOS = 20


def hdf5_modules(shelf: Shelf) -> dict[str, ModuleType]:
    """h5py.File and idx2numpy.convert_from_file."""

    def opened(path: Any, *more: Any, **named: Any) -> Held:
        """The arrays that the code asks such a file for, as many and as wide as it shows."""
        name = name_of(str(path))
        held = Held({key: photos(key) for key in sorted(set(KEYS.findall(shelf.request.text))) if "set" in key})
        features, labels = numbers(shelf.request.text, shelf.request.guess)
        others = [key for key in KEYS.findall(shelf.request.text) if key not in held]
        held |= {key: labels if TARGET.fullmatch(key) else features for key in others}
        shelf.say(name, ", ".join(f"{key} {np.shape(value)}" for key, value in held.items()))
        return held

    def converted(path: Any) -> Any:
        with open(path, "rb") as file:
            data = file.read()
        plain = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        shape = struct.unpack_from(f">{plain[3]}I", plain, 4)
        return np.frombuffer(plain, np.uint8, offset=4 + 4 * plain[3]).reshape(shape)

    return {
        "h5py": module("h5py", File=opened),
        "idx2numpy": module("idx2numpy", convert_from_file=converted),
    }


class Held(dict[str, Any]):
    """An open file of arrays."""

    def __enter__(self) -> "Held":
        return self

    def __exit__(self, *problem: Any) -> None: ...

    def close(self) -> None: ...


def photos(key: str) -> Any:
    """Small colour pictures, or their labels, under keys such as train_set_x."""
    images, labels = pictures(PHOTOS, (64, 64, 3), 2)
    return labels.astype(int) if re.search(r"_y|label", key) else images
