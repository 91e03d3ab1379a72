"""The contract of every op, on each of its examples. Adding an op adds its tests; nothing here names one."""

import pytest

from clearprop.ops import OPS

from . import derivatives, rules, views
from .cases import Case, all_cases, as_float32, derived_cases, literal_places

CASES = all_cases()
DERIVED = derived_cases()
EVERY = [*CASES, *DERIVED]
SMOOTH = [case for case in CASES if case.smooth]


def over(cases: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=str)


@pytest.mark.parametrize("name", sorted(OPS))
def test_it_says_what_it_is_and_has_examples(name: str) -> None:
    op = OPS[name]
    assert op.examples, f"{name} has no examples"
    assert op.__doc__, f"{name} has no docstring"
    assert op.element is not None or op.loops is not None or hasattr(op, "cell"), f"{name} cannot be emitted"


@over(EVERY)
def test_the_shape_rule_gives_the_type_of_the_value(case: Case) -> None:
    rules.check_infer(case.op, case.operands)


@over(SMOOTH)
def test_first_derivatives_are_those_of_differences(case: Case) -> None:
    derivatives.check_vjp(case.op, case.operands)
    derivatives.check_vjp(case.op, case.operands, seed=7)


@over([case for case in SMOOTH if list(literal_places(case))])
def test_first_derivatives_beside_a_number_are_those_of_differences(case: Case) -> None:
    for place, number in literal_places(case):
        derivatives.check_vjp(case.op, case.operands, {place: number})


@over([case for case in SMOOTH if case.op.complex_step])
def test_first_derivatives_are_those_of_the_complex_step(case: Case) -> None:
    derivatives.check_complex_step(case.op, case.operands)


@over([*SMOOTH, *DERIVED])
def test_the_vjp_is_the_transpose_of_the_jvp(case: Case) -> None:
    derivatives.check_transposed(case.op, case.operands)


@over(SMOOTH)
def test_second_derivatives_are_those_of_differences(case: Case) -> None:
    derivatives.check_second_order(case.op, case.operands)


@over([case for case in DERIVED if case.smooth])
def test_first_derivatives_of_few_rows_are_those_of_differences(case: Case) -> None:
    derivatives.check_vjp(case.op, case.operands)


@over(EVERY)
def test_rules_on_symbols_give_what_they_give_on_arrays(case: Case) -> None:
    rules.check_symbols(case.op, case.operands)


@over([case for case in EVERY if case.op.definition is not None])
def test_the_definition_gives_value_and_gradient(case: Case) -> None:
    rules.check_definition(case.op, case.operands, case.smooth)


@pytest.mark.parametrize("name", sorted(name for name in OPS if OPS[name].kinks))
def test_declared_kinks_hold(name: str) -> None:
    rules.check_kinks(OPS[name]())


@over(EVERY)
def test_gradients_of_finite_values_are_no_nan(case: Case) -> None:
    rules.check_finite(case.op, case.operands)


@over([case for case in EVERY if "dtype" not in case.op.parameters()])
def test_float32_stays_float32(case: Case) -> None:
    narrow = as_float32(case)
    rules.check_float32(narrow.op, narrow.operands)


@over(EVERY)
def test_flags_are_honest(case: Case) -> None:
    rules.check_flags(case.op, case.operands)


@over(CASES)
def test_strided_operands_make_no_difference(case: Case) -> None:
    rules.check_strided(case.op, case.operands)


@over(CASES)
def test_parameters_survive_text_and_json(case: Case) -> None:
    rules.check_round_trips(case.op, case.operands)


@over(EVERY)
def test_what_is_simpler_is_equal(case: Case) -> None:
    rules.check_simplified(case.op, case.operands)


@over(CASES)
def test_values_and_dtypes_are_those_of_numpy(case: Case) -> None:
    rules.check_like_numpy(case.op, case.operands)


@over([case for case in EVERY if case.op.element is not None])
def test_the_formula_of_an_element_gives_the_value(case: Case) -> None:
    views.check_element(case.op, case.operands)


@over([case for case in EVERY if case.op.loops is not None])
def test_the_algorithm_gives_the_value(case: Case) -> None:
    views.check_loops(case.op, case.operands)
