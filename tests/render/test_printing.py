"""Trees as text: as few parentheses as precedence allows, in each language."""

import pytest

from clearprop.expression import (
    Call,
    Cast,
    Element,
    Expression,
    Name,
    Number,
    Operator,
    Select,
    Slice,
    Subscript,
    exp,
    total,
)
from clearprop.ir import Program, Type, Variable
from clearprop.render.c_printing import CPrinter, Stored
from clearprop.render.names import C, Names
from clearprop.render.numpy import NumpyPrinter
from clearprop.render.outline import Outline
from clearprop.render.python import PythonPrinter

A, B, X, N, M = (Name(text) for text in "abxnm")
KINDS = {"a": "f64[]", "b": "f64[]", "x": "f64[3]", "n": "i64[]", "m": "bool[3]"}


def outline() -> Outline:
    inputs = tuple(Variable(name, Type.parse(kind)) for name, kind in KINDS.items())
    found = Outline(Program(inputs, {}, [], [], {}), Names(()))
    found.name_inputs()
    return found


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (A + B * A, "a + b * a"),
        ((A + B) * A, "(a + b) * a"),
        (A - (B - A), "a - (b - a)"),
        (A - B - A, "a - b - a"),
        (A / (B * A), "a / (b * a)"),
        (1.0 - A**2.0, "1 - a**2"),
        ((-A) ** 2, "(-a) ** 2"),
        (-(A**2), "-a**2"),
        (A - -B, "a - (-b)"),
        ((A + B) ** 2, "(a + b) ** 2"),
        (2.0**A, "2**a"),
        ((A @ B) * A, "(a @ b) * a"),
        (A @ (B * A), "a @ (b * a)"),
        (A @ B + A, "a @ b + a"),
        ((A > 0.0) & (B < 1.0), "(a > 0) & (b < 1)"),
        (~(A > 0.0), "~(a > 0)"),
        (Operator("==", (A > B, B > A)), "(a > b) == (b > a)"),
        (exp(-A), "np.exp(-a)"),
        (Call("transpose", (A @ B,)), "(a @ b).T"),
        (Select(A > 0.0, A, Number(0.0)), "np.where(a > 0, a, 0.0)"),
        (Subscript(X, (Slice(1, None), None, N)), "x[1:, None, n]"),
        (Call("sum", (X,), (("axis", 0), ("keepdims", True))), "np.sum(x, axis=0, keepdims=True)"),
        (Call("zeros", (), (("shape", (5, 3)), ("dtype", "float32"))), "np.zeros((5, 3), dtype=np.float32)"),
        (Call("maximum", (Number(0.0), X)), "np.maximum(0, x)"),
        (Cast("f64", Operator(">", (X, Number(0.0)))), "(x > 0).astype(np.float64)"),
        (Cast("f64", N), "np.float64(n)"),
        (Number(float("inf")) * A, "np.inf * a"),
        (N + 1.0, "n + 1.0"),
    ],
)
def test_numpy(tree: Expression, text: str) -> None:
    assert NumpyPrinter(outline()).text(tree) == text


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (Element("x", (3,), (N,)), "x[n]"),
        ((A > 0.0) & ~(B < 1.0) | (A == B), "a > 0 and not b < 1 or a == b"),
        (Select(A > 0.0, A, Number(0.0)) * B, "(a if a > 0 else 0.0) * b"),
        (total(3, lambda i: total(2, lambda j: A)), "sum(a for {0} in range(3) for {1} in range(2))"),
        (Call("maximum", (Number(0.0), A)), "max(a, 0.0)"),
        (Call("remainder", (A, B)), "a % b"),
        (Cast("f64", A), "a"),
        (Cast("f64", A > 0.0), "float(a > 0)"),
        (exp(A), "exp(a)"),
        (Call("tanh", (A,)), "math.tanh(a)"),
        (A**0.5, "power(a, 0.5)"),
        (A**-1.0, "a**-1"),
    ],
)
def test_python(tree: Expression, text: str) -> None:
    found = PythonPrinter(outline()).text(tree)
    names = [part.split()[0] for part in found.split(" for ")[1:]]
    assert found == text.format(*names)


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (Element("x", (3, 4), (N, M)), "x[n * 4 + m]"),
        (Element("x", (3, 4), (Number(2), M + 1)), "x[8 + m + 1]"),
        (Element("z", (3, 4), (N, M)), "z[n][m]"),
        (Element("x", (), ()), "x[0]"),
        (N / M, "(double)n / m"),
        (N // M, "n / m"),
        ((N - 1) % M, "(int)modulo(n - 1, m)"),
        (A**2, "a * a"),
        ((A + B) ** 2, "square(a + b)"),
        (A**-1, "1 / a"),
        (A**0.5, "sqrt(a)"),
        (A**3, "pow(a, 3)"),
        ((A > 0.0) & (B > 0.0) | (A < B), "(a > 0 && b > 0) || a < b"),
        (~(A > 0.0), "!(a > 0)"),
        (Select(A > 0.0, A, Number(0.0)), "a > 0 ? a : 0.0"),
        (Cast("i64", A), "(int64_t)a"),
        (Call("abs", (A,)), "fabs(a)"),
        (Call("round", (A,)), "rint(a)"),
        (Call("isnan", (A,)), "isnan(a) != 0"),
        (Number(float("-inf")), "-INFINITY"),
        (Number(2**40), "1099511627776LL"),
        (exp(Name("s")), "expf(s)"),
    ],
)
def test_c(tree: Expression, text: str) -> None:
    stored = {
        "a": Stored("f64", ()),
        "b": Stored("f64", ()),
        "s": Stored("f32", ()),
        "x": Stored("f64", (3, 4), flat=True),
        "z": Stored("f64", (3, 4)),
    }
    assert CPrinter(stored, Names(C)).text(tree) == text


def test_an_index_that_is_data_is_checked_and_may_count_from_the_end() -> None:
    stored = {
        "x": Stored("f64", (3, 4), flat=True),
        "y": Stored("f64", (5,), flat=True),
        "k": Stored("i64", (5,), in_range=True),
    }
    printer = CPrinter(stored, Names(C))
    assert printer.text(Element("x", (3, 4), (Element("y", (5,), (N,)), M))) == "x[at(y[n], 3) * 4 + m]"
    assert printer.text(Element("x", (3, 4), (Element("k", (5,), (N,)), M))) == "x[k[n] * 4 + m]"
