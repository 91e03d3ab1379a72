"""What lights up and which formula is told, for what is pointed at, chosen, or stepped to."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from clearprop.app.live_page.tutorial import TEXT as TUTORIAL
from tests.browser.lesson.lessons import SUBSCRIPTS, network_of, take
from tests.browser.numbers import number


@pytest.mark.parametrize("name", ["mazur", "iris"])
def test_a_line_of_the_network_is_as_wide_as_its_gradient_and_coloured_by_its_sign(page, name):
    take(page, name)
    network, x, y = network_of(name)
    derived = network.derive(x, y).gradients
    found = page.locator(".edge").evaluate_all(
        "all => all.map((e) => [e.getAttribute('aria-label'), e.querySelector('.wire').getAttribute('stroke-width'),"
        " e.getAttribute('class')])"
    )
    most = max(np.abs(derived[key]).max() for key in ("W1", "W2"))
    for label, wide, kind in found:
        layer, i, j = map(int, re.search(r"W(\d)\[(\d+),(\d+)\]", label.translate(SUBSCRIPTS)).groups())
        gradient = derived[f"W{layer}"][i, j]
        assert float(wide) == pytest.approx(0.8 + 9 * abs(gradient) / most, rel=1e-6)
        assert ("above" if gradient > 0 else "below") in kind.split()


def test_an_edge_lights_its_factors_in_the_code_the_first_two_apart_from_the_third(page):
    lit = page.locator(".lines li.lit .gutter").all_inner_texts()
    text = TUTORIAL.splitlines()
    functions = {number: next(t for t in text[number::-1] if t.startswith("def ")) for number in map(int, lit)}
    assert any("backward" in name for name in functions.values())
    assert any("update" in name for name in functions.values())


def test_a_line_lights_what_it_computes(page):
    line = next(n for n, text in enumerate(TUTORIAL.splitlines(), 1) if "sigmoid_slope(neuron" in text)
    page.locator(".lines li").nth(line - 1).locator("button").click()
    assert page.locator(".unit.lit").count() == 4
    assert page.locator(".lines li").nth(line - 1).get_attribute("class").split()[-1] == "lit"


def test_the_keys_step_through_the_pass_forward_and_back(page):
    said = page.locator(".walk output")
    page.keyboard.press("ArrowRight")
    assert said.inner_text().endswith("z₁")
    page.keyboard.press("ArrowRight")
    assert said.inner_text().endswith("a₁")
    page.keyboard.press("ArrowLeft")
    assert said.inner_text().endswith("z₁")
    page.keyboard.press("Escape")
    assert said.inner_text() == "the whole pass"
    page.keyboard.press("ArrowLeft")
    assert said.inner_text().endswith("∂L/∂b₁")


def test_playing_goes_on_by_itself(page):
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".walk output")).to_contain_text("a₁")
    page.get_by_role("button", name="Stop").click()


def formulas(page: Page) -> list[str]:
    """What they say, without spaces: MathML as the text of its leaves."""
    said = page.locator(".formulas p math").evaluate_all("all => all.map((one) => one.textContent)")
    return [re.sub(r"[\s\u2061\u2062]", "", text) for text in said]


def test_pointing_at_a_unit_shows_its_formulas_with_their_numbers(page):
    take(page, "mazur")
    page.get_by_role("button", name=re.compile(r"^a₁\[0\], ")).hover()
    assert formulas(page) == ["z1=xW1+b1", "a1=σ(z1)", "δ1=∂L∂a1⊙σ′(z1)"]
    network, x, y = network_of("mazur")
    found = page.locator(".formulas output").all_inner_texts()
    for name, text in zip(("z1", "a1", "delta1"), found, strict=True):
        shown = [number(part) for part in text.strip("[]").split(",")]
        assert shown == pytest.approx(network.derive(x, y).numbers[name][0].tolist(), rel=5e-3), name
    page.mouse.move(1, 1)
    assert formulas(page) == []


def test_each_step_of_the_pass_has_its_equation(page):
    take(page, "iris")
    said = []
    for _ in range(12):
        page.keyboard.press("ArrowRight")
        said += formulas(page)
    assert said[:4] == ["z1=xW1+b1", "a1=tanh(z1)", "z2=a1W2+b2", "y^=softmaxj(z2)"] or said[3].startswith("y^=softmax")
    assert "δ2=y^−ym" in said and "∂L∂W2=a1⊤δ2" in said and "∂L∂a1=δ2W2⊤" in said
    assert len(said) >= 11


def test_pointing_at_a_line_lights_what_it_computes_until_the_pointer_leaves(page):
    before = page.locator(".unit.lit").count()
    line = page.locator(".lines button", has_text="sigmoid_slope(neuron")
    line.hover()
    assert page.locator(".unit.lit").count() == 4 and before == 0
    page.mouse.move(1, 1)
    assert page.locator(".unit.lit").count() == 0


def test_a_unit_that_is_chosen_keeps_its_lines_lit_and_lets_them_go(page):
    unit = page.get_by_role("button", name=re.compile(r"^a₁\[1\], "))
    unit.click()
    page.mouse.move(1, 1)
    lit = page.locator(".lines li.lit .note.lit").all_inner_texts()
    assert {text.split()[0] for text in lit} == {"z₁", "a₁", "δ₁"}
    unit.click()
    page.mouse.move(1, 1)
    assert page.locator(".unit.lit").count() == 0
