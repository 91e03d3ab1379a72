"""The bytes of a missing file, by its name: tables, arrays, pictures, a text. None where nothing is known."""

import gzip
import io
import pickle
import re
from dataclasses import replace
from typing import Any

import numpy as np

from clearprop.read.surroundings.files.catalogue import known_layout
from clearprop.read.surroundings.files.digits import FEW, TESTS, idx_bytes, pictures
from clearprop.read.surroundings.files.hints import (
    columns_by_number,
    named_columns,
    rows_wanted,
    shown_layout,
    with_hints,
)
from clearprop.read.surroundings.files.layout import Layout

SAVED = re.compile(r"weights|model|param|checkpoint|saved|(?<![a-z])logs?(?![a-z])|config|theta|history|result", re.I)
PROSE = "the cat sat on the mat and the dog ran to the cat while a bird sang in the old tree.\n" * 6
TABLES = ("csv", "txt", "data", "dat", "tsv", "names", "")
KEYS = re.compile(r"\[\s*['\"](\w+)['\"]\s*\]")
TARGET = re.compile(r"y|t|labels?|targets?|.*(_y|y_.*|label|target).*", re.I)
ANSWERS = re.compile(r"out(put)?s?$|labels?$|targets?$|(^|_)y(_|$)", re.I)
"""In the names of files that hold the targets alone."""
PICTURES = re.compile(r"images.idx3|labels.idx1|mnist\.|_batch")
"""In the names of files that hold pictures or their labels."""


def contents(name: str, text: str, guess: int) -> tuple[bytes, str] | None:
    """The bytes and, in a few words, what they hold; for a name without folders."""
    if name.endswith(".gz"):
        inner = contents(name.removesuffix(".gz"), text, guess)
        return None if inner is None else (gzip.compress(inner[0]), inner[1])
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    return digits(name) or arrays(name, suffix, text, guess) or table(name, suffix, text, guess)


def is_known(name: str) -> bool:
    """Whether the name alone says what is in the file."""
    plain = name.removesuffix(".gz")
    return (
        known_layout(plain) is not None
        or digits(plain) is not None
        or bool(re.fullmatch(r"ex[34](data1|weights)\.mat", name))
    )


def digits(name: str) -> tuple[bytes, str] | None:
    """MNIST and CIFAR-10 in the files in which they are handed around."""
    if not PICTURES.search(name):
        return None
    rows = TESTS if re.match(r"t10k|test", name) else FEW
    images, labels = pictures(rows, (28, 28))
    if re.search(r"images.idx3", name):
        return idx_bytes(images), f"{rows} pictures of 28 × 28"
    if re.search(r"labels.idx1", name):
        return idx_bytes(labels), f"{rows} labels"
    if re.fullmatch(r"mnist\.(pkl|pickle)", name):
        part = (images.reshape(rows, 784) / np.float32(255), labels.astype(np.int64))
        tests = part[0][:TESTS], part[1][:TESTS]
        return pickle.dumps((part, tests, tests)), f"{rows} pictures of 784 numbers, and twice {TESTS}"
    if re.fullmatch(r"mnist\.npz", name):
        return saved_npz(
            x_train=images, y_train=labels, x_test=images[:64], y_test=labels[:64]
        ), f"{rows} pictures of 28 × 28"
    if re.fullmatch(r"(data|test)_batch(_\d)?", name):
        colours, kinds = pictures(rows, (3072,))
        return pickle.dumps({b"data": colours, b"labels": kinds.tolist()}), f"{rows} pictures of 3072 numbers"
    return None


def saved_npz(**values: Any) -> bytes:
    file = io.BytesIO()
    np.savez(file, **values)
    return file.getvalue()


