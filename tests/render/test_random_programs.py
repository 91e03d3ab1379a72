"""Random Programs, as they are and fused: every language gives what the interpreter gives."""

from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from clearprop.execute.interpret import interpret_keeping
from clearprop.ir import Program, Type, Variable
from clearprop.ops.symbol import Builder
from clearprop.render import javascript
from clearprop.transform.fuse import fuse
from tests.javascript import needs_node, run

from .running import Library, assert_equal, evaluated, needs_compiler, run_numpy, run_python

UNARY = [np.tanh, np.negative, np.sin, lambda z: np.exp(-(z**2)), lambda z: 1.0 / (1.0 + z**2), np.abs, np.transpose]
UNARY += [
    lambda z: np.sum(z, axis=0),
    lambda z: np.mean(z, axis=-1, keepdims=True),
    lambda z: np.max(z, axis=-1, keepdims=True),
]
UNARY += [lambda z: z[0], lambda z: z[..., 1:], np.cumsum, lambda z: np.where(z > 0, z, 0.1 * z), lambda z: (z > 0) * z]
BINARY = [np.add, np.subtract, np.multiply, np.matmul, np.maximum, lambda x, y: x / (1.0 + np.abs(y))]
SHAPES = [(5, 3), (3, 4), (4, 2), (3,), (4,), ()]


@st.composite
def programs(draw: Any) -> tuple[Program, dict[str, np.ndarray]]:
    """A random Program on inputs of several shapes: some results named, some temporary, one or two outputs."""
    builder = Builder(simplify=draw(st.booleans()))
    inputs = [Variable(f"v{k}", Type("f64", shape)) for k, shape in enumerate(SHAPES)]
    pool = [builder.symbol(variable) for variable in inputs]
    for step in range(draw(st.integers(1, 12))):
        first = pool[draw(st.integers(max(0, len(pool) - 4), len(pool) - 1))]
        second = pool[draw(st.integers(0, len(pool) - 1))]
        function = draw(st.sampled_from(UNARY + BINARY))
        try:
            found = function(first, second) if function in BINARY else function(first)
        except (ValueError, IndexError, TypeError):
            continue
        if not hasattr(found, "atom") or found.atom in inputs or found.size == 0 or found.dtype != np.float64:
            continue
        if found.atom.name.startswith("t") and draw(st.booleans()):
            found.atom.name = f"named{step}"
        pool.append(found)
    outputs = {f"out{k}": symbol.atom for k, symbol in enumerate(pool[-draw(st.integers(1, 2)) :])}
    program = Program(tuple(inputs), builder.constants, builder.equations, [], outputs, "f").check()
    random = np.random.default_rng(draw(st.integers(0, 9)))
    return program, {v.name: random.normal(size=v.type.shape).round(2) for v in inputs}


@settings(max_examples=120, deadline=None)
@given(programs(), st.booleans())
def test_random_programs_in_python_and_numpy(built: tuple[Program, dict[str, np.ndarray]], elements: bool) -> None:
    program, inputs = built
    expected = evaluated(program, inputs)
    fused = fuse(program, elements).check()
    assert_equal(evaluated(fused, inputs), expected)
    assert_equal(run_numpy(fused, inputs), expected, 1e-9)
    assert_equal(run_python(fuse(program), inputs), expected, 1e-9)


@needs_compiler
@pytest.mark.native
@settings(max_examples=3, deadline=None)
@given(st.lists(programs(), min_size=12, max_size=12))
def test_random_programs_in_c(built: list[tuple[Program, dict[str, np.ndarray]]]) -> None:
    functions = {f"plain{k}": program for k, (program, _) in enumerate(built)}
    functions |= {f"fused{k}": fuse(program) for k, (program, _) in enumerate(built)}
    library = Library(functions)
    for name in functions:
        program, inputs = built[int(name[5:])]
        assert_equal(library.run(name, inputs), evaluated(program, inputs), 1e-9)


@needs_node
@settings(max_examples=300, deadline=None)
@given(programs())
def test_random_programs_in_javascript_give_every_value(built: tuple[Program, dict[str, np.ndarray]]) -> None:
    program, inputs = built
    values, outputs = run(javascript.source(program), program, inputs)
    kept = interpret_keeping(program, inputs)
    assert_equal(outputs, evaluated(program, inputs), 1e-12)
    assert_equal(values, {equation.result.name: kept[equation.result] for equation in program.equations}, 1e-12)
