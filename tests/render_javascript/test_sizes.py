"""Sizes read at run time: a step emitted from batches of 5, 7 and 11 rows does what the Program for any other batch does."""

from typing import Any

import numpy as np
import pytest

import clearprop as cp
from clearprop.execute.interpret import interpret, interpret_keeping
from clearprop.expression import Expression
from clearprop.ir import Program, Type
from clearprop.render import javascript
from clearprop.render.javascript.sizes import Axis, FormulaPrinter, formula
from tests.javascript import JavaScriptError, call, encoded, needs_node, run
from tests.render.running import assert_equal, program_of

BATCHES = (5, 7, 11)

NETWORKS = {
    "softmax": (cp.Network([3, 4, 2], output="softmax", loss="cross_entropy", seed=1), cp.Adam(0.1)),
    "tanh": (cp.Network([3, 5, 2], activation="tanh", loss="half_squared_error", seed=1), cp.Momentum(0.1)),
    "one output": (
        cp.Network([3, 5, 1], activation="gelu", output="sigmoid", loss="binary_cross_entropy", seed=1),
        cp.SGD(0.2),
    ),
    "normalised": (
        cp.Network([3, cp.Dense(4, "relu"), cp.BatchNorm(), cp.Dropout(0.2), cp.LayerNorm(), cp.Dense(2)], seed=1),
        cp.AdamW(0.1),
    ),
    "float32": (
        cp.Network([3, 4, 2], activation="tanh", output="identity", loss="mean_squared_error", dtype="float32"),
        cp.SGD(0.1),
    ),
}


def steps(name: str) -> list[Program]:
    network, optimizer = NETWORKS[name]
    return [network.step_program(rows, optimizer) for rows in BATCHES]


def drawn(program: Program) -> dict[str, np.ndarray]:
    """Numbers for the step's inputs; targets and second moments are positive."""
    random = np.random.default_rng(0)
    found = {}
    for v in program.inputs:
        whole = v.type.dtype == "i64"
        numbers = np.array(3) if whole else random.normal(size=v.type.shape)
        positive = v.name == "y" or v.name.startswith(("v_", "running_var"))
        found[v.name] = (np.abs(numbers) % 1 if positive else numbers).astype(v.type.numpy)
    return found


@needs_node
@pytest.mark.parametrize("name", NETWORKS)
def test_a_training_step_of_another_batch(name: str) -> None:
    first, *others = steps(name)
    source = javascript.source(first, others=others)
    network, optimizer = NETWORKS[name]
    for rows in (3, 6, 13):
        program = network.step_program(rows, optimizer)
        inputs = drawn(program)
        values, outputs = run(source, program, inputs)
        close = 1e-5 if name == "float32" else 1e-12
        assert_equal(outputs, interpret(program, inputs), close)
        kept = interpret_keeping(program, inputs)
        assert_equal(values, {e.result.name: kept[e.result] for e in program.equations}, close)


@needs_node
def test_one_row_and_no_row() -> None:
    first, *others = steps("softmax")
    source = javascript.source(first, others=others)
    network, optimizer = NETWORKS["softmax"]
    program = network.step_program(1, optimizer)
    assert_equal(run(source, program, drawn(program))[1], interpret(program, drawn(program)), 1e-12)
    inputs = drawn(first) | {"x": np.zeros((0, 3)), "y": np.zeros((0, 2))}
    values, _ = run(source, first, inputs)
    assert values["z1"].shape == (0, 4)
    assert np.isnan(values["L"])


def test_no_number_of_the_batch_is_left() -> None:
    """Neither 5 nor 7 nor 11, nor a multiple of theirs: layers are 3, 4 and 2 wide."""
    first, *others = steps("softmax")
    source = javascript.source(first, others=others)
    body = source[source.index("export function") :]
    code = [line.split("//")[0] for line in body.splitlines()]
    words = {word for line in code for word in line.replace(";", " ").replace("(", " ").replace(")", " ").split()}
    assert not words & {"5", "10", "15", "20", "7", "11", "0.2"}
    assert "rows" in words


def test_alone_every_size_is_the_programs() -> None:
    source = javascript.source(steps("softmax")[0])
    assert "rows" not in source
    assert 'x = numbers("x", x, [5, 3]);' in source


