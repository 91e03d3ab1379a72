"""What the emitted function takes, gives back and refuses."""

import json
from typing import Any

import numpy as np
import pytest

import clearprop as cp
from clearprop.execute.interpret import interpret_keeping
from clearprop.ir import NOWHERE, Guard, Program, Type, Variable
from clearprop.render import javascript
from tests.javascript import JavaScriptError, call, decoded, encoded, needs_node, run, run_javascript
from tests.render.running import assert_equal, evaluated, program_of

pytestmark = needs_node

X = np.array([[0.5, -1.0, 2.0], [3.0, 0.0, -0.25]])


def scaled(x: Any, rate: Any) -> dict[str, Any]:
    return {"r": np.tanh(x) * rate}


PROGRAM = program_of(scaled, x=Type("f64", X.shape), rate=Type("f64"))
SOURCE = javascript.source(PROGRAM)


@pytest.mark.parametrize("given", [X.tolist(), encoded(X), {"shape": [2, 3], "data": X.ravel().tolist()}])
def test_arrays_come_nested_or_flat_with_a_shape(given: Any) -> None:
    found = decoded(call(SOURCE, [given, 0.5])["outputs"])
    np.testing.assert_allclose(found["r"], np.tanh(X) * 0.5, rtol=1e-15)


def test_a_typed_array_says_its_one_open_size() -> None:
    def program(rows: int) -> Program:
        return program_of(scaled, x=Type("f64", (rows, 3)), rate=Type("f64"))

    source = javascript.source(program(5), others=[program(7)])
    wrapped = source + "export const typed = (numbers, rate) => run(Float64Array.from(numbers), rate);\n"
    found = decoded(call(wrapped, [X.ravel().tolist(), 2], "typed")["outputs"])
    assert found["r"].shape == (2, 3)
    with pytest.raises(JavaScriptError, match=r"x: expected an array of shape \[7, 3\], got \[7\]"):
        call(wrapped, [list(range(7)), 2], "typed")


def test_ragged_arrays_are_refused() -> None:
    with pytest.raises(JavaScriptError, match=r"x: expected an array of shape \[2, 3\]"):
        call(SOURCE, [[[1, 2, 3], [4, 5]], 1])


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(JavaScriptError, match=r"rate: expected one number, got fast\."):
        call(SOURCE, [X.tolist(), "fast"])


def written(x: Any) -> Any:
    doubled = x * 2.0
    before = np.exp(doubled)
    x[0] = before[1]
    doubled[1] = 0.0
    return np.sum(doubled * x)


def test_inputs_stay_as_they_are() -> None:
    wrapped = javascript.source(cp.trace(written, X[0])) + (
        "export const kept = (...numbers) => {\n"
        "    const given = Float64Array.from(numbers);\n"
        "    run(given);\n"
        "    return { values: {}, outputs: { given: { shape: [3], data: given } } };\n"
        "};\n"
    )
    np.testing.assert_array_equal(decoded(call(wrapped, X[0].tolist(), "kept")["outputs"])["given"], X[0])


def test_every_value_is_there_and_none_is_overwritten() -> None:
    program = cp.trace(written, X[0])
    values, outputs = run(javascript.source(program), program, {"x": X[0]})
    kept = interpret_keeping(program, {"x": X[0]})
    assert_equal(values, {equation.result.name: kept[equation.result] for equation in program.equations})
    assert_equal(outputs, evaluated(program, {"x": X[0]}))
    np.testing.assert_array_equal(values["doubled"], 2 * X[0])


def test_what_nothing_reads_is_given_too() -> None:
    def build(x: Any) -> dict[str, Any]:
        np.exp(x)
        return {"r": x * 2.0}

    values, _ = run(javascript.source(program_of(build, x=Type("f64"))), program_of(build, x=Type("f64")), {"x": 0.5})
    assert [value.item() for value in values.values()] == [np.exp(0.5), 1.0]


def test_values_have_the_kinds_of_their_types() -> None:
    def build(x: Any, s: Any, n: Any) -> dict[str, Any]:
        mask = x > 0
        found = {"L": np.sum(x), "any": np.any(mask), "first": mask[0, 0], "mask": mask}
        return {**found, "single": s * 2.0, "whole": n + 1, "copy": x * 1.0}

    program = program_of(build, x=Type("f64", (2, 3)), s=Type("f32", (2,)), n=Type("i64", (2,)))
    found = call(javascript.source(program), [X.tolist(), [0.5, 1.5], [1, 2]])["outputs"]
    assert {name: value["kind"] for name, value in found.items()} == {
        "L": "number",
        "any": "boolean",
        "first": "boolean",
        "mask": "Uint8Array",
        "single": "Float32Array",
        "whole": "Float64Array",
        "copy": "Float64Array",
    }


def test_names_are_the_authors_where_the_language_lets_them() -> None:
    def build(**symbols: Any) -> dict[str, Any]:
        x, delta, at = symbols.values()
        return {"new": x + delta, "δ": at * 2.0, "y'": x * 3.0}

    names = ["class", "Math", "at"]
    program = program_of(lambda *s: build(**dict(zip(names, s, strict=True))), **dict.fromkeys(names, Type("f64")))
    source = javascript.source(program)
    assert "export function run(class_, Math_, at_)" in source
    found = run_javascript(program, {"class": np.array(1.0), "Math": np.array(2.0), "at": np.array(4.0)})
    assert {key: value.item() for key, value in found.items()} == {"new": 3.0, "δ": 8.0, "y'": 3.0}


@pytest.mark.parametrize(
    ("value", "kind", "right", "wrong"),
    [
        (True, Type("bool"), True, False),
        (False, Type("bool"), False, True),
        (3, Type("i64"), 3, 4),
        (np.array([True, False]), Type("bool", (2,)), [True, False], [True, True]),
        (np.array([2, 0, 1]), Type("i64", (3,)), [2, 0, 1], [2, 1, 0]),
    ],
)
def test_a_branch_that_was_left_is_named(value: Any, kind: Type, right: Any, wrong: Any) -> None:
    condition = Variable("c", kind)
    guards = [Guard(condition, value, NOWHERE, 'x[0] > "a"')]
    source = javascript.source(Program((condition,), {}, [], guards, {"c": condition}, "f").check())
    call(source, [right])
    with pytest.raises(JavaScriptError) as caught:
        call(source, [wrong])
    assert str(caught.value).startswith('Error: x[0] > "a" was ')
    assert json.dumps('x[0] > "a" was')[:-1] in source
