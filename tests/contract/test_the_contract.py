"""The contract notices: a fault planted in each kind of rule makes the check for it fail, which passes without."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

from clearprop.expression import total
from clearprop.ir import Type
from clearprop.ops import OPS, Kink
from tests.javascript import needs_node

from . import derivatives, rules, views
from .cases import Case, as_float32, cases_of
from .emitted import (
    COMPILER,
    check_results,
    compiled,
    run_c,
    run_javascript,
    run_numpy,
    run_python,
    with_gradients,
)


class Fault(NamedTuple):
    """``attribute`` of the op becomes ``planted``, given the attribute as it was; ``check`` is to notice."""

    says: str
    op: str
    attribute: str
    planted: Callable[[Any], Any]
    check: Callable[[Case], None]
    example: int = 0


def on(check: Callable[..., None]) -> Callable[[Case], None]:
    return lambda case: check(case.op, case.operands)


def in_float32(case: Case) -> None:
    narrow = as_float32(case)
    rules.check_float32(narrow.op, narrow.operands)


def kinks(case: Case) -> None:
    rules.check_kinks(type(case.op)())


def in_python(case: Case) -> None:
    built = with_gradients(case.op, case.operands)
    check_results(built, run_python(built), "Python")


def in_numpy(case: Case) -> None:
    built = with_gradients(case.op, case.operands)
    check_results(built, run_numpy(built), "NumPy")


def in_c(case: Case) -> None:
    built = with_gradients(case.op, case.operands)
    check_results(built, run_c(compiled({"f": built.program}).f, built), "C")


def in_javascript(case: Case) -> None:
    built = with_gradients(case.op, case.operands)
    check_results(built, run_javascript(built), "JavaScript")


def scaled(by: float) -> Callable[[Any], Any]:
    return lambda rule: lambda self, *operands: rule(self, *operands) * by


def first_scaled(by: float) -> Callable[[Any], Any]:
    def planted(rule: Any) -> Any:
        def faulty(self: Any, *operands: Any) -> Any:
            first, *rest = rule(self, *operands)
            return (first * by, *rest)

        return faulty

    return planted


def replaced(rule: Any) -> Callable[[Any], Any]:
    return lambda _: rule


def shuffled(rule: Any) -> Any:
    """The view of the element of the next column."""
    return lambda self, index, z: rule(self, (*index[:-1], (index[-1] + 1) % z.shape[-1]), z)


def off_by_one(self: Any, result: Any, x: Any) -> None:
    for row in range(x.shape[0]):
        running = 0.0
        for i in range(1, x.shape[1]):
            running += x[row, i]
            result[row, i] = running


def in_place(self: Any, z: Any) -> Any:
    z[...] = np.tanh(z)
    return z


def elsewhere(write: Any) -> Any:
    return lambda self, target, *operands: write(self, np.array(target), *operands)


def swapped(self: Any, index: Any, x: Any, y: Any) -> Any:
    return total(x.shape[-1], lambda k: x[index[0], k] * y[k, 0])


def without_nan(self: Any, x: Any, y: Any) -> Any:
    return x * 0.0 if isinstance(y, float) and y == 1.0 else None


def wide(self: Any, a: Any, z: Any) -> Any:
    return np.where(z > 5, 0.0, 1.0) * (1 - a**2)


def frozen(self: Any, a: Any, z: Any) -> Any:
    """The right slope as a number of its own: its value is right, but it does not move with z."""
    return np.array(1 - np.tanh(cases_of(type(self))[0].operands[0]) ** 2)


FAULTS = [
    Fault("a factor in a derivative", "tanh", "derivative", scaled(1.001), on(derivatives.check_vjp)),
    Fault("a sign in a derivative", "cos", "derivative", scaled(-1.0), on(derivatives.check_vjp)),
    Fault("a factor, by the complex step", "exp", "derivative", scaled(1.0 + 1e-7), on(derivatives.check_complex_step)),
    Fault("a derivative for one operand", "divide", "derivative", first_scaled(1.01), on(derivatives.check_vjp)),
    Fault("a vjp", "matmul", "vjp", first_scaled(1.01), on(derivatives.check_vjp)),
    Fault("a vjp that is not the jvp's transpose", "matmul", "vjp", first_scaled(1 + 1e-8),
          on(derivatives.check_transposed)),
    Fault("a jvp", "matmul", "jvp", scaled(1.01), on(derivatives.check_vjp)),
    Fault("a derivative of the wrong operand", "subtract", "derivative", replaced(lambda s, r, x, y: (1.0, 1.0)),
          on(derivatives.check_vjp)),
    Fault("a derivative that is missing", "sin", "derivative", replaced(lambda self, r, x: None), on(derivatives.check_vjp)),
    Fault("an op that is not linear", "cumprod", "linear", replaced(True), on(derivatives.check_vjp)),
    Fault("a second derivative alone", "tanh", "derivative", replaced(frozen), on(derivatives.check_second_order)),
    Fault("a shape", "sum", "infer", replaced(lambda self, x: Type(x.dtype, (1,) * x.ndim)), on(rules.check_infer)),
    Fault("a dtype", "tanh", "infer", replaced(lambda self, x: Type("f32", x.shape)), on(rules.check_infer)),
    Fault("a rule that is another on Symbols", "tanh", "derivative",
          lambda rule: lambda self, a, z: rule(self, a, z) * (1.1 if hasattr(z, "builder") else 1), on(rules.check_symbols)),
    Fault("a definition", "sigmoid", "definition", replaced(lambda self, z: 1 / (1 + np.exp(-1.01 * z))),
          on(rules.check_definition)),
    Fault("a derivative that is not the definition's", "softplus", "derivative", scaled(1.01), on(rules.check_definition)),
    Fault("a kink's value", "relu", "derivative", replaced(lambda self, a, z: z >= 0), kinks, 1),
    Fault("a kink's declaration", "abs", "kinks", replaced((Kink(at=(0.0,), derivative=1.0),)), kinks, 1),
    Fault("a gradient that is NaN", "relu", "derivative", replaced(lambda self, a, z: a / z), on(rules.check_finite), 1),
    Fault("float64 in a gradient of float32", "tanh", "derivative", replaced(wide), in_float32),
    Fault("a value that shares memory in secret", "transpose", "shares", replaced(False), on(rules.check_flags)),
    Fault("an operand that is written into", "tanh", "evaluate", replaced(in_place), on(rules.check_flags)),
    Fault("a write that goes elsewhere", "set_at", "write", elsewhere, on(rules.check_flags)),
    Fault("a simplification that drops NaN", "multiply", "simplified", replaced(without_nan), on(rules.check_simplified)),
    Fault("a value that is not NumPy's", "log1p", "evaluate", scaled(1 + 1e-9), on(rules.check_like_numpy)),
    Fault("a dtype that is not NumPy's", "floor_divide", "floating_only", replaced(True), on(rules.check_like_numpy)),
    Fault("an expression", "tanh", "expression", scaled(1 + 1e-9), on(views.check_element)),
    Fault("an element at another index", "tanh", "element", shuffled, on(views.check_element)),
    Fault("an element with swapped indices", "matmul", "element", replaced(swapped), on(views.check_element)),
    Fault("an algorithm", "cumsum", "loops", replaced(off_by_one), on(views.check_loops)),
    Fault("an expression, in Python", "softsign", "expression", scaled(1 + 1e-9), in_python),
    Fault("an expression, in NumPy", "softsign", "expression", scaled(1 + 1e-9), in_numpy),
    pytest.param(
        Fault("an expression, in C", "softsign", "expression", scaled(1 + 1e-9), in_c),
        marks=[pytest.mark.native, pytest.mark.skipif(not COMPILER, reason="NO C COMPILER")],
        id="an expression, in C",
    ),
    pytest.param(
        Fault("an expression, in JavaScript", "softsign", "expression", scaled(1 + 1e-9), in_javascript),
        marks=needs_node,
        id="an expression, in JavaScript",
    ),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.says)
def test_a_fault_is_noticed(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    op = OPS[fault.op]
    case = cases_of(op)[fault.example]
    fault.check(case)
    monkeypatch.setattr(op, fault.attribute, fault.planted(getattr(op, fault.attribute)))
    with pytest.raises(AssertionError):
        fault.check(case)
