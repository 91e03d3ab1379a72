"""Programs as layered graphs: every step is a card, with its value and its gradient, below what it reads."""

import re
from typing import Any

import numpy as np
import pytest

from clearprop.explain.derivation import derive
from clearprop.ir import Equation, Origin, Type, Variable
from clearprop.ops import OPS
from clearprop.render.picture.backward import Backward
from clearprop.render.picture.blocks import blocks_of
from clearprop.render.picture.labels import place
from clearprop.render.picture.nodes import handed_back, nodes_of

from .derivations import CASES, GRAPHS
from .reading import Part, Picture, number

WHOLE = ("product", "neuron", "micrograd", "convolution")


def cards(picture: Picture) -> dict[str, Part]:
    """By the innermost quantity."""
    return {part.quantities[-1]: part for part in picture.all("g") if part.element.get("role")}


def central(function: Any, arguments: list[float], step: float = 1e-6) -> list[float]:
    found = []
    for k in range(len(arguments)):
        up, down = ([a + sign * step * (k == j) for j, a in enumerate(arguments)] for sign in (1, -1))
        found.append((function(*up) - function(*down)) / (2 * step))
    return found


def test_each_step_has_its_value_and_its_gradient() -> None:
    picture = Picture(CASES["product"]().picture())
    assert [part.title for part in cards(picture).values()] == [
        "x; −2; ∂f/∂x = −4", "y; 5; ∂f/∂y = −4", "z; −4; ∂f/∂z = 3", "u = x + y; 3; ∂f/∂u = −4", "f = u z; −12",
    ]  # fmt: skip


def test_microgradients() -> None:
    """a.grad = 138.8338 and b.grad = 645.5773, as its README says."""
    found = cards(Picture(CASES["micrograd"]().picture()))
    assert found["a"].title.endswith("/∂a = 138.834") and found["b"].title.endswith("/∂b = 645.577")
    assert found["g_2"].title.endswith("24.7041")


