"""MNIST's format: a folder with IDX files of images and labels, packed by gzip or not.

The format: two zero bytes, 8 for unsigned bytes, the number of sizes, each size in four bytes (big-endian), the data
(Yann LeCun, http://yann.lecun.com/exdb/mnist/).
"""

import gzip
import zlib
from math import prod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clearprop.train.data.arrays import Arrays, Part, make_part
from clearprop.train.data.csv_text import read_bytes
from clearprop.train.data.errors import ColumnError, DataError
from clearprop.train.data.wording import counted

EXPECTED = "train-images-idx3-ubyte and train-labels-idx1-ubyte, .gz or not"


def has_idx_files(folder: Path) -> bool:
    """True where the folder has images or labels, to train on or to score on."""
    files = [(part, what) for part in ("train", "t10k") for what in (("images", 3), ("labels", 1))]
    return any(find_file(folder, part, *what) for part, what in files)


def read_idx_folder(folder: Path, target: str | None = None) -> Arrays:
    """The images and labels of a folder. Raises DataError where files are missing, broken or do not fit together."""
    if target not in (None, "label", "labels"):
        raise ColumnError(f"{folder} holds images and labels: there is no column {target!r}; leave --target out.")
    train, test = read_part(folder, "train"), read_part(folder, "t10k")
    only = train or test
    if only is None:
        raise DataError(f"{folder}: found no IDX files in this folder; expected {EXPECTED}.")
    if train is None or test is None:
        note = f"{folder.name}: {counted(len(only.features), 'image')} of {'t10k' if train is None else 'train'}"
        return Arrays(folder.name, only, None, (note,))
    if train.features.shape[1:] != test.features.shape[1:]:
        raise DataError(
            f"{folder}: the images of train are {train.features.shape[1:]}, those of t10k {test.features.shape[1:]}."
        )
    note = (
        f"{folder.name}: {counted(len(train.features), 'image')} to train on; scored on the "
        f"{counted(len(test.features), 'image')} of t10k"
    )
    return Arrays(folder.name, train, test, (note,))


def read_part(folder: Path, part: str) -> Part | None:
    """The images and labels of 'train' or 't10k', or None where there are neither."""
    images, labels = find_file(folder, part, "images", 3), find_file(folder, part, "labels", 1)
    if images is None and labels is None:
        return None
    if images is None or labels is None:
        missing = "images" if images is None else "labels"
        raise DataError(
            f"{folder}: there is no file with the {missing} of {part}; expected {part}-{missing}-idx"
            f"{3 if images is None else 1}-ubyte, .gz or not."
        )
    pictures, numbers = read_idx(images, 3), read_idx(labels, 1)
    if len(pictures) != len(numbers):
        raise DataError(
            f"{folder}: {images.name} has {counted(len(pictures), 'image')}, "
            f"but {labels.name} has {counted(len(numbers), 'label')}."
        )
    return make_part(folder.name, pictures, numbers, "label")


def find_file(folder: Path, part: str, what: str, dimensions: int) -> Path | None:
    """The file as it is named by its author, or with a dot as on some copies; packed or not."""
    for separator in "-.":
        for packed in ("", ".gz"):
            path = folder / f"{part}-{what}{separator}idx{dimensions}-ubyte{packed}"
            if path.is_file():
                return path
    return None


def read_idx(path: Path, dimensions: int) -> NDArray[np.uint8]:
    """u8[items] or u8[items, height, width]. Raises DataError for another format and for too few or too many bytes."""
    content = read_bytes(path)
    if content.startswith(b"\x1f\x8b"):
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error) as problem:
            raise DataError(f"{path}: broken gzip file: {problem}; fetch it again.") from problem
    start = 4 + 4 * dimensions
    if content[:4] != bytes((0, 0, 8, dimensions)):
        raise DataError(
            f"{path}: expected an IDX file that begins with the bytes 0 0 8 {dimensions}, "
            f"found {' '.join(map(str, content[:4]))}."
        )
    sizes = [int(size) for size in np.frombuffer(content[4 : len(content[:start]) // 4 * 4], ">u4")]
    if len(sizes) < dimensions or len(content) != start + prod(sizes):
        expected = start + prod(sizes) if len(sizes) == dimensions else start
        raise DataError(
            f"{path}: expected {counted(expected, 'byte')}, found {len(content):,}: the file is "
            f"{'cut off' if len(content) < expected else 'too long'}; fetch it again."
        )
    return np.frombuffer(content, np.uint8, offset=start).reshape(sizes)
