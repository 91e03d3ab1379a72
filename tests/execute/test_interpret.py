"""Running keeps every number or only what is still needed; it writes in place where nobody can see it."""

import numpy as np
import pytest

import clearprop as cp
from clearprop.execute.interpret import GuardError, Plan, interpret, interpret_keeping
from clearprop.ir import Literal, Program, Type, Variable, type_of
from clearprop.ops import OPS
from clearprop.ops.symbol import Builder, Symbol
from clearprop.transform.functional import trace

X = np.arange(6.0).reshape(2, 3)


def built(function, *arrays, **outputs_of):
    """The Program of NumPy text on Symbols, which returns its outputs by name."""
    builder = Builder()
    inputs = [Variable(f"x{i}", type_of(array)) for i, array in enumerate(arrays)]
    results = function(*(Symbol(builder, variable) for variable in inputs))
    outputs = {name: builder.atom(result) for name, result in results.items()}
    program = Program(tuple(inputs), builder.constants, builder.equations, [], outputs).check()
    return program, {f"x{i}": array for i, array in enumerate(arrays)}


def set_first(x, value):
    return OPS["set_at"]((0, (0, 3, 1)), (2, 3))(x, value)


def in_place(program):
    return [step.in_place for step in Plan.of(program).steps if step.op.writes]


def test_a_temporary_is_written_in_place() -> None:
    program, inputs = built(lambda x: {"value": set_first(x * 2, 7.0)}, X)
    assert in_place(program) == [True]
    np.testing.assert_array_equal(interpret(program, inputs)["value"], [[7, 7, 7], [6, 8, 10]])


@pytest.mark.parametrize(
    "function",
    [
        lambda x: {"value": set_first(x, 7.0)},  # an input
        lambda x: {"value": set_first(np.reshape(x, (2, 3)), 7.0)},  # an input, under another name
        lambda x: {"value": set_first(y := x * 2, 7.0), "before": y},  # an output
        lambda x: {"value": set_first(y := x * 2, 7.0) + y},  # read again
        lambda x: {"value": set_first(y := x * 2, 7.0) + np.reshape(np.transpose(y), (2, 3))},  # read again in a view
        lambda x: {"value": (v := np.transpose(y := x * 2)) @ set_first(y, v[:, 0])},  # a view that is read later
    ],
)
def test_what_is_read_again_is_not_written_in_place(function) -> None:
    program, inputs = built(function, X)
    assert in_place(program) == [False]
    kept = interpret_keeping(program, inputs)
    for name, array in interpret(program, inputs).items():
        np.testing.assert_array_equal(array, kept[program.outputs[name]])
    np.testing.assert_array_equal(X, np.arange(6.0).reshape(2, 3))


def test_a_constant_is_not_written_in_place() -> None:
    builder = Builder()
    constant = builder.constant(np.ones((2, 3)))
    result = set_first(Symbol(builder, constant), 7.0)
    program = Program((), builder.constants, builder.equations, [], {"value": builder.atom(result)})
    for _ in range(2):
        assert interpret(program, {})["value"].sum() == 24
    assert builder.constants[constant].sum() == 6


def test_memory_is_freed_after_the_last_use() -> None:
    program, _ = built(lambda x: {"value": np.sum(np.tanh(np.exp(x)) + x)}, X)
    freed = [tuple(v.name for v in step.last) for step in Plan.of(program).steps]
    names = [equation.result.name for equation in program.equations]
    assert freed == [(), (names[0],), (names[1],), (names[2],)]


def test_what_nobody_reads_is_freed_at_once() -> None:
    def function(x):
        np.exp(x)
        return {"value": np.tanh(x)}

    program, inputs = built(function, X)
    assert Plan.of(program).steps[0].last == (program.equations[0].result,)
    np.testing.assert_array_equal(interpret(program, inputs)["value"], np.tanh(X))


