"""The shapes in docstrings are true: each op's are held against its examples, value and all."""

import numpy as np
import pytest

from clearprop.ops import OPS
from tests.contract.cases import cases_of, evaluated
from tests.docs.shapes import Shape, Signature, signatures_of


@pytest.mark.parametrize("name", sorted(OPS))
def test_an_op_says_its_formula_and_its_shapes(name: str) -> None:
    docstring = OPS[name].__doc__
    assert docstring, f"op {name} has no docstring; its first line is its formula."
    assert "=" in docstring.splitlines()[0], f"the docstring of {name} begins with a formula: r = ..."
    assert signatures_of(docstring), f"the docstring of {name} has no shapes, such as x: f[*s] -> r: f[*s]."


@pytest.mark.parametrize("name", sorted(OPS))
def test_an_op_has_the_shapes_that_its_docstring_says(name: str) -> None:
    signatures = signatures_of(OPS[name].__doc__ or "")
    unused = set(range(len(signatures)))
    for case in cases_of(OPS[name]):
        result = np.asarray(evaluated(case))
        fitting = [k for k, signature in enumerate(signatures) if signature.holds(case.operands, result)]
        given = ", ".join(f"{x.dtype}{list(x.shape)}" for x in case.operands)
        assert fitting, f"{case}: {given} -> {result.dtype}{list(result.shape)} is not what its docstring says."
        unused -= set(fitting)
    assert not unused, f"no example of {name} has the shapes {[signatures[k] for k in unused]}."


def test_shapes_are_read() -> None:
    (found,) = signatures_of("r = x / y.   x, y: f[*s, n], z: i[2] of at least 1 -> r: bool[*broadcast, _].")
    assert found == Signature(
        (Shape("f", ("*s", "n")), Shape("f", ("*s", "n")), Shape("i", ("2",))), Shape("bool", ("*broadcast", "_"))
    )
    assert signatures_of("r = value everywhere.   -> r: f[*shape].") == [Signature((), Shape("f", ("*shape",)))]
    assert signatures_of("x: T[*s, _], ... -> r: T[*s, _]")[0].more
    assert len(signatures_of("x: f[k] -> r: f[]\n    x: f[n, k] -> r: f[n]")) == 2


@pytest.mark.parametrize(
    ("line", "operands", "result", "holds"),
    [
        ("x: f[*s] -> r: f[*s]", [(5, 3)], (5, 3), True),
        ("x: f[*s] -> r: f[*s]", [(5, 3)], (3, 5), False),
        ("x: f[*s], y: f[*t] -> r: f[*broadcast]", [(5, 1), (3,)], (5, 3), True),
        ("x: f[*s], y: f[*t] -> r: f[*broadcast]", [(5, 1), (3,)], (5, 1), False),
        ("x: f[*s], y: f[*t] -> r: f[*broadcast]", [(5, 2), (3,)], (5, 3), False),
        ("x: f[*s, n, k], y: f[*t, k, m] -> r: f[*broadcast, n, m]", [(4, 5, 3), (3, 2)], (4, 5, 2), True),
        ("x: f[*s, n, k], y: f[*t, k, m] -> r: f[*broadcast, n, m]", [(4, 5, 3), (2, 3)], (4, 5, 2), False),
        ("x: f[*s, *t], ... -> r: f[*s, n, *t]", [(5, 3), (5, 3)], (5, 2, 3), True),
        ("x: f[*s, *t], ... -> r: f[*s, n, *t]", [(5, 3), (3, 5)], (5, 2, 3), False),
        ("x: f[n] -> r: f[m, m]", [(3,)], (4, 4), True),
        ("x: f[n] -> r: f[m, m]", [(3,)], (3, 4), False),
        ("x: f[n] -> r: f[1]", [(3,)], (1,), True),
        ("x: f[n] -> r: f[1]", [(3,)], (2,), False),
        ("x: f[n] -> r: f[n]", [(3,), (3,)], (3,), False),
        ("x: i[n] -> r: f[n]", [(3,)], (3,), False),
        ("x: T[n] -> r: T[n]", [(3,)], (3,), True),
    ],
)
def test_shapes_are_held_against_arrays(
    line: str, operands: list[tuple[int, ...]], result: tuple[int, ...], holds: bool
) -> None:
    (signature,) = signatures_of(line)
    assert signature.holds([np.zeros(shape) for shape in operands], np.zeros(result)) is holds


def test_a_letter_is_one_dtype() -> None:
    (same,) = signatures_of("x: T[n] -> r: T[n]")
    assert not same.holds([np.zeros(3)], np.zeros(3, bool))
    (other,) = signatures_of("x: T[n] -> r: U[n]")
    assert other.holds([np.zeros(3)], np.zeros(3, bool))


def test_this_notices_a_wrong_docstring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OPS["sum"], "__doc__", "r = Σ x.   x: f[*s] -> r: f[*s].")
    with pytest.raises(AssertionError, match="not what its docstring says"):
        test_an_op_has_the_shapes_that_its_docstring_says("sum")
