"""A traced program, interpreted: the same numbers as the function, at the traced inputs and at others nearby.

At other inputs a value that the trace froze into a constant shows. Functions that branch on data are moved by so little
that the branch stays; the others by two percent.
"""

from typing import Any

import numpy as np

import clearprop as cp
from clearprop.execute.interpret import interpret

from . import oracle
from .case import Case
from .catalogue import parametrised

READS_DATA = {"branches", "masks"}


def run(program: Any, case: Case, arguments: tuple[Any, ...]) -> float:
    """Inputs by name; where the names are not ours to say, by order."""
    names = [variable.name for variable in program.inputs]
    given = case.inputs(arguments)
    if not set(names) <= set(given):
        floating = list(given.values())
        assert len(floating) == len(names), f"inputs are {names}, the arguments are {list(given)}"
        given = dict(zip(names, floating, strict=True))
    outputs = interpret(program, {name: np.asarray(given[name]) for name in names})
    (value,) = outputs.values()
    assert np.ndim(value) == 0
    return float(value)


@parametrised()
def test_replay(case: Case) -> None:
    program = cp.trace(case.function, *case.fresh(), **case.named)
    program.check()

    exact = 1e-5 if "float32" in case.tags else 1e-12
    plain = float(case.value(case.arguments))
    np.testing.assert_allclose(run(program, case, case.arguments), plain, rtol=exact, atol=exact)

    moves = (1e-7,) if READS_DATA & case.tags else (0.02, 0.01)
    if "float32" in case.tags:
        moves = (0.02,)
    for seed, by in enumerate(moves):
        there = oracle.nearby(case, by, seed)
        elsewhere = float(case.value(there))
        assert elsewhere != plain or by < 1e-6, "the case does not tell these inputs apart"
        np.testing.assert_allclose(run(program, case, there), elsewhere, rtol=exact, atol=exact * abs(plain))


@parametrised(lambda case: "branches" in case.tags)
def test_branches_leave_guards(case: Case) -> None:
    """Each truth value that Python took from data is a guard of the program."""
    program = cp.trace(case.function, *case.fresh(), **case.named)
    assert len(program.guards) > 0


@parametrised(lambda case: not (READS_DATA | {"integer data", "named", "defaults"}) & case.tags)
def test_no_guard_without_need(case: Case) -> None:
    """Where nothing is decided by data the program holds everywhere."""
    assert not cp.trace(case.function, *case.fresh(), **case.named).guards


@parametrised(lambda case: len(case.inputs()) < 8)
def test_program_prints_and_parses(case: Case) -> None:
    """`str` shows every equation once: as many lines as equations, at least."""
    program = cp.trace(case.function, *case.fresh(), **case.named)
    assert len(str(program).splitlines()) >= len(program.equations)
