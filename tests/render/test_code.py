"""The emitted functions: what they take and return, what they say, what they write and what they check."""

import dataclasses
from typing import Any

import numpy as np
import pytest

from clearprop.ir import Adjoint, Guard, Literal, Origin, Position, Program, Type, Variable
from clearprop.ops.set_at import SetAt
from clearprop.ops.symbol import Builder
from clearprop.render import c, numpy, python
from clearprop.render.signature import Parameter
from clearprop.transform.fuse import fuse

from .running import Library, assert_equal, defined, evaluated, needs_compiler, program_of, run_c, run_numpy, run_python

MATRIX, VECTOR, SCALAR = Type("f64", (5, 3)), Type("f64", (3,)), Type("f64")


def square_sum(x: Any, w: Any) -> dict[str, Any]:
    return {"value": np.sum(w * x**2), "dw": np.sum(x**2, axis=0)}


@pytest.fixture
def gradient() -> Program:
    return program_of(square_sum, "square_sum", x=MATRIX, w=VECTOR)


INPUTS = {"x": np.arange(15.0).reshape(5, 3) - 4, "w": np.array([0.5, 0.0, -2.0])}


@pytest.mark.parametrize("language", [python, numpy])
def test_value_and_a_dict_of_gradients_by_the_inputs_names(language: Any, gradient: Program) -> None:
    arguments = [INPUTS[name].tolist() if language is python else INPUTS[name] for name in ("x", "w")]
    value, gradients = defined(language.source(gradient))(*arguments)
    assert value == np.sum(INPUTS["w"] * INPUTS["x"] ** 2)
    assert list(gradients) == ["w"]
    np.testing.assert_array_equal(gradients["w"], np.sum(INPUTS["x"] ** 2, axis=0))


def test_other_outputs_come_as_a_dict_and_one_alone() -> None:
    two = program_of(lambda x: {"a": x + 1, "b": x * 2}, x=SCALAR)
    assert defined(python.source(two))(3.0) == {"a": 4.0, "b": 6.0}
    one = program_of(lambda x: {"a": x + 1}, x=SCALAR)
    assert defined(python.source(one, "add_one"), "add_one")(3.0) == 4.0


def test_the_docstring_says_what_it_is_and_the_shapes(gradient: Program) -> None:
    for language in (python, numpy):
        says = defined(language.source(gradient)).__doc__
        assert says.splitlines()[0] == "The value of square_sum and its gradients with respect to w."
        assert "x: f64[5, 3], w: f64[3]" in says
    assert "The value of square_sum and its gradients with respect to w." in c.source(gradient)


def test_forward_and_backward_are_set_apart(gradient: Program) -> None:
    last = gradient.equations[-1]
    last.origin = Origin(adjoint=Adjoint(last.result, 0, "sum"))
    for language, mark in ((python, "#"), (numpy, "#"), (c, "//")):
        code = language.source(gradient)
        assert code.index(f"{mark} Forward") < code.index(f"{mark} Backward") < code.rindex(" = ")


def test_emitted_code_imports_nothing_of_ours(gradient: Program) -> None:
    assert "import" not in python.source(gradient)
    assert "import numpy as np" in numpy.source(gradient)
    assert all("clearprop" not in language.source(gradient) for language in (python, numpy, c))


@needs_compiler
@pytest.mark.native
def test_reserved_names_in_all_languages() -> None:
    def build(lambda_: Any, double: Any, y0: Any, value: Any) -> dict[str, Any]:
        return {"value": np.sum(lambda_ * double) + y0 * value, "dvalue": y0 * np.exp(0 * value)}

    program = program_of(build, **{"lambda": VECTOR}, double=VECTOR, y0=SCALAR, value=SCALAR)
    inputs = {
        "lambda": np.array([1.0, 2, 3]),
        "double": np.array([3.0, 4, 5]),
        "y0": np.array(2.0),
        "value": np.array(4.0),
    }
    expected = evaluated(program, inputs)
    value, gradients = defined(python.source(program))(*(array.tolist() for array in inputs.values()))
    assert (value, gradients["value"]) == (expected["value"], expected["dvalue"])
    found = run_c(program, inputs)
    assert_equal(found, expected)
    assert "lambda_" in numpy.source(program)
    assert "double_" in c.source(program) and "*y0_" in c.source(program)


