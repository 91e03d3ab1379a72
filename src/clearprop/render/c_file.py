"""What stands around a C function: includes, constants, the function's head; and how its equations are parted."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import numpy as np

from clearprop.ir import Equation
from clearprop.render.c_printing import CPrinter
from clearprop.render.dtypes import is_float
from clearprop.render.names import Names
from clearprop.render.wrapping import DATA_WIDTH, WIDTH, wrapped


def stored_dtype(dtype: str) -> str:
    """The dtype of a parameter: integers and booleans come as doubles."""
    return dtype if is_float(dtype) else "f64"


def runs(equations: list[Equation], kind: Callable[[Equation], bool]) -> list[list[Equation]]:
    """The equations, in runs of the same kind."""
    return [list(run) for _, run in groupby(equations, key=kind)]


def array_text(name: str, declared: str, array: np.ndarray) -> str:
    sizes = "".join(f"[{max(size, 1)}]" for size in array.shape)
    printer = CPrinter({}, Names(()))

    def braces(value: Any) -> str:
        return f"{{{', '.join(map(braces, value))}}}" if isinstance(value, list) else printer.number(value)

    values = braces(array.tolist()) if array.size else "{0}"
    return "\n".join(wrapped(f"{declared} {name}{sizes} = {values};", "", False, DATA_WIDTH))


def parameter_lines(head: str, parameters: list[str]) -> list[str]:
    """The function's head, its parameters below each other where the line is too long."""
    lines = [head]
    for k, parameter in enumerate(parameters):
        text = parameter + (")" if k == len(parameters) - 1 else ",")
        if len(lines[-1]) + len(text) >= WIDTH and k:
            lines.append(" " * len(head))
        lines[-1] += text if lines[-1].endswith(("(", " ")) else f" {text}"
    return [line.rstrip() for line in lines]


def includes(text: str) -> Iterator[str]:
    needed = {"assert.h": "assert(", "math.h": "", "stdint.h": "int64_t", "stdlib.h": "llabs(", "string.h": "mem"}
    for header, word in needed.items():
        if word in text or (header == "stdint.h" and "INT64" in text):
            yield f"#include <{header}>"


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
