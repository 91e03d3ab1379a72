"""Arrays of a tape as one piece of bytes: what shares memory is sent once, and what would not fit is left out."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from clearprop.read.tape.memory import memory_of

SHARED = 1 << 20
"""Bytes from which it is looked whether several values lie in one piece of memory."""
HUGE = 4
"""What takes more than this part of all that is sent comes before what is merely late."""
ALIGNED = 16
"""Bytes at a multiple of which each array begins: NumPy copies others whenever it computes with them."""
Entry = Any  # a number, or [offset, bytes, dtype, shape, strides] with offset -1 for what is left out


def packed(values: Sequence[Any], most: int) -> tuple[list[Entry], list[bytes], list[int]]:
    """Entries for the header, the bytes of the arrays, and the values that were left out."""
    absent = left_out(values, most)
    blobs: list[bytes] = []
    sent: dict[int, int] = {}
    entries: list[Entry] = []
    at = 0
    for number, value in enumerate(values):
        if not isinstance(value, np.ndarray | np.generic):
            entries.append(value)
            continue
        array = np.asarray(value)
        if number in absent:
            entries.append([-1, 0, array.dtype.str, list(array.shape), None])
            continue
        root = root_of(array)
        if id(root) not in sent:
            sent[id(root)] = at
            blobs.append(filled_up(np.ascontiguousarray(root).tobytes(), b"\0"))
            at += len(blobs[-1])
        inside = address(array) - address(root) if root is not array else 0
        strides = list(array.strides) if root is not array else None
        entries.append([sent[id(root)] + inside, array.nbytes, array.dtype.str, list(array.shape), strides])
        if root.nbytes < SHARED:
            del sent[id(root)]
    return entries, blobs, sorted(absent)


def filled_up(data: bytes, filling: bytes, more: int = 0) -> bytes:
    """Data after which, with so many bytes ``more`` before them, an array can begin."""
    return data + filling * (-(len(data) + more) % ALIGNED)


def left_out(values: Sequence[Any], most: int) -> set[int]:
    """So many values that the rest is not more than ``most`` bytes: huge ones, then the latest, so that first steps stay."""
    groups: dict[int, tuple[int, list[int]]] = {}
    for number, value in enumerate(values):
        if isinstance(value, np.ndarray):
            root = root_of(value)
            groups.setdefault(id(root), (root.nbytes, []))[1].append(number)
    total, absent = sum(size for size, _ in groups.values()), set[int]()
    for size, numbers in sorted(groups.values(), key=lambda group: dispensable(group[0], group[1], most), reverse=True):
        if total <= most:
            break
        total -= size
        absent.update(numbers)
    return absent


def dispensable(size: int, numbers: list[int], most: int) -> tuple[bool, int, int]:
    """The huge ones by their size, the others by when they came."""
    huge = size > most // HUGE
    return huge, size if huge else 0, numbers[0]


def root_of(array: np.ndarray) -> np.ndarray:
    """The array whose bytes are sent for this one."""
    if array.nbytes < SHARED:
        return array
    memory = memory_of(array)
    return memory if isinstance(memory, np.ndarray) and memory.flags.c_contiguous else array


def address(array: np.ndarray) -> int:
    found: int = array.__array_interface__["data"][0]
    return found


def unpacked(entry: Entry, blob: memoryview) -> Any:
    """The value of an entry; of what was left out, only the shape is right."""
    if not isinstance(entry, list):
        return entry
    at, _, dtype, shape, strides = entry
    if at < 0:
        return np.broadcast_to(np.zeros((), dtype), shape)
    array: np.ndarray = np.ndarray(shape, np.dtype(dtype), blob, at, strides)
    return array if shape else array[()]
