"""What holds for every picture: it stands alone, nothing overlaps, it is linked, small, quick and always the same."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

from clearprop.network import Network

from .derivations import CASES, GRAPHS, NETWORKS
from .reading import Picture


@pytest.fixture(params=CASES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_networks_are_drawn_as_units_and_other_programs_as_graphs(name: str) -> None:
    description = Picture(CASES[name]().picture()).description
    assert description.startswith("A network of") == (name in NETWORKS) == (name not in GRAPHS)


def test_no_text_overlaps_another(name: str) -> None:
    boxes = Picture(CASES[name]().picture()).boxes()
    found = [(a.text, b.text) for a, b in itertools.combinations(boxes, 2) if a.overlaps(b)]
    assert not found


def test_no_text_is_cut_off(name: str) -> None:
    picture = Picture(CASES[name]().picture())
    _, _, wide, high = map(float, picture.root.attrib["viewBox"].split())
    assert picture.root.attrib["width"] == f"{wide:.0f}"
    for box in picture.boxes():
        assert 0 <= box.left and box.right <= wide and 0 <= box.top and box.bottom <= high, box


def test_every_quantity_is_a_variable_or_an_output_of_the_program(name: str) -> None:
    d = CASES[name]()
    quantities = Picture(d.picture()).quantities
    assert quantities
    assert quantities <= {variable.name for variable in d.program.variables()} | d.program.outputs.keys()


def test_groups_say_what_they_are(name: str) -> None:
    picture = Picture(CASES[name]().picture())
    groups = [part for part in picture.all("g") if part.element.get("role")]
    assert groups
    for part in groups:
        assert part.element.attrib["aria-label"] == part.title != ""
    assert picture.root.get("role") == "img"
    assert [child.tag.split("}")[1] for child in picture.root][:2] == ["title", "desc"]


def test_the_same_bits_each_time(name: str) -> None:
    d = CASES[name]()
    assert d.picture() == d.picture()
    assert CASES[name].__wrapped__().picture() == d.picture()  # type: ignore[attr-defined]


def test_small(name: str) -> None:
    d = CASES[name]()
    d.run
    d.picture()
    picture = d.picture()
    assert len(picture.encode()) < 100_000


def test_a_hundred_thousand_weights() -> None:
    net = Network([300, 300, 40, 10], output="softmax", loss="cross_entropy")
    r = np.random.default_rng(0)
    d = net.derive(r.normal(size=(32, 300)), r.integers(0, 10, 32))
    d.run
    picture = d.picture()
    assert len(picture.encode()) < 300_000


def test_it_needs_nothing_from_elsewhere(name: str) -> None:
    source = CASES[name]().picture()
    assert not re.search(r"href|url\(|<script|<image|@import", source)
    assert set(re.findall(r"https?://[^\"' ]+", source)) == {"http://www.w3.org/2000/svg"}


def test_light_dark_and_print() -> None:
    style = CASES["mazur"]().picture().split("<style>")[1].split("</style>")[0]
    assert "@media screen and (prefers-color-scheme: dark)" in style  # so what is printed is light
    sizes = [*map(int, re.findall(r"font(?:-size)?: (?:\d+ )?(\d+)px", style))]
    assert len(sizes) == 4 and min(sizes) >= 11
    assert set(re.findall(r"var\((--[\w-]+)", style)) <= set(re.findall(r"(--[\w-]+):", style))


@pytest.mark.parametrize("scheme", ["LIGHT", "DARK"])
def test_colours_are_told_apart(scheme: str) -> None:
    """Text at least 4.5 to 1 against what it stands on, lines and shapes 3 to 1 (WCAG 1.4.3 and 1.4.11)."""
    from clearprop.render.picture import style

    colours = getattr(style, scheme)
    for ground in ("paper", "card", "data", "dead", "flat"):
        assert contrast(colours["ink"], colours[ground]) >= 4.5
    assert contrast(colours["soft"], colours["paper"]) >= 4.5
    for line in ("above", "below", "soft", "line"):
        assert contrast(colours[line], colours["paper"]) >= 3


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted(map(luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_no_op_and_no_layer_is_named() -> None:
    from clearprop.nn.layers import LAYERS
    from clearprop.ops import OPS
    from clearprop.render import picture

    names = {*OPS, *(layer.lower() for layer in LAYERS)}
    for file in Path(picture.__file__).parent.glob("*.py"):
        found = set(re.findall(r"""["'](\w+)["']""", file.read_text(encoding="utf-8"))) & names
        assert not found - {"sum", "step"}, file  # a kind of Reduce node; a noun