@pytest.mark.parametrize("name", GRAPHS)
def test_what_flows_back_to_an_input_adds_up_to_its_gradient(name: str) -> None:
    d = CASES[name]()
    backward = Backward(d.program, d.run, d.adjoints)
    nodes = nodes_of(d.program, backward)
    for variable in d.program.inputs:
        uses = [[use for some in node.reads.values() for use in some if use[0] is variable] for node in nodes]
        parts = [part for part in (handed_back(some, backward) for some in uses) if part is not None]
        if parts:
            np.testing.assert_allclose(sum(parts), backward.of(variable), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", WHOLE)
def test_every_equation_has_a_card_below_what_it_reads(name: str) -> None:
    d = CASES[name]()
    picture = Picture(d.picture())
    tops = {}
    for quantity, part in cards(picture).items():
        path = next(child for child in part.element if child.get("class", "").startswith("shape")).attrib["d"]
        tops[quantity] = float(re.match(r"M\S+ (\S+?)H", path)[1])
    forward = [e for e in d.program.equations if e.origin.adjoint is None]
    assert {e.result.name for e in forward} <= set(tops)
    for equation in forward:
        for variable in equation.variables():
            if variable.name in tops:
                assert tops[variable.name] < tops[equation.result.name]


def test_lines_show_what_flows_back() -> None:
    picture = Picture(CASES["neuron"]().picture())
    titles = {part.title: part for part in picture.all("path") if "hands back" in part.title}
    d = CASES["neuron"]()
    expected = dict(
        zip(["w0", "x0", "w1", "x1", "b"], central(neuron_again, [2.0, -1.0, -3.0, -2.0, -3.0]), strict=True)
    )
    for title, part in titles.items():
        flow = number(title.split(": ")[1])
        assert ("above" in part.classes) == (flow > 0)
    assert len(titles) == 9
    for name, symbol in (("w0", "w₀"), ("x1", "x₁"), ("b", "b")):
        flow = next(number(t.split(": ")[1]) for t in titles if f" to {symbol}:" in t)
        assert flow == pytest.approx(expected[name], rel=1e-4) == pytest.approx(float(d.gradients[name]), rel=1e-4)
    widest = max(titles, key=lambda t: titles[t].stroke)
    assert abs(number(widest.split(": ")[1])) == max(abs(number(t.split(": ")[1])) for t in titles)


def neuron_again(w0: float, x0: float, w1: float, x1: float, b: float) -> float:
    return 1 / (1 + np.exp(-(w0 * x0 + w1 * x1 + b)))


def test_a_long_program_is_folded_and_nothing_is_lost() -> None:
    d = CASES["scalars"]()
    forward = [e for e in d.program.equations if e.origin.adjoint is None]
    blocks = blocks_of(forward, 0)
    assert len(blocks) <= 20
    assert [e for block in blocks for e in block.equations] == forward
    assert sorted(block.times for block in blocks if block.times > 1) == [6, 14]
    picture = Picture(d.picture())
    heads = [part.text for part in picture.all("text", "name")]
    assert any(re.fullmatch(r"neurons, lines \d+–\d+ × 6", head) for head in heads)
    assert any(re.fullmatch(r"neurons, lines \d+–\d+ × 14", head) for head in heads)
    assert "84 ×, 84 +, 14 tanh" in picture.texts
    inputs = [int(re.match(r"(\d+) inputs", text)[1]) for text in picture.texts if re.match(r"\d+ inputs", text)]
    read = {v for e in forward for v in e.variables()} & set(d.program.inputs)
    assert sum(inputs) == len(read)


def chain(scopes: list[str]) -> list[Equation]:
    """As many equations in a row, with these scopes; no two neighbouring runs of them are alike."""
    variables = [Variable(f"v{k}", Type("f64")) for k in range(len(scopes) + 1)]
    ops = [OPS[name]() for name in draw_names(len(scopes))]
    return [
        Equation(after, op, (before,), Origin(scope=scope))
        for before, after, op, scope in zip(variables, variables[1:], ops, scopes, strict=False)
    ]


def draw_names(count: int) -> list[str]:
    names = ("sin", "cos", "tanh", "exp", "sigmoid", "square", "negative", "arctan")
    return [names[k] for k in np.random.default_rng(0).integers(0, len(names), count)]


def test_scopes_are_folded_and_in_the_end_any_neighbours() -> None:
    scopes = [f"layer {k // 30} / part {k % 30 // 5}" for k in range(300)]
    blocks = blocks_of(chain(scopes), 0)
    assert [block.equations[0].origin.scope.split(" / ")[0] for block in blocks] == [f"layer {k}" for k in range(10)]
    assert place(blocks[0].equations) == "layer 0"
    alone = chain([f"s{k}" for k in range(300)])
    blocks = blocks_of(alone, 0)
    assert len(blocks) <= 20 and [e for block in blocks for e in block.equations] == alone
    assert len(blocks_of(alone[:40], 0)) == 40 > len(blocks_of(alone[:40], 1))


def test_rounds_of_a_recurrence_are_one_card_each() -> None:
    texts = Picture(CASES["recurrence"]().picture()).texts
    states = ["h", *(f"h⁽{number}⁾" for number in "²³⁴⁵⁶⁷")]
    expected = [f"{states[t + 1]} = tanh(Wᵀ x{'₀₁₂₃₄₅'[t]} + Uᵀ {states[t]} + b)" for t in range(6)]
    assert [text for text in texts if "tanh(" in text] == expected


def test_a_very_long_program_is_quick() -> None:
    """Nine thousand steps, forward alone."""

    def loop(a: Any, b: Any) -> Any:
        s = 0.0
        for _ in range(1000):
            t = a * s + b
            s = s + np.tanh(t) * t - b / (1 + t * t)
        return s

    d = derive(loop, 0.3, 0.2)
    d.run
    picture = Picture(d.picture())
    assert any(" × 99" in text for text in picture.texts)


def test_programs_with_next_to_nothing() -> None:
    for function, argument in ((lambda x: x, 2.0), (lambda x: 1 / x, 0.0), (lambda x: 0.0 * x, 1.0)):
        picture = Picture(derive(function, argument).picture())
        assert picture.texts and "x" in picture.quantities
