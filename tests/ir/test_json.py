"""A Program survives JSON, with what JSON has no numbers for."""

import json

import numpy as np
import pytest

from clearprop.ir import Literal, Program, Type, from_json, to_json
from clearprop.ir.json import value_from_json, value_to_json
from clearprop.ops import OPS

from .building import everything


def test_it_comes_back_as_it_was() -> None:
    program = everything()
    data = json.loads(json.dumps(to_json(program), allow_nan=False))
    back = from_json(data, OPS).check()
    assert str(back) == str(program)
    assert to_json(back) == data
    assert {k: repr(v) for k, v in back.outputs.items()} == {k: repr(v) for k, v in program.outputs.items()}
    for array, before in zip(back.constants.values(), program.constants.values(), strict=True):
        assert array.dtype == before.dtype
        np.testing.assert_array_equal(array, before)
        np.testing.assert_array_equal(np.signbit(array), np.signbit(before)) if array.dtype.kind == "f" else None


def test_whole_numbers_that_are_floats_stay_floats() -> None:
    """JavaScript writes 2.0 as 2."""
    program = Program((), {}, [], [], {"value": Literal(2.0, Type("f64"))})
    data = json.loads(json.dumps(to_json(program)).replace("2.0", "2"))
    value = from_json(data, OPS).outputs["value"]
    assert isinstance(value, Literal)
    assert type(value.value) is float


@pytest.mark.parametrize(
    "value", [(), (1, (2, 3)), ((0, 5, 1), "new", 2), [1, [2.5]], float("inf"), None, "f64", True, -0.0]
)
def test_parameters_come_back_with_their_types(value: object) -> None:
    assert repr(value_from_json(json.loads(json.dumps(value_to_json(value), allow_nan=False)))) == repr(value)


def test_nan_is_no_number_of_json() -> None:
    assert value_to_json(float("nan")) == {"float": "nan"}
    assert np.isnan(value_from_json({"float": "nan"}))


def test_what_cannot_be_kept_is_refused() -> None:
    with pytest.raises(TypeError, match="no parameter for JSON"):
        value_to_json(np.zeros(3))


def test_an_unknown_op_is_named() -> None:
    data = to_json(everything())
    data["equations"][0]["op"] = "of_tomorrow"
    with pytest.raises(ValueError, match="no op of_tomorrow"):
        from_json(data, OPS)