def arrays(name: str, suffix: str, text: str, guess: int) -> tuple[bytes, str] | None:
    """What NumPy and MATLAB save: one array, or several under the names that the code asks for."""
    if suffix == "mat":
        return None
    if suffix not in ("npy", "npz") or SAVED.search(name):
        return None
    file = io.BytesIO()
    features, labels = numbers(text, guess)
    if suffix == "npy":
        chosen = labels if TARGET.fullmatch(name.removesuffix(".npy")) else features
        np.save(file, chosen)
        return file.getvalue(), f"an array of shape {chosen.shape}"
    keys = sorted(set(KEYS.findall(text)))
    return (
        (saved_npz(**{key: labels if TARGET.fullmatch(key) else features for key in keys}), ", ".join(keys))
        if keys
        else None
    )


def matlab(name: str, text: str, guess: int) -> dict[str, Any] | None:
    """What scipy.io.loadmat gives for a missing file; well known are the exercises of a course, in two files."""
    if re.fullmatch(r"ex[34]weights\.mat", name):
        chance = np.random.RandomState(3)
        return {"Theta1": chance.uniform(-0.1, 0.1, (25, 401)), "Theta2": chance.uniform(-0.3, 0.3, (10, 26))}
    if re.fullmatch(r"ex[34]data1\.mat", name):
        images, labels = pictures(100, (400,))
        return {"X": images / 255.0, "y": (labels.astype(int) + 1).reshape(-1, 1)}
    keys = sorted(set(KEYS.findall(text)) - {"__header__"})
    features, labels = numbers(text, guess)
    return {key: labels.reshape(-1, 1) if TARGET.fullmatch(key) else features for key in keys} or None


def numbers(text: str, guess: int) -> tuple[Any, Any]:
    """Features f64[rows, columns] and labels, as wide as the code shows."""
    shown = shown_layout(text, guess)
    width = max(1, len(shown.columns) - 1) if shown else 784 if re.search(r"\b784\b|28 ?\* ?28", text) else 3
    images, labels = pictures(20, (width,), 10 if width == 784 else 2)
    return images / 255.0, labels.astype(np.int64)


def table(name: str, suffix: str, text: str, guess: int) -> tuple[bytes, str] | None:
    """A table in text, or prose where the code reads letters."""
    known = known_layout(name) or (known_layout("mnist.csv") if takes_digits(name, text) else None)
    if known is None and (suffix not in TABLES or SAVED.search(name)):
        return None
    layout = with_hints(known, text) if known else shown_layout(text, guess)
    if known is None and layout is not None and ANSWERS.search(name.rpartition(".")[0]) and shows_no_columns(text):
        layout = replace(layout, columns=layout.columns[-1:])
    if suffix == "txt" and known is None and reads_letters(text):
        return PROSE.encode(), "a few sentences"
    if known is None and layout is not None and suffix == "tsv":
        layout = Layout(layout.columns, layout.header, "\t")
    if layout is None:
        return None
    layout = replace(layout, rows=rows_wanted(text, counted(name, text) or layout.rows))
    return layout.text(name).encode(), described(layout)


def shows_no_columns(text: str) -> bool:
    return not named_columns(text) and not columns_by_number(text)


def counted(name: str, text: str) -> int:
    """The rows that stand in for the 60000 of MNIST where the code writes down how many there are; else nought."""
    if "60000" not in text or not re.search(r"mnist|cifar", name, re.I):
        return 0
    return TESTS if "test" in name else FEW


def takes_digits(name: str, text: str) -> bool:
    """Whether a table is read as pictures of digits, as those of a well-known competition, which are in train.csv."""
    return bool(re.fullmatch(r"(train|test)\w*\.csv", name) and re.search(r"\b784\b|digit-recognizer", text))


def reads_letters(text: str) -> bool:
    """Whether the code takes a text apart into characters or words, not into numbers."""
    return bool(re.search(r"set\(\s*(data|text|corpus|words)|char_to_i|vocab", text))


def described(layout: Layout) -> str:
    names = [column.name for column in layout.columns]
    shown = ", ".join(names) if len(names) <= 6 else f"{', '.join(names[:2])}, … {names[-1]}"
    return f"{layout.rows} rows of {len(names)} columns ({shown})"


__all__ = ["contents", "is_known", "matlab", "named_columns"]
