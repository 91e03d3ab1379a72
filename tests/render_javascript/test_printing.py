"""Trees as JavaScript: parentheses where the language wants them, and its own words for what others write as operators."""

import numpy as np
import pytest

from clearprop.expression import Call, Cast, Element, Expression, Name, Number, Operator, where
from clearprop.render.javascript.printing import JavaScriptPrinter
from clearprop.render.javascript.sizes import Size

DTYPES = {"x": "f64", "y": "f64", "s": "f32", "n": "i64", "m": "i64", "p": "bool", "q": "bool", "b": "bool"}
x, y, s, n, m, p, q, i = map(Name, ("x", "y", "s", "n", "m", "p", "q", "i"))
ROWS = Size.of(5, Name("rows"))

TREES = [
    (-(x**2), "-(x ** 2)"),
    ((-x) ** 2, "(-x) ** 2"),
    (Operator("neg", (-x,)), "-(-x)"),
    (x - Number(-1.5), "x - (-1.5)"),
    (x ** (y**3), "power(x, y ** 3)"),
    ((x**2) ** 3, "(x ** 2) ** 3"),
    (Number(0.9) ** x, "0.9 ** x"),
    (x**0.5, "Math.sqrt(x)"),
    (x**-1, "1 / x"),
    (x == y, "x === y"),
    (p == q, "p == q"),
    (p != (x > 0), "p != (x > 0)"),
    ((p & q) | ~p, "p && q || !p"),
    (~x, "x === 0"),
    (Operator("+", (p, q)), "p || q"),
    (where(x > 0, x, -x) * 2.0, "(x > 0 ? x : -x) * 2"),
    (n // 2, "Math.floor(n / 2)"),
    (n // m, "wholeQuotient(n, m)"),
    (Element("n", (3,), (i,)) % 4, "wholeModulo(n[i], 4)"),
    (n % 4, "n % 4"),
    (x % y, "modulo(x, y)"),
    ((n ^ m ^ 5) + 1, "((n ^ m ^ 5) >>> 0) + 1"),
    (Cast("i64", x), "Math.trunc(x)"),
    (Cast("f64", p), "Number(p)"),
    (Cast("f64", Element("b", (3,), (i,))), "b[i]"),
    (Cast("bool", x), "x !== 0"),
    (Cast("f32", x), "Math.fround(x)"),
    (s * 0.1, f"s * {float(np.float32(0.1))!r}"),
    (Call("isinf", (x,)), "Math.abs(x) === Infinity"),
    (Number(float("inf")), "Infinity"),
    (Number(float("nan")), "NaN"),
    (Number(1.7976931348623157e308), "1.7976931348623157e+308"),
    (Number(2.0), "2"),
    (Number(-0.0), "-0"),
    (Number(True), "true"),
    (Element("x", (5, 3), (i, n)), "x[i * 3 + n]"),
    (Element("x", (ROWS, 3), (i, n)), "x[i * 3 + n]"),
    (Element("x", (3, ROWS, 2), (i, n, m)), "x[(i * rows + n) * 2 + m]"),
    (Element("x", (ROWS, 3), (Number(0), n)), "x[n]"),
    (Element("x", (5,), (Element("n", (2,), (i,)),)), "x[at(n[i], 5)]"),
    (Element("x", (ROWS,), (Element("n", (2,), (i,)),)), "x[at(n[i], rows)]"),
    (Element("x", (), ()), "x"),
]


@pytest.mark.parametrize(("tree", "text"), TREES, ids=[text for _, text in TREES])
def test_a_tree(tree: Expression, text: str) -> None:
    assert JavaScriptPrinter(dict(DTYPES)).text(tree) == text
