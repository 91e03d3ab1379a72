"""``loops`` as statements: static parts worked out, numbers printed; in each language as it runs in Python."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from clearprop.ir import NOWHERE, Equation, Program, Type, Variable
from clearprop.ops.base import Op
from clearprop.ops.loops import each, indices, zeros
from clearprop.render import c, python

from .running import assert_equal, needs_compiler, run_c, run_python

SHAPE = (5, 3)


@dataclass(frozen=True)
class Words(Op, abstract=True):
    """An algorithm that uses every word that ops/loops.py allows."""

    axis: int = 0
    doubled: bool = True

    name = "words"

    def infer(self, x: Type) -> Type:
        return x

    def evaluate(self, x: Any) -> Any:
        result = np.zeros_like(x)
        self.loops(result, x)
        return result

    def numpy(self, *operands: Any) -> Any:
        raise AssertionError("not printed")

    def loops(self, result: Any, x: Any) -> None:
        n = x.shape[self.axis]
        rest = x.shape[: self.axis] + x.shape[self.axis + 1 :]
        order = indices(n)
        scratch = zeros(n, 2)
        small, large = math.inf, -math.inf
        for at in each(rest):
            for i in range(n):
                order[i] = i
                scratch[i, 0] = x[i, *at]
            for i in range(1, n):
                j = i
                while j > 0 and x[int(order[j - 1]), *at] > x[int(order[j]), *at]:
                    order[j - 1], order[j] = order[j], order[j - 1]
                    j -= 1
            found = 0.0
            for i in range(n - 1, -1, -1):
                if scratch[i, 0] == 0:
                    continue_here = 1.0
                elif 0 < scratch[i, 0] <= 2:
                    continue_here = math.exp(-scratch[i, 0])
                else:
                    continue_here = abs(scratch[i, 0]) if self.doubled else 0.0
                    if i % 2 == 1:
                        break
                found += continue_here
            small = min(small, found)
            large = max(large, found)
            for i in range(n):
                result[i, *at] = found * order[i] + (2 if self.doubled else 3) * x[-1, *at]
        result[0, 0] = small - large


def words(op: Op) -> Program:
    x, r = Variable("x", Type("f64", SHAPE)), Variable("found", Type("f64", SHAPE))
    return Program((x,), {}, [Equation(r, op, (x,), NOWHERE)], [], {"found": r}, "words").check()


X = np.array([[1.0, -2.0, 0.0], [0.5, 3.0, 1.5], [0.5, 0.0, -1.0], [4.0, 0.1, 2.0], [0.0, 1.0, -3.0]])


@pytest.mark.parametrize("doubled", [True, False])
def test_python(doubled: bool) -> None:
    op = Words(doubled=doubled)
    assert_equal(run_python(words(op), {"x": X}), {"found": op.evaluate(X)})


@pytest.fixture
def without_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Words, "numpy", Op.numpy)


@needs_compiler
@pytest.mark.native
@pytest.mark.parametrize("doubled", [True, False])
def test_c(doubled: bool, without_comment: None) -> None:
    op = Words(doubled=doubled)
    assert_equal(run_c(words(op), {"x": X}), {"found": op.evaluate(X)})


def test_static_parts_are_worked_out(without_comment: None) -> None:
    code = python.source(words(Words(doubled=False)))
    assert "doubled" not in code and "axis" not in code
    assert "3 * x[4]" in code
    assert "int64_t order[5];" in c.source(words(Words()))
