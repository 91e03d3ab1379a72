"""Programs that hold one of everything a Program may hold, built by hand."""

from typing import Any

import numpy as np

from clearprop.ir import Adjoint, Equation, Guard, Literal, Origin, Position, Program, Type, Variable
from clearprop.ops import OPS

NET = Position("/home/ada/net.py", 3, 8, 3, 17, "loss")
LONG = Position("/home/ada/net.py", 5, 4, 7, 2, "loss")
OTHER = Position("/home/bob/net.py", 12)
NOTEBOOK = Position("<ipython input 3: a name with spaces>", 1, 0, 0, 0, "<lambda>")


def variable(name: str, text: str) -> Variable:
    return Variable(name, Type.parse(text))


def number(value: Any, dtype: str) -> Literal:
    return Literal(value, Type(dtype))


def everything() -> Program:
    """A Program with all dtypes of literals, odd names, guards of each kind, and every form of origin."""
    x, w = variable("x", "f64[5, 3]"), variable("params_layer 1", "f32[3, 2]")
    mask, wild, big, empty, one = (
        variable("mask", "bool[5]"), variable("wild", "f32[2, 2]"), variable("big", "f64[20, 15]"),
        variable("empty", "i64[0, 3]"), variable("t1", "f64[]"),
    )  # fmt: skip
    constants = {
        mask: np.array([True, False, True, True, False]),
        wild: np.array([[np.nan, np.inf], [-np.inf, -0.0]], np.float32),
        big: np.random.default_rng(0).normal(size=(20, 15)),
        empty: np.zeros((0, 3), np.int64),
        one: np.array(0.1),
    }
    wide, z, gone = variable("t2", "f64[3, 2]"), variable("z", "f64[5, 2]"), variable("gone", "f64[7]")
    total, above, halved = variable("L", "f64[]"), variable("t3", "bool[]"), variable("inf", "f64[5, 2]")
    row, count, infinite = variable("row", "f64[2]"), variable("count", "i64[]"), variable("t4", "f64[5, 2]")
    ops = OPS
    equations = [
        Equation(wide, ops["cast"]("f64"), (w,), Origin(NET)),
        Equation(z, ops["matmul"](), (x, wide), Origin(NET, 'layer 1 / "pre" # 2')),
        Equation(total, ops["sum"](), (z,), Origin(LONG, "", Adjoint(z, None, "local"))),
        Equation(above, ops["greater"](), (total, number(0.0, "f64")), Origin(OTHER)),
        Equation(
            halved, ops["multiply"](), (z, number(0.5, "f64")), Origin(None, "layer 2", Adjoint(z, 1, "upstream"))
        ),
        Equation(
            row, ops["index"](at=(2, (0, 2, 1)), shape=(5, 2)), (halved,), Origin(None, "", Adjoint(gone, 0, "sum"))
        ),
        Equation(count, ops["sum"](), (mask,), Origin()),
        Equation(infinite, ops["multiply"](), (halved, number(float("-inf"), "f64")), Origin(NOTEBOOK)),
    ]
    guards = [
        Guard(above, True, Origin(NET), 'L > 0  # "sure"'),
        Guard(count, 3, Origin(), ""),
        Guard(mask, np.array([True, False, True, True, False]), Origin(OTHER), "mask"),
    ]
    outputs = {
        "value": total,
        "dparams_layer 1": wide,
        "one": number(1.0, "f64"),
        "half": number(0.5, "f32"),
        "third": number(1 / 3, "f64"),
    }
    return Program((x, w), constants, equations, guards, outputs, "f of <x>").check()
