"""Fused Programs: the same numbers, fewer lines, all of the author's names. Random ones: tests/render."""

from itertools import count
from typing import Any

import numpy as np

from clearprop import expression
from clearprop.execute.interpret import interpret
from clearprop.ir import Program, Type, Variable
from clearprop.ops.set_at import SetAt
from clearprop.ops.symbol import Builder
from clearprop.render import numpy, python
from clearprop.transform.fuse import fuse

SIZES = {"x": (5, 3), "W1": (3, 4), "b1": (4,), "W2": (4, 2), "b2": (2,), "y": (5, 2)}


def program_of(build: Any, **inputs: Type) -> Program:
    """The Program of NumPy text on Symbols; what it returns in a dict are the outputs, and names of their own."""
    builder = Builder()
    variables = [Variable(key, kind) for key, kind in inputs.items()]
    outputs = build(*map(builder.symbol, variables))
    for key, symbol in outputs.items():
        symbol.atom.name = key
    atoms = {key: symbol.atom for key, symbol in outputs.items()}
    return Program(tuple(variables), builder.constants, builder.equations, [], atoms, "f").check()


def network(x: Any, W1: Any, b1: Any, W2: Any, b2: Any, y: Any) -> dict[str, Any]:
    z1 = x @ W1 + b1
    a1 = np.tanh(z1)
    z2 = a1 @ W2 + b2
    L = 0.5 * np.mean(np.sum((z2 - y) ** 2, axis=1))
    delta2 = (z2 - y) * 0.2
    delta1 = (delta2 @ np.transpose(W2)) * (1.0 - a1**2)
    return {"z1": z1, "a1": a1, "value": L, "dW2": np.transpose(a1) @ delta2, "dW1": np.transpose(x) @ delta1}


def test_a_network_reads_as_a_programmer_writes_it() -> None:
    program = program_of(network, **{name: Type("f64", shape) for name, shape in SIZES.items()})
    code = numpy.source(fuse(program))
    for line in (
        "z1 = x @ W1 + b1  # f64[5, 4]",
        "a1 = np.tanh(z1)  # f64[5, 4]",
        "value = 0.5 * np.mean(np.sum((t5 - y) ** 2, axis=1))  # f64[]",
        "dW2 = a1.T @ t12  # f64[4, 2]",
        "t17 = (t12 @ W2.T) * (1 - a1**2)",
    ):
        assert f"    {line}\n" in code
    assert (
        "z1 = [[sum(x[i][k] * W1[k][j] for k in range(3)) + b1[j] for j in range(4)] for i in range(5)]"
        in python.source(fuse(program))
    )


def test_what_was_printed_before_changes_nothing(monkeypatch: Any) -> None:
    """The indices of sums are numbered over the whole process; a longer number does not make a line longer."""
    kinds = {name: Type("f64", shape) for name, shape in SIZES.items()}
    code = numpy.source(fuse(program_of(network, **kinds)))
    monkeypatch.setattr(expression, "FRESH", count(10**30))
    assert numpy.source(fuse(program_of(network, **kinds))) == code


def test_the_authors_names_and_the_outputs_stay() -> None:
    program = program_of(network, **{name: Type("f64", shape) for name, shape in SIZES.items()})
    fused = fuse(program).check()
    named = [e.result for e in program.equations if not e.result.name.startswith("t")]
    assert [e.result for e in fused.equations if not e.result.name.startswith("t")] == named
    assert fused.outputs == program.outputs
    assert len(fused) < len(program)


def test_no_work_is_done_twice_in_loops() -> None:
    """A product that a product reads is kept when code goes element by element, and written into it for NumPy."""
    program = program_of(
        lambda x, V, W: {"r": x @ V @ W}, x=Type("f64", (5, 3)), V=Type("f64", (3, 4)), W=Type("f64", (4, 2))
    )
    assert len(fuse(program)) == 2
    assert len(fuse(program, elements=False)) == 1
    assert "r = x @ V @ W" in numpy.source(fuse(program, elements=False))


def test_a_value_is_written_straight_to_its_place() -> None:
    builder = Builder()
    d = Variable("x", Type("f64", (5, 3)))
    table = builder.symbol(d) * 2.0
    table.atom.name = "d"
    entry = np.minimum(table[0, 1], table[1, 0]) + 1.0
    after = SetAt((1, 1), (5, 3))(table, entry)
    after.atom.name = "d_1"
    program = Program((d,), {}, builder.equations, [], {"r": after.atom}, "f").check()
    fused = fuse(program).check()
    assert "d[1, 1] = np.minimum(d[0, 1], d[1, 0]) + 1" in numpy.source(fused)
    assert "d[1][1] = min(d[0][1], d[1][0]) + 1" in python.source(fused)
    inputs = {"x": np.arange(15.0).reshape(5, 3)}
    np.testing.assert_array_equal(interpret(fused, inputs)["r"], interpret(program, inputs)["r"])


def test_fused_equations_compute_the_same() -> None:
    program = program_of(network, **{name: Type("f64", shape) for name, shape in SIZES.items()})
    random = np.random.default_rng(0)
    inputs = {name: random.normal(size=shape) for name, shape in SIZES.items()}
    for elements in (True, False):
        found, expected = interpret(fuse(program, elements), inputs), interpret(program, inputs)
        for name, value in expected.items():
            np.testing.assert_allclose(found[name], value, rtol=1e-14)