def test_outputs_are_the_callers_own() -> None:
    def function(x):
        spread = np.broadcast_to(np.sum(x), (2, 3))
        return {"same": x, "view": np.transpose(x), "spread": spread, "again": spread, "twice": spread, "number": 1.0}

    program, inputs = built(function, X)
    found = interpret(program, inputs)
    for name, array in found.items():
        assert array.flags.writeable, name
        assert not np.shares_memory(array, X), name
        assert not any(np.shares_memory(array, other) for key, other in found.items() if key != name), name


def test_outputs_that_are_constants_are_the_callers_own() -> None:
    constant = Variable("c", Type("f64", (3,)))
    program = Program((), {constant: np.ones(3)}, [], [], {"value": constant, "again": constant})
    first = interpret(program, {})
    first["value"] += 1
    assert first["again"].tolist() == [1, 1, 1]
    assert interpret(program, {})["value"].tolist() == [1, 1, 1]


def test_gradients_may_be_written_into() -> None:
    first, second = cp.grad(lambda x, y: np.sum(x + y), wrt=(0, 1))(np.ones(3), np.ones(3))
    first *= 5
    assert second.tolist() == [1, 1, 1]


def test_a_missing_input_is_named() -> None:
    program, _ = built(lambda x: {"value": x * 2}, X)
    with pytest.raises(ValueError, match=r"program needs the input x0: f64\[2, 3\], which is missing"):
        interpret(program, {})


def test_another_shape_is_refused_and_another_dtype_converted() -> None:
    program, _ = built(lambda x: {"value": x * 2}, X)
    with pytest.raises(ValueError, match=r"x0: f64\[2, 3\]; an array of shape \(3, 2\) does not fit"):
        interpret(program, {"x0": X.T})
    assert interpret(program, {"x0": X.astype(np.int32)})["value"].dtype == np.float64


def branching(x):
    if x[0] > 0:
        return np.sum(x)
    return np.sum(x * 2)


def masked(x):
    return np.sum(x[x > 0])


def test_a_branch_that_is_left_is_named() -> None:
    program = trace(branching, np.array([1.0, 2.0]))
    assert interpret(program, {"x": np.array([3.0, 2.0])})["value"] == 5
    with pytest.raises(
        GuardError, match=r"x\[0\] > 0 at test_interpret.py:\d+ was True when recorded and is False now"
    ):
        interpret(program, {"x": np.array([-3.0, 2.0])})
    with pytest.raises(GuardError):
        interpret_keeping(program, {"x": np.array([-3.0, 2.0])})


def test_a_mask_that_differs_is_named() -> None:
    program = trace(masked, np.array([1.0, -2.0, 3.0]))
    assert interpret(program, {"x": np.array([2.0, -1.0, 5.0])})["value"] == 7
    with pytest.raises(GuardError, match="is other values now; trace again"):
        interpret(program, {"x": np.array([2.0, 1.0, 5.0])})


def test_keeping_keeps_every_number_as_an_array() -> None:
    program, inputs = built(lambda x: {"value": np.sum(np.tanh(x) * 2)}, X)
    values = interpret_keeping(program, inputs)
    assert set(values) == set(program.variables())
    assert all(isinstance(array, np.ndarray) for array in values.values())


def test_literals_come_out_in_their_dtype() -> None:
    program = Program((), {}, [], [], {"value": Literal(2.0, Type("f32"))})
    value = interpret(program, {})["value"]
    assert (value.dtype, value.shape) == (np.float32, ())


def test_float32_numbers_stay_so_where_only_numbers_are_read() -> None:
    """A choice between two numbers is of their own dtype, not of Python's."""
    program, inputs = built(lambda x: {"value": np.where(x > 2, np.float32(1), np.float32(0.25))}, X.astype(np.float32))
    assert program.outputs["value"].type.dtype == "f32"
    assert interpret(program, inputs)["value"].dtype == np.float32
    assert interpret_keeping(program, inputs)[program.outputs["value"]].dtype == np.float32
