"""Names: the author's, each once; temporaries are numbered; inputs keep theirs whatever happens."""

import numpy as np

from clearprop.ir import Adjoint, Equation, Origin, Program, Type, Variable
from clearprop.ops import OPS
from clearprop.transform.functional import trace
from clearprop.transform.rename import is_temporary, renamed

F = Type("f64", (3,))


def chain(*names: str, inputs: tuple[str, ...] = ("x",)) -> Program:
    variables = [Variable(name, F) for name in names]
    first, *more = [Variable(name, F) for name in inputs]
    operands = [first, *variables]
    equations = [
        Equation(result, OPS["tanh"](), (operand,), Origin(None, "", Adjoint(operand, 0, "local")))
        for operand, result in zip(operands, variables, strict=False)
    ]
    return Program((first, *more), {}, equations, [], {"value": operands[-1]})


def names_of(program: Program) -> list[str]:
    return [variable.name for variable in program.variables()]


def test_temporaries_are_numbered_anew_in_order() -> None:
    assert names_of(renamed(chain("t7", "t3", "t99"), {})) == ["x", "t1", "t2", "t3"]


def test_a_name_that_comes_again_gets_a_number() -> None:
    program = chain("t1", "t2", "t3", "t4")
    results = [equation.result for equation in program.equations]
    made = renamed(program, {results[0]: "h", results[1]: "h", results[3]: "h"})
    assert names_of(made.check()) == ["x", "h", "h_2", "t1", "h_3"]


def test_numbers_avoid_names_that_an_input_has() -> None:
    program = chain("t1", "t2", inputs=("t1", "t3"))
    assert names_of(renamed(program, {}).check()) == ["t1", "t3", "t2", "t4"]


def test_an_input_keeps_its_name_against_a_result() -> None:
    program = chain("t1")
    made = renamed(program, {program.equations[0].result: "x"})
    assert names_of(made.check()) == ["x", "x_2"]


def test_a_new_input_keeps_its_name_against_an_old_result() -> None:
    """The Program before is not touched; adjoints speak of the variable that took the place."""
    before = chain("dx", "t1")
    text = str(before)
    new = Variable("dx", F)
    after = Program((*before.inputs, new), {}, before.equations, [], {"value": before.outputs["value"], "d": new})
    made = renamed(after, {}, before=before).check()
    assert names_of(made) == ["x", "dx", "dx_2", "t1"]
    assert made.inputs[1] is new
    assert made.equations[1].origin.adjoint.of is made.equations[0].result
    assert str(before) == text


def test_only_numbered_ts_are_temporary() -> None:
    assert [name for name in ("t", "t1", "t12", "t1a", "T1", "time", "t_1") if is_temporary(name)] == ["t1", "t12"]


def test_the_author_names_are_in_the_program() -> None:
    def function(x):
        h = np.tanh(x)
        for _ in range(2):
            h = h * x
        total = np.sum(h)
        return total

    assert [n for n in names_of(trace(function, np.ones(3))) if not is_temporary(n)] == [
        "x",
        "h",
        "h_2",
        "h_3",
        "total",
    ]
