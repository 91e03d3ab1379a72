"""A Program is printed and read back without loss; the text is readable; errors name the line."""

import numpy as np
import pytest

from clearprop.ir import NOWHERE, Adjoint, Origin, Program, Type, Variable, parse
from clearprop.ops import OPS
from clearprop.transform.functional import trace
from clearprop.transform.grad import grad

from .building import LONG, NET, everything


def small(W, b, x):
    z = x @ W + b
    return np.sum(np.tanh(z)) * 0.5


def gradient() -> Program:
    arguments = np.ones((3, 2)), np.array([0.5, -0.25]), np.ones((4, 3))
    return grad(trace(small, *arguments), ["W", "b"])


def test_it_reads_like_this() -> None:
    text = str(gradient()).replace(str(small.__code__.co_filename), "test_text.py")
    line = small.__code__.co_firstlineno
    assert (
        text
        == f"""\
program small(W: f64[3, 2], b: f64[2], x: f64[4, 3]):
  t1: f64[4, 2] = matmul x W                         # test_text.py:{line + 1}:8-13 in small
  z: f64[4, 2] = add t1 b                            # test_text.py:{line + 1}:8-17 in small
  t2: f64[4, 2] = tanh z                             # test_text.py:{line + 2}:18-28 in small
  t3: f64[] = sum[axis=None, keepdims=False] t2      # test_text.py:{line + 2}:11-29 in small
  t4: f64[] = multiply t3 0.5                        # test_text.py:{line + 2}:11-35 in small
  t5: f64[4, 2] = power t2 2                         # test_text.py:{line + 2}:18-28 in small | local of t2
  t6: f64[4, 2] = subtract 1.0 t5                    # test_text.py:{line + 2}:18-28 in small | local of t2
  delta: f64[4, 2] = multiply 0.5 t6                 # test_text.py:{line + 2}:18-28 in small | upstream of t2.0
  db: f64[2] = sum[axis=(0,), keepdims=False] delta  # test_text.py:{line + 1}:8-17 in small | upstream of z.1
  t7: f64[3, 4] = transpose[axes=(1, 0)] x           # test_text.py:{line + 1}:8-13 in small | local of t1
  dW: f64[3, 2] = matmul t7 delta                    # test_text.py:{line + 1}:8-13 in small | upstream of t1.1
  return value = t4, dW = dW, db = db
  where test_text.py = "test_text.py\""""
    )


def test_without_positions_there_are_no_comments() -> None:
    x = Variable("x", Type("f64", (3,)))
    program = Program((x,), {}, [], [], {"value": x}, "f")
    assert str(program) == "program f(x: f64[3]):\n  return value = x"
    assert str(Program((), {}, [], [], {})) == "program program():\n  return"


@pytest.mark.parametrize("program", [everything(), gradient(), Program((), {}, [], [], {})], ids=lambda p: p.name)
def test_it_comes_back_as_it_was(program: Program) -> None:
    back = parse(str(program), OPS).check()
    assert str(back) == str(program)
    assert back.name == program.name
    assert [str(v) for v in back.variables()] == [str(v) for v in program.variables()]
    for array, before in zip(back.constants.values(), program.constants.values(), strict=True):
        assert array.dtype == before.dtype
        assert array.tobytes() == before.tobytes() or np.isnan(before).any()
        np.testing.assert_array_equal(array, before)
    for equation, before in zip(back.equations, program.equations, strict=True):
        assert equation.op == before.op
        assert [repr(o) for o in equation.operands] == [repr(o) for o in before.operands]
        assert (equation.origin.position, equation.origin.scope) == (before.origin.position, before.origin.scope)
        assert repr(equation.origin) == repr(before.origin)
    assert {k: repr(v) for k, v in back.outputs.items()} == {k: repr(v) for k, v in program.outputs.items()}
    for guard, before in zip(back.guards, program.guards, strict=True):
        assert type(guard.value) is type(before.value)
        np.testing.assert_array_equal(guard.value, before.value)
        assert (guard.source, guard.origin) == (before.source, before.origin)


def test_variables_are_shared_again_and_the_gone_stay_gone() -> None:
    back = parse(str(everything()), OPS)
    z = next(e.result for e in back.equations if e.result.name == "z")
    assert back.equations[2].origin.adjoint == Adjoint(z, None, "local")
    gone = back.equations[5].origin.adjoint.of
    assert (gone.name, str(gone.type)) == ("gone", "f64[7]")
    assert gone not in set(back.variables())
    assert back.equations[0].origin == Origin(NET)
    assert back.equations[2].origin.position == LONG
    assert back.equations[6].origin is NOWHERE


def test_two_files_of_one_name_are_told_apart() -> None:
    text = str(everything())
    assert 'where net.py = "/home/ada/net.py"' in text
    assert 'where net.py_2 = "/home/bob/net.py"' in text
    assert 'where source = "<ipython input 3: a name with spaces>"' in text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("  y: f64[3] = nonsense x", "no op nonsense"),
        ("  y: f64[3] = tanh z", "z is not bound"),
        ("  y: f65[3] = tanh x", "not a type"),
        ("  y f64[3] = tanh x", "expected ': '"),
        ("  y: f64[3] = sum[axis=(0,] x", "no bracket closes"),
        ("  y: f64[] = sum[axe=0] x", "unexpected keyword"),
        ("  y: f64[3] = tanh x  # upstream of q.0", "q is not bound"),
        ("  guard y is True", "y is not bound"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(line: str, says: str) -> None:
    with pytest.raises(ValueError, match="line 2 of the Program") as caught:
        parse(f"program f(x: f64[3]):\n{line}\n  return value = x", OPS)
    assert says in str(caught.value)