@needs_node
def test_sizes_that_do_not_fit_are_named() -> None:
    first, *others = steps("softmax")
    source = javascript.source(first, others=others)
    inputs = drawn(first)

    def message(**changed: Any) -> str:
        with pytest.raises(JavaScriptError) as caught:
            run(source, first, inputs | changed)
        return str(caught.value)

    assert message(y=np.zeros((6, 2))) == "Error: y: expected an array of shape [5, 2], got [6, 2]."
    assert message(x=np.zeros((5, 4))) == "Error: x: expected an array of shape [5, 3], got [5, 4]."
    assert message(x=np.array(3.0)) == "Error: x: expected an array of shape [any, 3], got []."
    assert message(W1=np.zeros((4, 3))) == "Error: W1: expected an array of shape [3, 4], got [4, 3]."
    assert message(step=np.zeros(3)) == "Error: step: expected one number, got an array of 3."


@needs_node
def test_two_sizes_at_once() -> None:
    def build(x: Any, w: Any) -> dict[str, Any]:
        return {"r": np.mean(x) * np.sum(x @ w, axis=0), "s": np.reshape(x, -1) / x.shape[1]}

    def program(rows: int, columns: int) -> Program:
        return program_of(build, x=Type("f64", (rows, columns)), w=Type("f64", (columns, 2)))

    source = javascript.source(program(5, 3), others=[program(7, 11), program(13, 4)])
    random = np.random.default_rng(0)
    inputs = {"x": random.normal(size=(6, 8)), "w": random.normal(size=(8, 2))}
    assert_equal(run(source, program(6, 8), inputs)[1], interpret(program(6, 8), inputs), 1e-12)
    flat = call(source, [encoded(inputs["x"]), inputs["w"].tolist()])
    assert flat["outputs"]["s"]["shape"] == [48]


def test_data_of_each_row_fixes_the_rows() -> None:
    def program(rows: int, weights: Any) -> Program:
        return program_of(lambda x: {"r": np.sum(x * weights)}, "weighted", x=Type("f64", (rows,)))

    with pytest.raises(ValueError, match=r"weighted cannot be written for other sizes: in .*, data of shape \(5,\)"):
        javascript.source(program(5, np.arange(5.0)), others=[program(7, np.arange(7.0))])
    assert ".fill(2)" in javascript.source(program(5, np.full(5, 2.0)), others=[program(7, np.full(7, 2.0))])


def test_a_number_that_is_no_formula_of_the_sizes() -> None:
    def program(rows: int, factor: float) -> Program:
        return program_of(lambda x: {"r": np.sum(x * factor)}, "scaled", x=Type("f64", (rows,)))

    with pytest.raises(ValueError, match=r"the number 0\.5 is 0\.3 there, which is no formula of the sizes"):
        javascript.source(program(5, 0.5), others=[program(7, 0.3)])


def test_another_program_for_other_sizes() -> None:
    def program(rows: int) -> Program:
        return program_of(lambda x: {"r": np.sum(x) if rows < 6 else np.mean(x)}, "f", x=Type("f64", (rows,)))

    with pytest.raises(ValueError, match="f has other equations for other sizes"):
        javascript.source(program(5), others=[program(7)])


ROWS = Axis("rows", (5, 7, 11), ((0, 0),))
COLUMNS = Axis("columns", (3, 4, 9), ((0, 1),))


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((5, 7, 11), "rows"),
        ((4, 6, 10), "rows - 1"),
        ((10, 14, 22), "rows * 2"),
        ((11, 15, 23), "rows * 2 + 1"),
        ((2, 3, 5), "floor(rows / 2)"),
        ((3, 4, 6), "floor((rows + 1) / 2)"),
        ((15, 28, 99), "rows * columns"),
        ((30, 56, 198), "rows * columns * 2"),
        ((0.2, 1 / 7, 1 / 11), "1 / rows"),
        ((0.04, 0.2 / 7, 0.2 / 11), "0.2 / rows"),
        ((1.25, 7 / 6, 1.1), "rows / (rows - 1)"),
        ((1 / 3, 1 / 4, 1 / 9), "1 / columns"),
        ((0.8, 6 / 7, 10 / 11), "(rows - 1) / rows"),
        ((5.0, 7.0, 11.0), "rows"),
    ],
)
def test_a_formula_of_sizes(values: tuple[float, ...], text: str) -> None:
    found = formula(values, [ROWS, COLUMNS])
    assert isinstance(found, Expression)
    assert FormulaPrinter({}).text(found) == text


@pytest.mark.parametrize("values", [(1, 2, 4), (0.5, 0.3, 0.1), (5, 7, 12), (0, 1, 0)])
def test_what_no_formula_explains_is_not_guessed(values: tuple[float, ...]) -> None:
    assert formula(values, [ROWS]) is None


def test_two_programs_do_not_confirm_a_formula_of_two_unknowns() -> None:
    assert formula((11, 15), [Axis("rows", (5, 7), ())]) is None
