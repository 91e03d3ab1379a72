"""What cannot be differentiated. The line that ends in `# here` is the one that a message has to name."""

import io
import json
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .case import normal


@dataclass(frozen=True)
class Refusal:
    """`words`: one of them names the operation in the message (upper and lower case are the same)."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    words: tuple[str, ...]
    hard: bool = False


def singular_values(A):
    B = A * 2
    return np.linalg.svd(B, compute_uv=False)[0]  # here


def eigenvalues(A):
    return np.linalg.eigvalsh(A + A.T).sum()  # here


def fourier(x):
    return np.abs(np.fft.fft(x)).sum()  # here


def text_and_back(x):
    text = f"{x:.3f}"  # here
    return float(text) ** 2


def percent_text(x):
    text = "%.6f" % x  # noqa: UP031  # here
    return float(text) * x


def string_of_array(v):
    words = str(v[0])  # here
    return float(words) + v.sum()


def through_json(v):
    back = json.loads(json.dumps([v[0], v[1]]))  # here
    return back[0] * back[1]


def through_bytes(v):
    raw = v.tobytes()  # here
    return np.frombuffer(raw).sum()


def through_a_file(v):
    buffer = io.BytesIO()
    np.save(buffer, v)  # here
    buffer.seek(0)
    return np.load(buffer).sum()


def through_a_typed_array(v):
    values = array("d", v)  # here
    return sum(values)


def iterator(v):
    total = 0.0
    for item in np.nditer(v):  # here
        total += item * item
    return total


def random_from_a_parameter(v):
    rng = np.random.default_rng(0)
    return rng.normal(loc=v[0], scale=1.0)  # here


def shape_assignment(v):
    w = v * 2
    w.shape = (2, 2)  # here
    return w[0, 1]


def helper_with_the_trouble(B):
    return np.linalg.eigvals(B)  # here


def trouble_in_a_callee(A):
    return helper_with_the_trouble(A @ A.T).real.sum()


def complex_numbers(v):
    z = v + 1j * v[::-1]  # here
    return np.abs(z).sum()


def integer_cast(v):
    whole = v.astype(int)  # the gradient through it is zero: data from here on
    return np.sum(v * whole)


CASES = [
    Refusal(singular_values, (normal(1, 4, 3),), ("svd",)),
    Refusal(eigenvalues, (normal(1, 3, 3),), ("eigvalsh",)),
    Refusal(fourier, (normal(1, 5),), ("fft",)),
    Refusal(text_and_back, (1.2345,), ("text", "format", "string")),
    Refusal(percent_text, (1.2345,), ("text", "format", "string")),
    Refusal(string_of_array, (normal(1, 3),), ("text", "str")),
    Refusal(through_json, (normal(1, 3),), ("json", "dumps", "text", "float"), True),
    Refusal(through_bytes, (normal(1, 3),), ("tobytes", "bytes")),
    Refusal(through_a_file, (normal(1, 3),), ("save", "file")),
    Refusal(through_a_typed_array, (normal(1, 3),), ("array", "float")),
    Refusal(iterator, (normal(1, 3),), ("nditer",)),
    Refusal(random_from_a_parameter, (normal(1, 3),), ("normal", "random")),
    Refusal(shape_assignment, (normal(1, 4),), ("shape",)),
    Refusal(trouble_in_a_callee, (normal(1, 3, 4),), ("eigvals",)),
    Refusal(complex_numbers, (normal(1, 3),), ("complex",)),
]
