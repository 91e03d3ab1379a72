"""Reading and writing memory: which elements of an array came from where."""

from typing import Any

import numpy as np


class Read:
    """``r = content.ravel()[positions]``"""

    def __init__(self, arguments: Any, shape: tuple[int, ...]) -> None:
        self.positions = np.asarray(arguments[1][1], dtype=int).reshape(shape)

    def evaluate(self, operands: Any) -> Any:
        return np.ravel(operands[0])[self.positions]

    def pull(self, g: Any, result: Any, operands: Any) -> Any:
        share = np.zeros(np.size(operands[0]))
        np.add.at(share, self.positions.ravel(), np.ravel(g))
        return [share.reshape(np.shape(operands[0]))]


class Write:
    """The content with other numbers at some positions: ``[content, node, positions, node, positions, ...]``."""

    def __init__(self, arguments: Any, shape: tuple[int, ...]) -> None:
        self.shape = shape
        self.positions = [np.asarray(part[1], dtype=int) for part in arguments[2::2]]

    def evaluate(self, operands: Any) -> Any:
        found = np.array(operands[0], float).ravel()
        for positions, value in zip(self.positions, operands[1:], strict=True):
            found[positions.ravel()] = np.ravel(value)
        return found.reshape(self.shape)

    def pull(self, g: Any, result: Any, operands: Any) -> Any:
        left = np.array(g, float).ravel()
        shares: list[Any] = []
        for positions, value in zip(self.positions[::-1], operands[:0:-1], strict=True):
            shares.append(left[positions.ravel()].reshape(np.shape(value)))
            left[positions.ravel()] = 0.0
        return [left.reshape(self.shape), *shares[::-1]]


class Put:
    """What is written, broadcast to where it is written."""

    def __init__(self, arguments: Any, shape: tuple[int, ...]) -> None:
        self.shape = shape
        self.part = arguments[0]

    def evaluate(self, operands: Any) -> Any:
        if type(self.part) is not int and self.part[0] == "c":
            return np.broadcast_to(self.part[1], self.shape)
        value = operands[0] if type(self.part) is int else np.array(operands)
        return (
            np.broadcast_to(value, self.shape)
            if np.size(value) != np.prod(self.shape)
            else np.reshape(value, self.shape)
        )

    def pull(self, g: Any, result: Any, operands: Any) -> Any:
        g = np.asarray(g)
        if type(self.part) is not int:
            return list(g.ravel()) if len(operands) == g.size else [None] * len(operands)
        shape = np.shape(operands[0])
        if int(np.prod(shape)) == g.size:
            return [g.reshape(shape)]
        extra = g.ndim - len(shape)
        share = g.sum(axis=tuple(range(extra)))
        kept = tuple(axis for axis, size in enumerate(shape) if size == 1 and share.shape[axis] != 1)
        return [share.sum(axis=kept, keepdims=True) if kept else share]


MEMORY: dict[str, Any] = {"read": Read, "write": Write, "put": Put}
