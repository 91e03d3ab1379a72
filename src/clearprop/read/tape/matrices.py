"""``np.matrix``: its ``*`` is a product, and what is taken from it keeps two axes. Its nodes are those of plain arrays."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from clearprop.read.tape.recorder import Recorder


ATTRIBUTES = {"A": "call numpy.asarray", "A1": "method ravel", "I": "call numpy.linalg.inv", "H": "attribute T"}
"""What plain arrays call what matrices have as attributes."""


def recorded_matrix(recorder: "Recorder", name: str, site: int, left: Any, right: Any, result: Any) -> Any:
    """The result of an operator of which a side is a matrix."""
    if not (recorder.has_node(left) or recorder.has_node(right)):
        return result
    if name == "mul" and np.ndim(left) and np.ndim(right):
        name = "matmul"
    if name == "pow":
        name = "call numpy.linalg.matrix_power"
    return recorder.found(name, site, recorder.templates(site, (left, right)), result)


def reshaped(recorder: "Recorder", op: str, site: int, arguments: Any, plain: np.ndarray, result: Any) -> Any:
    """What a plain array would have given, then the shape that the matrix gives it."""
    if np.shape(plain) == np.shape(result):
        return recorder.found(op, site, arguments, result)
    number = recorder.node(op, site, arguments, np.array(plain, subok=False) if np.ndim(plain) else plain[()])
    return recorder.found("method reshape", site, [number, ["t", *(["c", size] for size in np.shape(result))]], result)
