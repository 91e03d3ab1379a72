"""The keyboard alone: Tab from view to view, arrows from quantity to quantity, Enter keeps one lit, Esc lets it go."""

import pytest
from playwright.sync_api import Page

from tests.browser.pages import html

STOPS = """() => {
  const at = document.activeElement;
  return [at.closest('.panel')?.id ?? '', at.tagName.toLowerCase(), at.dataset.quantity ?? at.id];
}"""
VISIBLE = "(found) => found.filter((one) => one.getClientRects().length).length"


def stop(page: Page) -> tuple[str, str, str]:
    return tuple(page.evaluate(STOPS))


def stops(page: Page) -> list[tuple[str, str, str]]:
    """Where Tab stops, from the first to the last."""
    found = []
    while True:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body") or stop(page) in found[:1]:
            return found
        found.append(stop(page))
        assert len(found) < 100


def test_tab_goes_through_the_page_in_order_and_stops_once_in_each_view(opened):
    page = opened(html("small")).page
    found = stops(page)
    panels = list(dict.fromkeys(panel for panel, _, _ in found if panel))
    assert panels == ["mathematics", "numbers", "picture", "code"]
    assert [panel for panel, tag, _ in found if tag == "button"] == ["mathematics", "numbers", "code"]
    inputs = [name for _, tag, name in found if tag in ("input", "select")]
    assert inputs == ["theme-auto", "form-matrix", "rows", "number", "slider", "language-numpy"]


@pytest.mark.parametrize("panel", ["mathematics", "numbers", "code"])
def test_arrows_reach_every_line_and_every_quantity(opened, panel):
    page = opened(html("small")).page
    for selector, key in ((".handle", "ArrowDown"), (":is([data-quantity], .cell):not(.line, li, tr)", "ArrowRight")):
        wanted = page.eval_on_selector_all(f"#{panel} .body {selector}", VISIBLE)
        page.keyboard.press("Tab")
        page.evaluate("(panel) => document.querySelector(`#${panel} .handle[tabindex='0']`).focus()", panel)
        for back in ["Home", *["ArrowLeft"] * 20][: 1 if key == "ArrowDown" else 21]:
            page.keyboard.press(back)  # to the first
        count = 1
        while (at := page.evaluate_handle("document.activeElement")) and count < 300:
            page.keyboard.press(key)
            if page.evaluate("(before) => document.activeElement === before", at):
                break
            count += 1
        assert count == wanted > 5


def test_arrows_go_into_the_picture_and_back(opened):
    page = opened(html("small")).page
    page.focus("#picture .body")
    page.keyboard.press("ArrowDown")
    first = stop(page)
    assert first[0] == "picture" and first[2]
    page.keyboard.press("ArrowRight")
    assert stop(page) != first
    page.keyboard.press("ArrowLeft")
    assert stop(page) == first


def test_focus_lights_up_enter_keeps_and_escape_lets_go(opened):
    page = opened(html("small")).page
    page.focus("#maths-z1 .handle")
    page.keyboard.press("ArrowDown")
    assert stop(page)[2] == "a1"
    lit = "[...new Set([...document.querySelectorAll('.lit')].map((one) => one.dataset.quantity))]"
    assert page.evaluate(lit) == ["a1"]
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(lit) == ["a1"]  # kept, wherever the focus goes
    page.keyboard.press("Escape")
    assert page.evaluate(lit) == ["z2"]


def test_focus_is_seen(opened):
    page = opened(html("small")).page
    for _ in stops(opened(html("small")).page):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(({outlineStyle, outlineWidth}, next) => [outlineStyle, outlineWidth, next])"
            "(getComputedStyle(document.activeElement), document.activeElement.nextElementSibling"
            " && getComputedStyle(document.activeElement.nextElementSibling).outlineStyle)"
        )
        assert "solid" in (outline[0], outline[2]), (stop(page), outline)


def test_home_and_end(opened):
    page = opened(html("small")).page
    page.focus("#maths-z1 .handle")
    page.keyboard.press("End")
    assert stop(page)[2] == "dW1"
    page.keyboard.press("Home")
    assert stop(page)[2] == "z1"
