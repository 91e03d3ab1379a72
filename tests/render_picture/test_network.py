"""A network as units and connections: what is drawn is what the Program computed."""

import re

import numpy as np
import pytest

from clearprop.explain.derivation import derive
from clearprop.network import Network

from .derivations import CASES, NETWORKS
from .reading import Picture, gradient_in, number

SMALL = [name for name in NETWORKS if name not in ("digits", "deep")]


@pytest.mark.parametrize("name", NETWORKS)
def test_numbers_in_titles_are_the_gradients(name: str) -> None:
    d = CASES[name]()
    picture = Picture(d.picture())
    seen = 0
    for parameter, gradient in d.gradients.items():
        for index, line in picture.lines(parameter).items():
            seen += 1
            assert gradient_in(line.title) == pytest.approx(float(gradient[index]), rel=2e-5, abs=1e-300)
            places = ", ".join(map(str, index))
            assert f"[{places}] = " in line.title
            value = number(re.search(r"= ([^,]+),", line.title)[1])
            assert value == pytest.approx(float(d.inputs[parameter][index]), rel=2e-5)
    assert seen


@pytest.mark.parametrize("name", NETWORKS)
def test_width_grows_with_the_gradient_and_colour_tells_its_sign(name: str) -> None:
    d = CASES[name]()
    picture = Picture(d.picture())
    lines = [
        (abs(float(d.gradients[parameter][index])), line.stroke, line.classes)
        for parameter in d.gradients
        for index, line in picture.lines(parameter).items()
        if "stub" not in line.classes
    ]
    gradients, widths = (np.array(column) for column in list(zip(*lines, strict=True))[:2])
    assert widths[np.argmax(gradients)] == widths.max() > widths.min()
    straight = np.polyfit(gradients, widths, 1)
    np.testing.assert_allclose(np.polyval(straight, gradients), widths, atol=0.006)
    for parameter in d.gradients:
        for index, line in picture.lines(parameter).items():
            gradient = float(d.gradients[parameter][index])
            assert ("above" in line.classes) == (gradient > 0)
            assert ("below" in line.classes) == (gradient < 0)


@pytest.mark.parametrize("name", NETWORKS)
def test_the_largest_gradient_is_drawn_and_told(name: str) -> None:
    """Whatever is folded; but of layers that are folded into one, nothing is drawn by itself."""
    d = CASES[name]()
    picture = Picture(d.picture())
    weights = [name for name in d.gradients if picture.lines(name)]
    if name != "deep":
        for parameter in weights:
            gradient = np.abs(d.gradients[parameter])
            assert float(gradient.max()) in [gradient[index] for index in picture.lines(parameter)]
    matrices = {n: np.abs(g) for n, g in d.gradients.items() if n[0] in "Ww"}
    largest = max(matrices, key=lambda n: matrices[n].max())
    told = re.search(r"largest gradient of a connection is (\S+), of [^\[]*\[([\d, ]+)\]", picture.description)
    index = tuple(map(int, told[2].split(", ")))
    assert index == np.unravel_index(np.argmax(matrices[largest]), matrices[largest].shape)
    assert number(told[1]) == pytest.approx(float(d.gradients[largest][index]), rel=2e-5)


@pytest.mark.parametrize("name", SMALL)
def test_units_show_their_values(name: str) -> None:
    d = CASES[name]()
    picture = Picture(d.picture())
    for quantity in ("x", "X", "a1", "h", "A1", "y_hat", "o"):
        for unit, part in picture.units(quantity).items():
            if part.quantities[-1] != quantity:
                continue
            array = d.numbers.get(quantity, d.inputs.get(quantity))
            axis = 0 if quantity.isupper() or quantity == "A1" else 1
            values = np.asarray(array).take(unit, axis=axis)
            shown = number(re.search(r"(?:mean|=) (\S+?)(?: over|;|$)", part.title)[1])
            assert shown == pytest.approx(float(values.mean()), rel=2e-5)


def test_mazurs_gradients_stand_beside_the_lines() -> None:
    """0.0821670 and so on, as the worked example has them."""
    picture = Picture(CASES["mazur"]().picture())
    assert {"0.0822", "0.0827", "−0.0226", "−0.0227", "4.39·10⁻⁴", "9.95·10⁻⁴"} <= set(picture.texts)
    assert gradient_in(picture.lines("W2")[0, 0].title) == pytest.approx(0.082167041, rel=1e-5)


def test_dead_and_saturated_units_have_their_marks() -> None:
    d = CASES["dead_and_saturated"]()
    picture = Picture(d.picture())
    marks = {unit: part.element.get("data-mark") for unit, part in picture.units("a1").items()}
    slopes = (d.numbers["a1"] > 0).any(axis=0)
    assert [unit for unit, mark in marks.items() if mark == "dead"] == [2, 7, 9] == [*np.flatnonzero(~slopes)]
    assert {unit: part.element.get("data-mark") for unit, part in picture.units("a2").items()} == {
        0: None, 1: "flat", 2: None, 3: None,
    }  # fmt: skip
    shapes = {}
    for quantity in ("a1", "a2"):
        for unit, part in picture.units(quantity).items():
            paths = [child for child in part.element if child.get("class", "").startswith("shape")]
            shapes[quantity, unit] = paths[0].attrib["class"], re.sub(r"[\d.\s-]+", "", paths[0].attrib["d"])
    outlines = dict(shapes.values())
    assert len(set(outlines.values())) == len(outlines) == 3, "each mark has a shape of its own"
    assert "dead: its slope is 0 in all 6 rows" in picture.units("a1")[7].title
    assert "Of a₁, 3 units are dead." in picture.description and "Of a₂, 1 unit is saturated." in picture.description
    assert any(text.startswith("dead:") for text in picture.texts)


