"""The cases themselves, in plain NumPy: they run, they are finite, smooth at the point, and not constant."""

import re
from pathlib import Path

import numpy as np
import pytest

from . import oracle
from .case import Case, is_floating, leaves
from .catalogue import ALL, BY_SUBJECT, parametrised


@parametrised(stretch_may_fail=False)
def test_case_is_sound(case: Case) -> None:
    value = case.function(*case.fresh(), **case.named)
    assert np.ndim(value) == 0 and np.isfinite(value), f"{value!r} is no finite scalar"
    assert isinstance(value, (float, np.floating, np.ndarray)), f"{type(value)} is not a float"
    assert float(case.value(case.arguments)) == float(value), "not deterministic"
    assert case.wrt, "nothing to differentiate"

    near, far = (oracle.central_differences(case, step) for step in (case.step, 2 * case.step))
    assert oracle.largest(near) > 1e-4, "the gradient is zero"
    limit = max(case.tolerance, 1e-5) * oracle.largest(near)
    assert oracle.distance(near, far) < 10 * limit, "not smooth here"
    finer = oracle.central_differences(case, case.step / 2)
    assert oracle.distance(oracle.numeric_gradient(case), extrapolated(finer, near)) < case.tolerance * oracle.largest(
        near
    )


def extrapolated(near: list, far: list) -> list:
    return [[(4 * a - b) / 3 for a, b in zip(n, f, strict=True)] for n, f in zip(near, far, strict=True)]


@pytest.mark.parametrize("subject", BY_SUBJECT)
def test_ids_are_unique(subject: str) -> None:
    ids = [case.id for case in BY_SUBJECT[subject]]
    assert len(set(ids)) == len(ids)


def test_enough_and_small_enough() -> None:
    assert len([case for case in ALL if "stretch" not in case.tags]) >= 120
    for case in ALL:
        numbers = sum(np.size(leaf) for argument in case.arguments for leaf in filter(is_floating, leaves(argument)))
        assert numbers <= 130, f"{case.id} has {numbers} numbers"


PROMISED = """
exp log expm1 log1p log2 logaddexp sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh
abs sign sqrt square cbrt reciprocal hypot arctan2 maximum minimum clip where
sum mean average prod var std max min ptp norm nansum
dot matmul vdot inner outer tensordot einsum trace
reshape ravel transpose swapaxes moveaxis squeeze expand_dims
concatenate stack vstack hstack tile repeat roll flip pad diag tril triu split
cumsum cumprod diff sort argsort argmax cross convolve polyval sliding_window_view solve inv det slogdet
"""


@pytest.mark.parametrize("name", PROMISED.split())
def test_every_promised_op_is_used(name: str) -> None:
    """In a case file: np.x(...), np.linalg.x(...), a.x(...), or x(...) imported by its name."""
    sources = "\n".join(path.read_text() for path in Path(__file__).parent.glob("cases_*.py"))
    assert re.search(rf"\b(np|linalg)\.{name}\(|\.{name}\(|\b{name}\(", sources)


@pytest.mark.parametrize(
    "spelling", ["np.add.at(", "add.reduce(", "multiply.accumulate(", "subtract.outer(", "out=", "math."]
)
def test_every_promised_spelling_is_used(spelling: str) -> None:
    assert any(spelling in path.read_text() for path in Path(__file__).parent.glob("cases_*.py"))
