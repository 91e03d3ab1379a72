"""Each op, its value and its gradients, emitted in each language and held against the interpreter."""

from functools import cache

import pytest

from clearprop.ops import OPS
from clearprop.render import c, javascript, numpy, python
from tests.javascript import needs_node

from .cases import all_cases, as_float32, derived_cases, literal_places
from .emitted import COMPILER, check_results, compiled, run_c, run_javascript, run_numpy, run_python, with_gradients
from .programs import Built

EMITTED = [case for case in (*all_cases(), *derived_cases()) if not python.lacks(case.op)]
NAMES = sorted({case.op.name for case in EMITTED})


@cache
def built(name: str) -> dict[str, Built]:
    """The Programs of an op: of each case, of each with a number in an operand's place, and of one in float32."""
    found: dict[str, Built] = {}
    for case in EMITTED:
        if case.op.name == name:
            label = f"case_{case}".replace("-", "_")
            found[label] = with_gradients(case.op, case.operands)
            found |= {
                f"{label}_number{place}": with_gradients(case.op, case.operands, {place: number})
                for place, number in literal_places(case)
                if case.smooth
            }
    narrow = next(as_float32(case) for case in EMITTED if case.op.name == name)
    return found | {"case_float32": with_gradients(narrow.op, narrow.operands)}


@pytest.mark.parametrize("name", sorted(OPS))
def test_it_can_be_emitted(name: str) -> None:
    lacking = [language.__name__ for language in (python, numpy, c, javascript) if language.lacks(OPS[name])]
    assert not lacking, f"{name} cannot be written by {', '.join(lacking)}"


@pytest.mark.parametrize("name", NAMES)
def test_python_gives_what_the_interpreter_gives(name: str) -> None:
    for program in built(name).values():
        check_results(program, run_python(program), "Python")


@pytest.mark.parametrize("name", NAMES)
def test_numpy_gives_what_the_interpreter_gives(name: str) -> None:
    for program in built(name).values():
        check_results(program, run_numpy(program), "NumPy")


@pytest.mark.native
@pytest.mark.skipif(not COMPILER, reason="NO C COMPILER: the emitted C is not tested on this machine")
@pytest.mark.parametrize("name", NAMES)
def test_c_gives_what_the_interpreter_gives(name: str) -> None:
    library = compiled({label: program.program for label, program in built(name).items()})
    for label, program in built(name).items():
        check_results(program, run_c(getattr(library, label), program), "C")


@needs_node
@pytest.mark.parametrize("name", NAMES)
def test_javascript_gives_what_the_interpreter_gives(name: str) -> None:
    for program in built(name).values():
        check_results(program, run_javascript(program), "JavaScript", rtol=1e-12)
