"""Parts of an array along an axis: split and its like give a list of slices. No op is needed."""

from typing import Any

import numpy as np

from clearprop.ops.axes import array, normal_axis
from clearprop.ops.base import TRACED


def array_split(ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Any]:
    """Parts that end at the indices, or as many parts as asked for, the first of them longer by one where need be."""
    ary = array(ary)
    axis = normal_axis(axis, len(ary.shape))
    size = ary.shape[axis]
    if hasattr(indices_or_sections, "__len__"):
        ends = [int(end) for end in indices_or_sections]
    else:
        parts = int(indices_or_sections)
        if parts <= 0:
            raise ValueError("number sections must be larger than 0.")
        ends = [(size // parts) * k + min(k, size % parts) for k in range(1, parts)]
    before = (slice(None),) * axis
    return [ary[(*before, slice(*part))] for part in zip([0, *ends], [*ends, size], strict=True)]


def split(ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Any]:
    """Parts that end at the indices, or as many equal parts as asked for."""
    ary = array(ary)
    size = ary.shape[axis]
    if not hasattr(indices_or_sections, "__len__") and size % int(indices_or_sections):
        raise ValueError(f"split of axis {axis}: {size} elements do not make {indices_or_sections} equal parts.")
    return array_split(ary, indices_or_sections, axis)


def vsplit(ary: Any, indices_or_sections: Any) -> list[Any]:
    """Parts along the first axis."""
    return split(ary, indices_or_sections, 0)


def hsplit(ary: Any, indices_or_sections: Any) -> list[Any]:
    """Parts along the second axis; of a vector along its only one."""
    ary = array(ary)
    return split(ary, indices_or_sections, 1 if len(ary.shape) > 1 else 0)


def dsplit(ary: Any, indices_or_sections: Any) -> list[Any]:
    """Parts along the third axis."""
    return split(ary, indices_or_sections, 2)


TRACED |= {np.split: split, np.array_split: array_split, np.vsplit: vsplit, np.hsplit: hsplit, np.dsplit: dsplit}
