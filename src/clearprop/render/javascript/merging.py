"""The statements of several Programs that differ in sizes only, as one: a size is a formula where they differ."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from clearprop.expression import Number
from clearprop.render.javascript.sizes import Axis, Size, formula


class Differs(ValueError):
    """The Programs differ in more than in sizes."""


def merged(versions: Sequence[Any], axes: Sequence[Axis]) -> Any:
    """The first of the versions (statements, nodes, shapes), with sizes where they differ. Differs where that fails."""
    first = versions[0]
    if len(versions) == 1:
        return first
    if any(type(version) is not type(first) for version in versions):
        raise Differs(f"{short(first)} is {short(versions[1])} there")
    if isinstance(first, Number):
        return merged_number([version.value for version in versions], first, axes)
    if is_dataclass(first) and not isinstance(first, type):
        values = {f.name: [getattr(version, f.name) for version in versions] for f in fields(first)}
        return type(first)(**{name: merged(found, axes) for name, found in values.items()})
    if isinstance(first, tuple | list):
        if any(len(version) != len(first) for version in versions):
            raise Differs(f"{short(first)} is {short(versions[1])} there")
        return type(first)([merged(parts, axes) for parts in zip(*versions, strict=True)])
    if isinstance(first, np.ndarray):
        return merged_array(versions, axes)
    if all(version == first or (version != version and first != first) for version in versions):
        return first
    if isinstance(first, int) and not isinstance(first, bool):
        tree = formula(versions, axes)
        if tree is not None:
            return Size.of(first, tree)
    raise Differs(f"{short(first)} is {short(versions[1])} there")


def merged_number(values: Sequence[Any], node: Number, axes: Sequence[Axis]) -> Any:
    if any(type(value) is not type(values[0]) for value in values):
        raise Differs(f"{values[0]} is {values[1]} there")
    if all(value == values[0] or (value != value and values[0] != values[0]) for value in values):
        return node
    tree = None if isinstance(values[0], bool) else formula(values, axes)
    if tree is None:
        raise Differs(f"the number {values[0]} is {values[1]} there, which is no formula of the sizes")
    return tree


def merged_array(versions: Sequence[np.ndarray], axes: Sequence[Axis]) -> np.ndarray:
    """Data: the same in every Program, or the same number everywhere."""
    first = versions[0]
    if all(np.array_equal(version, first, equal_nan=first.dtype.kind == "f") for version in versions):
        return first
    if all(version.size and np.all(version == first.flat[0]) for version in versions):
        return first
    raise Differs(f"data of shape {first.shape} is of shape {versions[1].shape} there")


def short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