def guarded(value: Any, shape: tuple[int, ...] = (3,)) -> Program:
    builder = Builder()
    x = Variable("x", Type("f64", shape))
    condition = builder.symbol(x) > 0 if np.ndim(value) else builder.symbol(x)[0] > 0
    result = builder.symbol(x) * 2
    position = Position("file.py", 7)
    guards = [Guard(condition.atom, value, Origin(position), "x > 0" if np.ndim(value) else "x[0] > 0")]
    return Program((x,), {}, builder.equations, guards, {"r": result.atom}, "f").check()


@pytest.mark.parametrize("language", [python, numpy])
@pytest.mark.parametrize("value", [True, False, np.array([True, True, False])])
def test_guards_are_assertions_that_name_line_and_condition(language: Any, value: Any) -> None:
    function = defined(language.source(guarded(value)))
    holds = {"True": [1.0, 2.0, -1.0], "False": [-1.0, 2.0, 3.0]}.get(str(value), [1.0, 2.0, -1.0])
    other = [-holds[0], 1.0, 1.0]
    as_argument = list if language is python else np.array
    function(as_argument(holds))
    with pytest.raises(AssertionError, match=r"line 7: x(\[0\])? > 0 was .* when recorded"):
        function(as_argument(other))


def test_a_condition_without_a_name_stands_in_its_assertion() -> None:
    assert "assert x[0] > 0, " in python.source(fuse(guarded(True)))
    assert "assert not (x[0] > 0), " in numpy.source(fuse(guarded(False)))
    assert 'assert(x[0] > 0 && "line 7: x[0] > 0 was True when recorded");' in c.source(fuse(guarded(True)))


@needs_compiler
@pytest.mark.native
def test_c_checks_masks_and_runs() -> None:
    program = guarded(np.array([True, True, False]))
    assert_equal(run_c(program, {"x": np.array([1.0, 2.0, -1.0])}), {"r": np.array([2.0, 4.0, -2.0])})


def written(keep: bool) -> Program:
    """Z = 2 x; z[1] = w; and z is read again or not."""
    builder = Builder()
    x, w = Variable("x", MATRIX), Variable("w", VECTOR)
    before = builder.symbol(x) * 2.0
    before.atom.name = "z"
    after = SetAt((1, (0, 3, 1)), (5, 3))(before, builder.symbol(w))
    after.atom.name = "z_1"
    result = np.sum(after * before if keep else after)
    return Program((x, w), {}, builder.equations, [], {"r": result.atom}, "f").check()


def test_a_write_is_in_place_where_nothing_reads_the_old_values() -> None:
    code = numpy.source(written(keep=False))
    assert "z[1] = w" in code and "copy" not in code
    code = numpy.source(written(keep=True))
    assert "z_1 = z.copy()" in code and "z_1[1] = w" in code


@needs_compiler
@pytest.mark.native
@pytest.mark.parametrize("keep", [True, False])
def test_writes_agree(keep: bool) -> None:
    program = written(keep)
    expected = evaluated(program, INPUTS)
    for run in (run_python, run_numpy, run_c):
        assert_equal(run(program, INPUTS), expected)


def test_a_write_never_changes_an_argument() -> None:
    builder = Builder()
    x = Variable("x", VECTOR)
    result = SetAt((0,), (3,))(builder.symbol(x), builder.symbol(x)[1])
    program = Program((x,), {}, builder.equations, [], {"r": result.atom}, "f").check()
    assert_equal(run_numpy(program, {"x": np.array([1.0, 2, 3])}), {"r": np.array([2.0, 2, 3])})
    argument = [1.0, 2.0, 3.0]
    assert defined(python.source(program))(argument) == [2.0, 2.0, 3.0]
    assert argument == [1.0, 2.0, 3.0]


def test_a_broadcast_is_copied_before_it_is_written() -> None:
    builder = Builder()
    x = Variable("x", VECTOR)
    wide = np.broadcast_to(builder.symbol(x) * 2.0, (5, 3))
    result = SetAt((0, 0), (5, 3))(wide, 7.0)
    program = Program((x,), {}, builder.equations, [], {"r": result.atom}, "f").check()
    inputs = {"x": np.array([1.0, 2, 3])}
    for run in (run_python, run_numpy):
        assert_equal(run(program, inputs), evaluated(program, inputs))


@dataclasses.dataclass
class Layer:
    W: Any


