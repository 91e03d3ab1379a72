"""The index form is true: evaluated, each line gives the number of the run; and its indices are distinct and bound."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from clearprop.explain.derivation import derive
from clearprop.expression import Call, Expression, Name, Number, walk
from clearprop.ir import Variable
from clearprop.render.maths.by_index import element_of
from clearprop.render.maths.calls import PRIMES
from clearprop.render.maths.elementwise import written_out
from clearprop.render.maths.lines import Paper
from clearprop.render.maths.lines import lines as lines_of
from clearprop.render.maths.tree import Big, Box, Index, Letter, Quantity, Row, Scripts
from clearprop.render.maths.tree import walk as walk_boxes
from clearprop.render.maths.written import slopes
from tests.contract.views import value_of

from .derivations import DERIVATIONS


def trees(name: str) -> Iterator[tuple[Any, tuple[Name | Number, ...], Expression]]:
    """Each equation that is shown by element, its index, and the tree with all that is written out in it."""
    paper = Paper(DERIVATIONS[name].program, per_element=True)
    for equation in paper.plan.needed():
        if paper.by_element(equation):
            index = paper.elements.index_below(equation.result.type.shape)
            yield equation, index, paper.elements.element(equation, index)


@pytest.mark.parametrize("name", DERIVATIONS)
def test_each_line_is_what_was_computed(name: str) -> None:
    d = DERIVATIONS[name]
    arrays = {variable.name: np.asarray(array) for variable, array in d.run.items()}
    arrays |= {variable.name: array for variable, array in d.program.constants.items()}
    checked = 0
    for equation, index, tree in trees(name):
        if any(isinstance(node, Call) and PRIMES in dict(node.options) for node in walk(tree)):
            continue  # φ′ is checked below
        expected = np.asarray(d.run[equation.result], float)
        for at in np.ndindex(*expected.shape):
            names = {i.text: np.int64(k) for i, k in zip(index, at, strict=True) if isinstance(i, Name)}
            assert value_of(tree, arrays, names) == pytest.approx(expected[at], rel=1e-9, abs=1e-12)
        checked += 1
    assert checked > 1


@pytest.mark.parametrize("name", ["sigmoid network", "softmax network"])
def test_a_slope_is_the_derivative(name: str) -> None:
    d = DERIVATIONS[name]
    found = slopes(d.program)
    assert found
    for variable, (forward, z) in found.items():
        expected = forward.op.derivative(d.run[forward.result], d.run[z])
        np.testing.assert_allclose(np.asarray(d.run[variable], float), np.asarray(expected, float), rtol=1e-12)


def test_what_is_not_the_whole_derivative_is_no_slope() -> None:
    """σ(z) (1 - σ(z)) written by the author beside σ(z) is the author's own."""

    def f(z: Any) -> Any:
        a = 1 / (1 + np.exp(-z))
        return np.sum(a * (1 - a) * z)

    assert "∂f/∂z" in derive(f, np.array([0.5, -1.0])).maths()
    for variable, (forward, z) in slopes(derive(f, np.array([0.5, -1.0])).program).items():
        assert isinstance(variable, Variable) and z is forward.operands[0]


@pytest.mark.parametrize("name", ["softmax network"])
def test_an_algorithm_is_its_definition(name: str) -> None:
    d = DERIVATIONS[name]
    without = [e for e in d.program.equations if e.op.element is None]
    assert {e.op.name for e in without} >= {"softmax", "cross_entropy_with_logits"}
    paper = Paper(d.program, per_element=True)
    for equation in without:
        index = tuple(Name(f"i{k}") for k in range(equation.result.type.ndim))
        assert element_of(written_out(equation), index, lambda leaf: paper.elements.view(leaf.variable)) is not None


@pytest.mark.parametrize("name", DERIVATIONS)
def test_indices_are_distinct_and_bound(name: str) -> None:
    for line in lines_of(DERIVATIONS[name].program, per_element=True):
        if line.part not in ("forward", "backward"):
            continue
        left = letters_in([box for box in walk_boxes(line.left) if isinstance(box, Index)])
        assert len(left) == len(set(left))
        sums = [letter for box in walk_boxes(line.right) if isinstance(box, Big) for letter in map(plain, box.under)]
        assert not set(sums) & set(left), "a sum takes no letter of the left side"
        used = set(letters_in([box for box in walk_boxes(line.right) if isinstance(box, Index)]))
        if " with " not in str(line.right):
            assert used <= {*left, *sums}


def letters_in(indices: list[Any]) -> list[str]:
    return [part.text for box in indices for item in box.items for part in free(item)]


def free(box: Box) -> Iterator[Letter]:
    """The index letters in an item; those of a quantity that is an index itself (y[n]) come from its own brackets."""
    match box:
        case Letter():
            yield box
        case Row(parts):
            for part in parts:
                yield from free(part)


def plain(box: Box) -> str:
    assert isinstance(box, Letter | Scripts | Quantity)
    return box.text if isinstance(box, Letter) else str(box)
