"""The page of a derivation: what is pointed at lights up everywhere, on every screen and on paper, without a network."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, NARROW
from tests.browser.pages import CASES, html

PANELS = ("mathematics", "numbers", "picture", "code")
SHOWN = "(one) => one.getClientRects().length > 0"


def lit(page: Page, quantity: str) -> dict[str, int]:
    """How many places of the quantity are lit, by panel."""
    script = "([panel, name]) => document.querySelectorAll(`#${panel} [data-quantity~='${name}'].lit`).length"
    return {panel: page.evaluate(script, [panel, quantity]) for panel in PANELS}


def everything_lit(page: Page) -> set[str]:
    return set(page.eval_on_selector_all(".lit", "(found) => found.flatMap((one) => one.dataset.quantity.split(' '))"))


@pytest.mark.parametrize("case", CASES)
def test_nothing_leaves_the_page_and_nothing_is_complained_about(opened, case):
    found = opened(html(case))
    found.page.hover("#numbers .handle >> nth=0")
    found.page.keyboard.press("Tab")
    assert found.complaints == []
    assert [url for url in found.requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in found.requests if url.startswith("file:")]) == 1


def test_a_request_would_be_noticed(opened):
    found = opened(html("scalars").replace("<body>", '<body><img src="http://example.org/a.png">'))
    assert found.complaints  # the page's own policy forbids it


@pytest.mark.parametrize(
    "case, quantity, missing",
    [("small", "a1", ()), ("small", "W1", ()), ("large", "z1", ()), ("looping", "h_3", ()), ("scalars", "q", ())],
)
def test_what_is_pointed_at_lights_up_in_all_views(opened, case, quantity, missing):
    page = opened(html(case)).page
    assert not any(lit(page, quantity).values())
    page.hover(f"#number-{quantity} th")
    assert all(lit(page, quantity).values()), lit(page, quantity)
    assert everything_lit(page) == {quantity}
    assert quantity in page.inner_text("#strip")
    page.hover("h1")
    assert everything_lit(page) == set()


@pytest.mark.parametrize(
    "place, quantity",
    [
        ("#maths-z2 [data-quantity='a1']", "a1"),
        ("#maths-z2 mo", "z2"),
        ("#number-z2 .gradient", "delta2"),
        ("[data-language='numpy'] li[data-quantity='z2'] var[data-quantity='a1']", "a1"),
        ("#picture [data-quantity='L'] text", "L"),
    ],
)
def test_every_view_can_be_pointed_at(opened, place, quantity):
    page = opened(html("small")).page
    page.locator(place).last.hover(force=True)
    assert everything_lit(page) == {quantity}
    assert [panel for panel, count in lit(page, quantity).items() if count][:2] == ["mathematics", "numbers"]


def test_a_value_and_its_gradient_belong_together(opened):
    page = opened(html("small")).page
    page.hover("#number-z1 th")
    kin = set(page.eval_on_selector_all(".kin", "(found) => found.map((one) => one.dataset.quantity)"))
    assert kin == {"delta1"}
    assert "gradient" in page.inner_text("#strip")
    page.hover("#maths-delta1 .handle")
    assert "gradient of" in page.inner_text("#strip") and "z1" in page.inner_text("#strip")


def test_a_click_keeps_it_lit_and_escape_lets_it_go(opened):
    page = opened(html("small")).page
    page.click("#maths-a1 .handle")
    page.hover("h1")
    assert everything_lit(page) == {"a1"}
    assert page.get_attribute("#number-a1 .handle", "aria-current") == "true"
    page.keyboard.press("Escape")
    assert everything_lit(page) == set()
    assert page.get_attribute("#number-a1 .handle", "aria-current") is None


def test_every_line_of_code_that_binds_is_marked_with_what_it_binds(opened):
    page = opened(html("small")).page
    rows = page.eval_on_selector_all(
        "[data-language='numpy'] li[data-quantity]",
        "(rows) => rows.map((row) => [row.dataset.quantity, row.querySelector('code').textContent.trim()])",
    )
    assert [text.split(" = ")[0] for _, text in rows] == [quantity for quantity, _ in rows]
    assert [quantity for quantity, _ in rows][:5] == ["z1", "a1", "z2", "y_hat", "L"]


def test_matrices_or_elements_and_the_language_are_chosen_and_stand_in_the_link(opened):
    page = opened(html("small")).page
    assert page.is_visible("#maths-z1") and not page.is_visible("#element-z1")
    page.check("#form-element", force=True)
    assert page.is_visible("#element-z1") and not page.is_visible("#maths-z1")
    page.check("#language-c", force=True)
    assert page.locator("#code .option:visible").inner_text().count("#include") == 1
    page.click("#element-a1 .function summary")
    assert page.is_visible("#element-a1 .function > div")
    page.wait_for_timeout(300)  # the link is written when it has stayed the same for a moment
    page.reload()
    assert page.is_visible("#element-z1") and page.is_visible("[data-language='c']")


def test_without_a_script_the_page_says_what_is_missing(opened):
    page = opened(html("scalars"), java_script_enabled=False).page
    assert "allow it to run" in page.inner_text("body")


def test_the_value_stands_beside_the_line_that_computes_it(opened):
    page = opened(html("small")).page
    line = page.locator("[data-language='numpy'] button[data-quantity='L']")
    assert line.locator(".note").inner_text() == "L 0.267855383" and page.inner_text("#value") == "0.267855383"


def test_colours_can_be_chosen_by_hand(opened):
    page = opened(html("scalars"), color_scheme="light").page
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.check("#theme-dark", force=True)
    dark = page.evaluate(background)
    page.emulate_media(color_scheme="dark")
    page.check("#theme-auto", force=True)
    assert page.evaluate(background) == dark != light


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("width", [320, 360])
def test_a_phone_does_not_scroll_sideways(opened, case, width):
    page = opened(html(case), NARROW | {"width": width}).page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_wide_screen_all_four_views_are_in_sight(opened):
    page = opened(html("large"), DESKTOP).page
    boxes = [page.locator(f"#{panel}").bounding_box() for panel in PANELS]
    assert all(box["y"] + box["height"] <= DESKTOP["height"] and box["height"] > 250 for box in boxes)


@pytest.mark.parametrize(
    "place",
    [
        "#mathematics .line >> nth=12",
        "#numbers tr >> nth=-1",
        "#picture svg",
        "#code [data-language='numpy'] li >> nth=-1",
    ],
)
def test_each_view_scrolls_to_its_end(opened, place):
    page = opened(html("small"), {"width": 1400, "height": 700}).page
    page.locator(place).evaluate("(one) => one.scrollIntoView({block: 'end'})")
    box, panel = page.locator(place).bounding_box(), page.locator(place.split(" ")[0]).bounding_box()
    assert page.evaluate("scrollY") == 0 and box["y"] + box["height"] <= panel["y"] + panel["height"] + 1
    assert page.locator(place.split(" ")[0] + " .body").evaluate("(one) => getComputedStyle(one).overflowY") == "auto"


def test_paper_shows_everything_and_is_light(opened):
    page = opened(html("small"), {"width": 794, "height": 1123}, color_scheme="dark").page
    page.check("#theme-dark", force=True)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for place in (
        "#maths-z1",
        "#element-z1",
        "#number-L",
        "#picture svg",
        "#code .option >> nth=2",
        ".function > div >> nth=0",
    ):
        assert page.locator(place).is_visible(), place
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    cut = "(bodies) => bodies.filter((one) => getComputedStyle(one).overflowY !== 'visible').length"
    assert page.eval_on_selector_all(".body", cut) == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_nothing_moves_for_those_who_do_not_want_it(opened):
    behaviour = "getComputedStyle(document.querySelector('.body')).scrollBehavior"
    assert opened(html("small"), reduced_motion="reduce").page.evaluate(behaviour) == "auto"
    assert opened(html("small"), reduced_motion="no-preference").page.evaluate(behaviour) == "smooth"
