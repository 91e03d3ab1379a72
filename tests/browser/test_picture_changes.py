"""The picture of a derivation after numbers were changed on its page: units, bands and bars are those of the new numbers."""

from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

import clearprop as cp
from clearprop.explain.derivation import Derivation
from clearprop.render import picture
from tests.browser.numbers import number
from tests.browser.test_change import put


@cache
def relu() -> Derivation:
    net = cp.Network([2, 4, 2], activation="relu", output="sigmoid", loss="half_squared_error", seed=2)
    return net.derive([[0.5, 1.0], [0.2, -0.3]], [[0.0, 1.0], [1.0, 0.0]])


@cache
def folded() -> Derivation:
    """A layer of more units than are drawn by themselves."""
    net = cp.Network([2, 20, 2], activation="relu", output="sigmoid", loss="half_squared_error", seed=2)
    return net.derive([[0.5, 1.0], [0.2, -0.3]], [[0.0, 1.0], [1.0, 0.0]])


@cache
def many_layers() -> Derivation:
    net = cp.Network([2, *[3] * 9, 2], activation="tanh", output="sigmoid", loss="half_squared_error", seed=2)
    return net.derive([[0.5, 1.0]], [[0.0, 1.0]])


def changed(derivation: Derivation, name: str, index: tuple[int, ...], to: float) -> Derivation:
    inputs = {key: np.array(array) for key, array in derivation.inputs.items()}
    inputs[name][index] = to
    return replace(derivation, inputs=inputs)


UNITS = """all => all.map((unit) => {
  const of = (part, name) => unit.querySelector(`:scope > ${part}`).getAttribute(name).trim();
  return {
    mark: unit.dataset.mark ?? '',
    shape: [of('.shape', 'class'), of('.shape', 'd')],
    cross: of('.cross', 'd'),
    name: of('.name', 'x'),
  };
})"""


def units(page: Page) -> list[dict[str, Any]]:
    return page.eval_on_selector_all("[data-bend][data-index]", UNITS)


@pytest.mark.parametrize(
    "name, symbol, index, to", [("W1", "W₁", (0, 2), -90.0), ("b1", "b₁", (1,), -50.0), ("b2", "b₂", (0,), 9.0)]
)
def test_units_that_die_or_live_again_are_drawn_as_python_draws_them(opened, name, symbol, index, to):
    after = changed(relu(), name, index, to)
    page = opened(relu().to_html()).page
    before = units(page)
    put(page, f"{symbol}[{', '.join(map(str, index))}]", to)
    found = units(page)
    page.set_content(unescape(picture.source(after.program, after.run, after.adjoints, changing=True)))
    assert found == units(page) != before
    assert {"dead", "flat"} & {unit["mark"] for unit in found}


def test_the_signs_go_when_the_numbers_come_back(opened):
    page = opened(relu().to_html()).page
    before = units(page)
    put(page, "b₁[1]", -50.0)
    assert units(page)[1]["mark"] == "dead"
    assert "dead: its slope is 0" in page.locator("[data-bend][data-index]").nth(1).get_attribute("aria-label")
    page.get_by_role("button", name="Reset").click()
    assert units(page) == before


def test_bands_and_folded_units_are_those_of_the_new_numbers(opened):
    after = changed(folded(), "x", (0, 1), -4.0)
    page = opened(folded().to_html()).page
    put(page, "x[0, 1]", -4.0)
    bands = page.eval_on_selector_all(
        ".drawing path.band[data-shows]",
        "all => all.map((b) => [b.dataset.shows, b.getAttribute('stroke-width'), b.querySelector('title').textContent])",
    )
    norms = []
    for shows, wide, says in bands:
        _, name, places = shows.split(" ")
        norms.append(np.linalg.norm(after.gradients[name].ravel()[numbers(places)]))
        assert number(says.split()[-1]) == pytest.approx(norms[-1], rel=1e-4)
        assert float(wide) > 0
    assert len(bands) == 4
    assert [float(wide) for _, wide, _ in bands] == pytest.approx(
        [1.5 + 14 * norm / max(norms) for norm in norms], abs=0.02
    )
    node = page.locator("[data-bend]:not([data-index])")
    dead = (after.numbers["z1"] <= 0).all(axis=0)[numbers(node.get_attribute("data-bend").split(" ")[2])].sum()
    assert dead > 0 and f"({dead} dead)" in node.text_content()


def numbers(ranges: str) -> list[int]:
    parts = [part.split("-") for part in ranges.split(",")]
    return [k for part in parts for k in range(int(part[0]), int(part[-1]) + 1)]


def test_the_bars_of_folded_layers_are_those_of_the_new_numbers(opened):
    after = changed(many_layers(), "x", (0, 1), -4.0)
    page = opened(many_layers().to_html()).page
    put(page, "x[0, 1]", -4.0)
    bars = page.eval_on_selector_all(
        ".drawing rect.bar", "all => all.map((b) => [b.dataset.shows, b.getAttribute('height')])"
    )
    norms = [np.linalg.norm(after.gradients[shows.split(" ")[1]]) for shows, _ in bars]
    assert len(bars) >= 4
    assert [float(high) for _, high in bars] == pytest.approx(
        [max(44 * norm / max(norms), 0.8) for norm in norms], abs=0.06
    )


def test_nothing_of_a_network_grows_pale(opened):
    for case in (relu, folded, many_layers):
        page = opened(case().to_html()).page
        put(page, "x[0, 1]", -4.0)
        assert page.locator(".drawing.changed").count() == 1
        assert page.locator(".drawing [data-shows='still']").count() == 0
