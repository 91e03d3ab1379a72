"""``check`` refuses what is no Program; types are read and written."""

import numpy as np
import pytest

from clearprop.ir import NOWHERE, Equation, Guard, Literal, Program, Type, Variable, type_of
from clearprop.ops import OPS

X = Variable("x", Type("f64", (5, 3)))
TANH, TOTAL = Variable("a", Type("f64", (5, 3))), Variable("L", Type("f64"))


def program(*equations: Equation, **changed: object) -> Program:
    parts = {"inputs": (X,), "constants": {}, "guards": [], "outputs": {"value": X}} | changed
    return Program(**parts, equations=list(equations))  # type: ignore[arg-type]


def equation(result: Variable, name: str, *operands: object) -> Equation:
    return Equation(result, OPS[name](), operands, NOWHERE)  # type: ignore[arg-type]


def test_a_right_program_is_itself() -> None:
    right = program(equation(TANH, "tanh", X), equation(TOTAL, "sum", TANH), outputs={"value": TOTAL})
    assert right.check() is right
    assert len(right) == 2
    assert right.input("x") is X
    assert list(right.variables()) == [X, TANH, TOTAL]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (program(equation(TOTAL, "sum", TANH)), "not bound before equation"),
        (program(equation(TANH, "tanh", X), equation(TANH, "tanh", X)), "bound twice"),
        (program(equation(Variable("x", X.type), "tanh", X)), "bound twice"),
        (program(equation(Variable("a", Type("f64", (3, 5))), "tanh", X)), r"tanh gives f64\[5, 3\]"),
        (program(equation(Variable("a", Type("f32", (5, 3))), "tanh", X)), r"tanh gives f64\[5, 3\]"),
        (program(outputs={"value": TANH}), "not bound before the outputs"),
        (program(guards=[Guard(TANH, True, NOWHERE)]), "not bound before a guard"),
        (program(constants={TANH: np.zeros((5, 4))}), r"holds an array of float64 and shape \(5, 4\)"),
        (program(constants={TANH: np.zeros((5, 3), int)}), "holds an array of int64"),
    ],
)
def test_a_wrong_program_is_refused(wrong: Program, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        wrong.check()


def test_a_missing_input_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="no input 'y'; the inputs are x"):
        program().input("y")


@pytest.mark.parametrize("text", ["f64[]", "f32[3]", "i64[5, 3]", "bool[0, 4]", "u8[2, 3, 4]"])
def test_types_are_read_and_written(text: str) -> None:
    assert str(Type.parse(text)) == text
    assert type_of(np.zeros(Type.parse(text).shape, Type.parse(text).numpy)) == Type.parse(text)


@pytest.mark.parametrize("text", ["f64", "f65[3]", "f64[-1]", "f64[3", "", "f64[3] "[:-2]])
def test_what_is_no_type_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a type"):
        Type.parse(text)


@pytest.mark.parametrize("value", ["text", 1j, np.zeros(2, np.complex128), [None]])
def test_what_is_not_numeric_has_no_type(value: object) -> None:
    with pytest.raises(TypeError, match="cannot stand in a Program"):
        type_of(value)


def test_guards_say_what_happened() -> None:
    guard = Guard(TOTAL, True, NOWHERE, "loss > 0")
    assert guard.message(False) == "loss > 0 was True when recorded and is False now; trace again with these inputs."


def test_literals_print_their_dtype_where_it_is_not_plain() -> None:
    literals = [
        Literal(2.0, Type("f64")),
        Literal(2.0, Type("f32")),
        Literal(2, Type("i64")),
        Literal(True, Type("bool")),
    ]
    assert [repr(literal) for literal in literals] == ["2.0", "2.0:f32", "2", "True"]