def test_the_authors_own_parameters_are_unpacked() -> None:
    program = program_of(lambda a, b, d: {"value": a * b + d}, params_W=SCALAR, params_layers_0=SCALAR, layer_W=SCALAR)
    signature = [
        Parameter("params", (((("key", "W"),), "params_W"), ((("key", "layers"), ("item", 0)), "params_layers_0"))),
        Parameter("layer", (((("attribute", "W"),), "layer_W"),)),
        Parameter("activation", default="relu"),
        Parameter("bias", default=None),
    ]
    for language in (python, numpy):
        code = language.source(program, signature=signature)
        assert "def value_and_gradients(params, layer, activation='relu', bias=None):" in code
        assert 'params_W = params["W"]' in code or "params_W = params['W']" in code
        function = defined(code)
        assert function({"W": 2.0, "layers": [3.0]}, Layer(4.0)) == 10.0
        with pytest.raises(AssertionError):
            function({"W": 2.0, "layers": [3.0]}, Layer(4.0), "tanh")
    assert "const double *params_layers_0" in c.source(program)


def test_constants_keep_every_digit_and_long_ones_are_wrapped() -> None:
    data = np.random.default_rng(0).normal(size=(40, 3))
    data[0] = [np.inf, -np.inf, np.nan]
    program = program_of(lambda x: {"r": x * data}, x=Type("f64", (40, 3)))
    inputs = {"x": np.ones((40, 3))}
    for language, run in ((python, run_python), (numpy, run_numpy)):
        np.testing.assert_array_equal(run(program, inputs)["r"], data)
        assert max(map(len, language.source(program).splitlines())) <= 120


@needs_compiler
@pytest.mark.native
def test_large_arrays_do_not_lie_on_the_stack() -> None:
    big = Type("f64", (1000, 1000))
    program = program_of(lambda x: {"r": np.sum((x + 1.0) @ (x + 2.0))}, x=big)
    code = c.source(program)
    assert code.count("static _Thread_local double t") == 3
    small = program_of(lambda x: {"r": np.sum(x + 1.0)}, x=MATRIX)
    assert "_Thread_local" not in c.source(small)


def test_infinities_in_plain_python() -> None:
    program = program_of(lambda x: {"r": np.exp(x), "s": np.log(np.exp(-x))}, x=VECTOR)
    inputs = {"x": np.array([1000.0, -1.0, 0.0])}
    assert_equal(run_python(program, inputs), evaluated(program, inputs))


@needs_compiler
@pytest.mark.native
def test_float32_stays_float() -> None:
    kind = Type("f32", (3,))
    program = program_of(lambda x, y: {"r": np.tanh(x) * 0.5 + y}, x=kind, y=kind)
    code = c.source(program)
    assert "const float *x" in code and "tanhf(" in code and "double" not in code
    inputs = {name: np.array([0.3, -1.5, 2.0], np.float32) for name in "xy"}
    assert_equal(run_c(program, inputs), evaluated(program, inputs), 1e-6)


@needs_compiler
@pytest.mark.native
def test_outputs_that_are_inputs_constants_numbers_or_twice_the_same() -> None:
    builder = Builder()
    x = Variable("x", VECTOR)
    constant = builder.constant(np.array([1.0, 2.0]), "data")
    y = (builder.symbol(x) * 2.0).atom
    outputs = {"a": x, "b": constant, "c": Literal(3.5, Type("f64")), "d": y, "e": y}
    program = Program((x,), builder.constants, builder.equations, [], outputs, "f").check()
    inputs = {"x": np.array([1.0, 2, 3])}
    for run in (run_python, run_numpy, run_c):
        assert_equal(run(program, inputs), evaluated(program, inputs))


@needs_compiler
@pytest.mark.native
def test_softmax_computes_a_rows_maximum_once() -> None:
    def softmax(z: Any) -> dict[str, Any]:
        e = np.exp(z - np.max(z, axis=1, keepdims=True))
        return {"r": e / np.sum(e, axis=1, keepdims=True)}

    program = program_of(softmax, z=MATRIX)
    inputs = {"z": INPUTS["x"] * 100}
    for run in (run_python, run_numpy, run_c):
        assert_equal(run(program, inputs), evaluated(program, inputs))


def test_a_fault_in_the_printed_code_would_be_seen(gradient: Program) -> None:
    code = python.source(gradient).replace("**2", "**3").replace("** 2", "** 3")
    value, _ = defined(code)(INPUTS["x"].tolist(), INPUTS["w"].tolist())
    assert value != evaluated(gradient, INPUTS)["value"]


@needs_compiler
@pytest.mark.native
def test_two_functions_live_in_one_library(gradient: Program) -> None:
    library = Library({"f": gradient, "g": gradient})
    assert_equal(library.run("g", INPUTS), library.run("f", INPUTS))
