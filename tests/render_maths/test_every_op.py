"""Every example of every op prints in every form, LaTeX and MathML soundly; a new op follows without an edit."""

import re
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from clearprop.explain.derivation import derive_program
from clearprop.expression import Expression, exp
from clearprop.ir import NOWHERE, Equation, Program, Type, Variable
from clearprop.ops import OPS
from clearprop.ops.base import Elementwise
from clearprop.render import MATHS
from tests.render.test_languages import EXAMPLES

from .derivations import DERIVATIONS

PROGRAMS = {label: one for label, (one, _) in EXAMPLES.items()} | {n: d.program for n, d in DERIVATIONS.items()}
COMMANDS = set(
    """
    aligned cases in begin end text frac sqrt sum prod max min ln log exp det sin cos tan sinh cosh tanh arcsin arccos
    arctan odot cdot le ge ne not land lor lnot partial infty ast top prime mathrel mathrm mathbf left right lvert rvert
    lVert rVert lfloor rfloor lceil rceil hat bar tilde ldots times pi sigma alpha delta omega
    """.split()  # noqa: SIM905
)


@pytest.mark.parametrize("label", PROGRAMS)
@pytest.mark.parametrize("per_element", [False, True])
def test_latex(label: str, per_element: bool) -> None:
    text = MATHS["latex"](PROGRAMS[label], per_element, True, True)
    depth = 0
    for token in re.findall(r"\\.|[{}]", text):
        depth += (token == "{") - (token == "}")
        assert depth >= 0, text
    assert depth == 0, text
    assert text.count(r"\left") - text.count(r"\leftarrow") == len(re.findall(r"\\right(?!arrow)", text))
    assert set(re.findall(r"\\([a-zA-Z]+)", text)) <= COMMANDS
    bare = re.sub(r"\\text\{[^}]*\}", "", text)
    assert bare.isascii(), "LaTeX without unicode-math sets ASCII only"
    assert not re.search(r"(?<!\\)[%#$~]", bare)
    for line in text.splitlines()[1:-1]:
        assert not re.search(r"\^\{[^{}]*\}\s*\^|_\{[^{}]*\}\s*_", line), f"double script: {line}"


@pytest.mark.parametrize("label", PROGRAMS)
@pytest.mark.parametrize("per_element", [False, True])
def test_mathml(label: str, per_element: bool) -> None:
    program = PROGRAMS[label]
    root = ElementTree.fromstring(MATHS["mathml"](program, per_element))
    identifiers = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(identifiers) == len(set(identifiers))
    shown = {node.get("data-equation") for node in root.iter()}
    names = {variable.name for variable in program.variables()}
    assert shown - {None} <= names | set(program.outputs)
    named = {equation.result.name for equation in program.equations if not re.fullmatch(r"t\d+", equation.result.name)}
    assert named <= shown
    assert "<script" not in ElementTree.tostring(root, "unicode")


@pytest.mark.parametrize("label", PROGRAMS)
@pytest.mark.parametrize("per_element", [False, True])
def test_unicode(label: str, per_element: bool) -> None:
    text = MATHS["unicode"](PROGRAMS[label], per_element)
    for opening, closing in ("()", "[]", "{}", "⌊⌋", "⌈⌉"):
        assert text.count(opening) == text.count(closing)
    assert "\\" not in text
    assert "Operator(" not in text and "object at" not in text


def test_an_op_that_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    class Swing(Elementwise):
        """a = z e^(-z²), a' = (1 - 2 z²) e^(-z²).   z: f[*s] -> a: f[*s]."""

        named = True

        def evaluate(self, z: Any) -> Any:
            return z * np.exp(-(z**2))

        def derivative(self, a: Any, z: Any) -> Any:
            return (1 - 2 * z**2) * np.exp(-(z**2))

        def expression(self, z: Expression) -> Expression:
            return z * exp(-(z**2))

        def definition(self, z: Any) -> Any:
            return z * np.exp(-(z**2))

    monkeypatch.delitem(OPS, "swing")
    x, z, total = (Variable(name, Type("f64", shape)) for name, shape in (("x", (2,)), ("a", (2,)), ("L", ())))
    equations = [Equation(z, Swing(), (x,), NOWHERE), Equation(total, OPS["sum"](), (z,), NOWHERE)]
    program = Program((x,), {}, equations, [], {"value": total}, "f").check()
    d = derive_program(program, {"x": np.array([0.5, -1.0])}, ("x",))
    assert [" ".join(line.split()) for line in d.maths().splitlines() if "=" in line] == [
        "a = swing(x)",
        "L = Σᵢ a",
        "∂L/∂x = swing′(x)",
        "swing(z) = z ⊙ exp(−z²)",
        "swing′(z) = (1 − 2 z²) exp(−z²)",
    ]
