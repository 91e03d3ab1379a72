"""An op that nobody has seen: the picture works from its rules alone."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from clearprop.explain.derivation import derive
from clearprop.expression import ArrayView, Expression, total
from clearprop.ir import Type
from clearprop.ops import OPS, Elementwise, Op
from clearprop.ops.base import TRACED

from .reading import Picture, gradient_in


class Foreign:
    """A function from elsewhere, whose source is not followed."""

    def __init__(self, function: Callable[..., Any], name: str) -> None:
        self.function, self.__name__ = function, name

    def __call__(self, *arguments: Any) -> Any:
        return self.function(*arguments)


bend = Foreign(lambda z: np.where(z > 0, z, 0) ** 2, "bend")
affine = Foreign(lambda x, W, b: x @ W + b, "affine")


@pytest.fixture
def unseen() -> Iterator[None]:
    """A bent function, and a whole layer in one equation, as ops; gone again afterwards."""

    class Bend(Elementwise):
        """r = z² where z > 0, else 0."""

        traces = bend

        def evaluate(self, z: Any) -> Any:
            return bend(z)

        def derivative(self, r: Any, z: Any) -> Any:
            return 2 * np.maximum(z, 0)

    class Affine(Op):
        """r = x W + b in one."""

        traces = affine

        def evaluate(self, x: Any, W: Any, b: Any) -> Any:
            return affine(x, W, b)

        def infer(self, x: Type, W: Type, b: Type) -> Type:
            return Type(x.dtype, (x.shape[0], W.shape[1]))

        def vjp(self, g: Any, r: Any, x: Any, W: Any, b: Any) -> tuple[Any, ...]:
            return g @ np.transpose(W), np.transpose(x) @ g, np.sum(g, axis=0)

        def element(self, index: Any, x: ArrayView, W: ArrayView, b: ArrayView) -> Expression:
            n, j = index
            return total(x.shape[1], lambda k: x[n, k] * W[k, j]) + b[j]

    yield
    for function in (bend, affine):
        del OPS[function.__name__], TRACED[function]


def test_units_connections_and_marks_of_unseen_ops(unseen: None) -> None:
    def loss(V: Any, c: Any, W: Any, d: Any, x: Any, y: Any) -> Any:
        a = bend(affine(x, V, c))
        return np.mean((affine(a, W, d) - y) ** 2)

    r = np.random.default_rng(0)
    shapes = ((3, 4), (4,), (4, 2), (2,), (5, 3), (5, 2))
    arrays = [r.normal(size=shape) for shape in shapes]
    arrays[1][2] = -60.0
    d = derive(loss, *arrays, wrt=("V", "c", "W", "d"))
    assert {"bend", "affine"} <= {equation.op.name for equation in d.program.equations}
    picture = Picture(d.picture())
    assert "2 layers on 3 inputs: a with 4 units" in picture.description
    for name in ("V", "W"):
        for index, line in picture.lines(name).items():
            assert gradient_in(line.title) == pytest.approx(float(d.gradients[name][index]), rel=2e-5)
    assert len(picture.lines("V")) == 12
    dead = [unit for unit, part in picture.units("a").items() if part.element.get("data-mark") == "dead"]
    assert 2 in dead and dead == [*np.flatnonzero((d.numbers["a"] == 0).all(axis=0))] != [0, 1, 2, 3]
    stubs = [part for part in picture.all("path", "stub") if "c" in part.quantities]
    assert len(stubs) == 4


def test_a_graph_with_unseen_ops(unseen: None) -> None:
    d = derive(lambda p, q: bend(p * q) + p, 2.0, 3.0)
    picture = Picture(d.picture())
    assert "bend" in " ".join(picture.texts)
    titles = [part.title for part in picture.all("g") if part.element.get("role")]
    assert any(title.startswith("p; 2; ") and title.endswith("= 37") for title in titles)
