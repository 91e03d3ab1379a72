"""Random Programs, built for three sets of sizes, emitted once, and run for a fourth."""

from typing import Any

import hypothesis.strategies as st
import numpy as np
from hypothesis import given, settings

from clearprop.ir import Program, Type, Variable
from clearprop.ops.symbol import Builder
from clearprop.render import javascript
from tests.javascript import needs_node, run
from tests.render.running import assert_equal, evaluated
from tests.render.test_random_programs import BINARY, UNARY

SIZES = [(5, 18, 32), (8, 23, 41), (11, 26, 57)]
"""So far apart that no slice of one axis is as long as another axis by chance."""
OTHER = (6, 21, 38)
Choice = tuple[int, int, int]


def shapes(n: int, i: int, o: int) -> list[tuple[int, ...]]:
    return [(n, i), (i, o), (o, 2), (i,), (o,), ()]


def built(choices: list[Choice], sizes: tuple[int, int, int]) -> Program:
    """The Program of the choices: each a function and how far back its two operands lie."""
    builder = Builder(simplify=False)
    inputs = [Variable(f"v{k}", Type("f64", shape)) for k, shape in enumerate(shapes(*sizes))]
    pool = [builder.symbol(variable) for variable in inputs]
    for which, back, other in choices:
        function = [*UNARY, *BINARY][which]
        first, second = pool[-1 - back % len(pool)], pool[-1 - other % len(pool)]
        try:
            found = function(first, second) if function in BINARY else function(first)
        except (ValueError, IndexError, TypeError):
            continue
        if hasattr(found, "atom") and found.atom not in inputs and found.size and found.dtype == np.float64:
            pool.append(found)
    outputs = {"out": pool[-1].atom}
    return Program(tuple(inputs), builder.constants, builder.equations, [], outputs, "f").check()


steps = st.tuples(st.integers(0, len(UNARY) + len(BINARY) - 1), st.integers(0, 3), st.integers(0, 20))


@needs_node
@settings(max_examples=100, deadline=None)
@given(st.lists(steps, min_size=1, max_size=12), st.integers(0, 9))
def test_sizes_that_no_program_was_built_for(choices: list[Choice], seed: int) -> None:
    first, *others = (built(choices, sizes) for sizes in SIZES)
    program = built(choices, OTHER)
    random = np.random.default_rng(seed)
    inputs: dict[str, Any] = {v.name: random.normal(size=v.type.shape).round(2) for v in program.inputs}
    _, outputs = run(javascript.source(first, others=others), program, inputs)
    assert_equal(outputs, evaluated(program, inputs), 1e-11)
