"""Where a backward pass leaves the truth."""

import numpy as np
import pytest

from clearprop.read.match import first_unmatched, matching_only, truths_of

TEXT = """
import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(7, 3)); Y = rng.random((7, 2))
W1 = rng.normal(size=(3, 4)); b1 = rng.normal(size=4)
W2 = rng.normal(size=(4, 2)); b2 = rng.normal(size=2)
for step in range(12):
    a1 = np.tanh(X @ W1 + b1)
    a2 = np.tanh(a1 @ W2 + b2)
    d2 = (a2 - Y) * (1 - a2**2)
    e1 = d2 @ W2.T
    d1 = e1 * (1 - a1**2)
    W2 -= 0.1 * a1.T @ d2
    b2 -= 0.1 * d2.sum(axis=0)
    W1 -= 0.1 * X.T @ d1
    b1 -= 0.1 * d1.sum(axis=0)
"""


def lines(held, sites):
    table = held[0][0].graph.tape.table
    return [table[site].line for site in sites]


def test_nothing_of_a_right_pass(points):
    assert first_unmatched(points(TEXT)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("d1 = e1 * (1 - a1**2)", "d1 = e1 * (1 - a1)", 12),
        ("e1 = d2 @ W2.T", "e1 = d2 @ (W2 * W2).T", 11),
        ("(a2 - Y) * (1 - a2**2)", "(a2 - Y) * a2 * (1 - a2)", 10),
        ("X.T @ d1", "X.T @ (d1 * d1)", 15),
    ],
)
def test_the_first_place_that_leaves_the_truth(points, right, wrong, line):
    assert right in TEXT
    held = points(TEXT.replace(right, wrong))
    assert lines(held, first_unmatched(held))[0] == line


def test_what_only_another_sweep_explains(points):
    """The derivative at the output left out: the other sweep has it left out too."""
    held = points(TEXT.replace("(a2 - Y) * (1 - a2**2)", "(a2 - Y) * (1 - a1.mean())"))
    assert matching_only(held, held) == []
    wrong = points(TEXT.replace("d1 = e1 * (1 - a1**2)", "d1 = e1 * 1.0"))
    others = [
        (run, step, truths_of(run, step, truths.seeds, swept=without_slope(truths))) for run, step, truths in wrong
    ]
    found = lines(wrong, matching_only(wrong, others))
    assert set(found) == {15, 16}


def without_slope(truths):
    """Adjoints in which the first layer's activation passes everything on."""
    block = truths.parts.blocks[0]
    swept = dict(truths.adjoints)
    graph = truths.run.graph
    mistaken = {block.sources[0]: swept[block.activation]}
    below = graph.adjoints(mistaken, graph.ancestors(block.sources, truths.run.cut), truths.run.cut)
    return {**swept, **{node: np.asarray(value) for node, value in below.items()}}