def test_without_marked_units_the_legend_has_no_marks() -> None:
    picture = Picture(CASES["mazur"]().picture())
    assert not any("dead" in text or "saturated" in text for text in picture.texts)


@pytest.mark.parametrize("name", ["digits", "two_hidden"])
def test_folding_counts_add_up(name: str) -> None:
    d = CASES[name]()
    picture = Picture(d.picture())
    sizes = {q: array.shape[1] for q, array in [("x", d.inputs["x"]), *d.numbers.items()] if q in ("x", "a1", "a2")}
    for quantity, size in sizes.items():
        assert len(picture.units(quantity)) + picture.folded(quantity) == size
        if size > 12:
            assert picture.folded(quantity) and {0, 1, size - 1} <= set(picture.units(quantity))
    for parameter in (p for p in d.gradients if p[0] == "W"):
        bands = [part for part in picture.all("path", "band") if parameter in part.quantities]
        counted = sum(int(part.element.attrib["data-count"]) for part in bands)
        assert len(picture.lines(parameter)) + counted == d.gradients[parameter].size
        norms = [number(re.search(r"gradients (\S+)", part.title)[1]) for part in bands]
        single = [float(d.gradients[parameter][index]) for index in picture.lines(parameter)]
        assert np.linalg.norm([*norms, *single]) == pytest.approx(np.linalg.norm(d.gradients[parameter]), rel=1e-5)


def test_a_dead_unit_is_drawn_when_its_layer_is_folded() -> None:
    d = CASES["digits"]()
    picture = Picture(d.picture())
    marks = [part.element.get("data-mark") for part in picture.units("a1").values()]
    dead = int((d.numbers["a1"] == 0).all(axis=0).sum())
    assert marks.count("dead") == 1 < dead
    assert f"⋮ {picture.folded('a1')} more ({dead - 1} dead)" in picture.texts


def test_many_layers_are_folded() -> None:
    d = CASES["deep"]()
    picture = Picture(d.picture())
    assert "⋮ 8 layers" in picture.texts
    bars = [float(part.element.attrib["height"]) for part in picture.all("rect", "bar")]
    norms = [np.linalg.norm(d.gradients[f"W{k}"]) for k in range(3, 11)]
    assert len(bars) == 8 and np.argmax(bars) == np.argmax(norms) == 7


def test_units_own_parameters_and_ways_past_a_layer() -> None:
    d = CASES["residual_and_normalised"]()
    picture = Picture(d.picture())
    for parameter in ("b", "gamma", "beta"):
        stubs = [part for part in picture.all("path", "stub") if parameter in part.quantities]
        found = [gradient_in(part.title) for part in stubs]
        np.testing.assert_allclose(found, d.gradients[parameter], rtol=2e-5)
    assert "x goes into o, too" in picture.texts
    assert not Picture(CASES["mazur"]().picture()).all("path", "skip")


def test_weights_that_were_turned_or_taken_from_an_array_keep_their_places() -> None:
    d = CASES["transposed_weights"]()
    assert set(Picture(d.picture()).lines("W1")) == set(np.ndindex(4, 3))
    d = CASES["loop_of_layers"]()
    assert set(Picture(d.picture()).lines("W")) == set(np.ndindex(5, 3, 3))


def test_dotted_where_there_is_nothing_to_learn() -> None:
    d = CASES["dead_and_saturated"]()
    lines = Picture(d.picture()).lines("W1")
    assert {index[1] for index, line in lines.items() if "even" in line.classes} == {2, 7, 9}
    assert "0: nothing to learn from these rows" in Picture(d.picture()).texts


def test_data_and_parameters_are_told_apart_without_names_and_gradients() -> None:
    r = np.random.default_rng(0)

    def loss(p, q, r, s, t, u):
        return np.mean((np.tanh(t @ p + q) @ r + s - u) ** 2)

    arrays = [r.normal(size=shape) for shape in ((3, 4), (4,), (4, 2), (2,), (5, 3), (5, 2))]
    for wrt in (None, ("p",), ("t",), ("p", "q", "r", "s")):
        picture = Picture(derive(loss, *arrays, wrt=wrt).picture())
        assert "2 layers on 3 inputs" in picture.description, wrt
        assert set(picture.units("t")) == {0, 1, 2} and len(picture.lines("p")) == 12
        assert not any("u" in part.quantities for part in picture.all("path", "stub"))


def test_one_unit_one_row_one_weight() -> None:
    net = Network([1, 1], output="sigmoid", loss="binary_cross_entropy")
    d = net.derive([[1.0]], [[1.0]])
    picture = Picture(d.picture())
    assert gradient_in(picture.lines("W1")[0, 0].title) == pytest.approx(float(d.gradients["W1"][0, 0]), rel=1e-5)


def test_gradients_that_are_no_numbers_are_drawn_all_the_same() -> None:
    d = CASES["batch"]()
    net = Network([3, 4, 2], output="softmax", loss="cross_entropy")
    net.parameters["W1"] = np.full((3, 4), np.nan)
    picture = Picture(net.derive(np.ones((2, 3)), [0, 1]).picture())
    assert "NaN" in picture.lines("W1")[0, 0].title
    assert picture.root is not None and d
