"""The report of a training: readable by everyone, on every screen and on paper, without a network or a script."""

from functools import cache
from pathlib import Path

import pytest

from clearprop.app.settings import Settings
from clearprop.app.training import attempt
from clearprop.app.training_page.page import page
from tests.browser.conftest import DESKTOP, NARROW, PHONE
from tests.browser.test_axe import OPEN_ALL, violations

CASES = {
    "classes": Settings("digits", hidden="12", epochs=6),
    "numbers": Settings("diabetes", hidden="6,5", epochs=6),
    "folds": Settings("iris", hidden="3", epochs=6, folds=3),
    "stopped": Settings("wine", hidden="4", epochs=9, early_stopping=True),
    "dead": Settings("iris", hidden="4,4", epochs=3, optimizer="sgd", learning_rate=20.0),
    "diverged": Settings("iris", optimizer="sgd", learning_rate=1000.0),
}
SMALLEST = """() => Math.min(...[...document.querySelectorAll('svg.chart text')].map((one) => {
  const at = one.getScreenCTM();
  return parseFloat(getComputedStyle(one).fontSize) * Math.hypot(at.a, at.b);
}))"""
OVERLAPS = """() => [...document.querySelectorAll('svg.chart')].flatMap((chart) => {
  const room = chart.getBoundingClientRect();
  const texts = [...chart.querySelectorAll('text')].map((one) => [one.textContent, one.getBoundingClientRect()]);
  const cut = texts.filter(([, b]) => b.left < room.left - 2 || b.right > room.right + 2 || b.top < room.top - 4);
  const met = texts.flatMap(([s, a], k) => texts.slice(k + 1).filter(([, b]) =>
    a.left + 1 < b.right && b.left + 1 < a.right && a.top + 4 < b.bottom && b.top + 4 < a.bottom).map(([t]) => [s, t]));
  return [...cut.map(([t]) => [t, 'cut']), ...met];
})"""


@cache
def html(case: str) -> str:
    return page(attempt(Settings(**{**vars(CASES[case]), "report": Path("page.html")})))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened, case, scheme):
    page = opened(html(case), DESKTOP if scheme == "light" else PHONE, color_scheme=scheme).page
    page.evaluate(OPEN_ALL)
    assert violations(page) == []


@pytest.mark.parametrize("case", CASES)
def test_nothing_leaves_the_page(opened, case):
    found = opened(html(case))
    assert found.complaints == [] and [url for url in found.requests if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, NARROW], ids=["desktop", "phone", "narrow"])
def test_charts_can_be_read_on_every_screen(opened, case, viewport):
    page = opened(html(case), viewport).page
    assert page.evaluate(SMALLEST) >= 11
    assert page.evaluate(OVERLAPS) == []
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_an_overlap_would_be_found(opened):
    page = opened(html("classes").replace('class="tick"', 'class="tick" dx="-30"')).page
    assert page.evaluate(OVERLAPS)


def test_the_keyboard_opens_the_numbers_and_scrolls_what_is_wide(opened):
    page = opened(html("classes")).page
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.tagName + '.' + document.activeElement.className"))
    assert {"SUMMARY.", "DIV.sheet", "DIV.lines", "PRE.command"} <= seen
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("table").first.is_visible()


def test_paper_is_light_and_has_every_chart(opened):
    page = opened(html("folds"), {"width": 794, "height": 1123}, color_scheme="dark").page
    page.check("#theme-dark", force=True)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    assert all(chart.is_visible() for chart in page.locator("svg.chart").all())
