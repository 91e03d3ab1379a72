"""Programs to be judged: what is asked, what can be measured, what is told, and the numbers of each."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page

from clearprop.app.live_page.presets import ERRORS
from clearprop.app.live_page.slips import SLIPS, edited
from clearprop.app.live_page.tutorial import TEXT as TUTORIAL
from tests.browser.numbers import number

TRAINED = "(count) => document.querySelector('polyline.wrong').getAttribute('points').split(' ').length >= count"


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_broken_program_trains_in_the_page_as_it_does_in_python(page, slip):
    page.get_by_label("Break it").select_option(slip.name)
    command = [sys.executable, "-c", edited(TUTORIAL, slip.edits)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    stopped = re.search(r"^(\w+Error)", run.stderr, re.MULTILINE)
    assert ("Python stops it in epoch" in page.inner_text(".question")) == (stopped is not None)
    printed = [float(text) for text in re.findall(r"error (\S+)", run.stdout)]
    page.wait_for_function(TRAINED, arg=len(printed))
    drawn = page.locator("polyline.wrong").get_attribute("points").split()
    height = {epoch: float(point.split(",")[1]) for epoch, point in enumerate(drawn)}
    zero, most = 120 - 18, max([*printed, ERRORS[0]])
    found = [(zero - height[epoch]) / (zero - 8) * most for epoch in height]
    assert len(found) == len(printed)
    assert found == pytest.approx(printed, abs=0.01 * most)


WRONG = [slip for slip in SLIPS if slip.replaces or slip.early]


@pytest.mark.parametrize("slip", WRONG, ids=lambda slip: slip.name)
def test_the_page_asks_before_it_reveals_and_the_fix_makes_it_right(page, slip):
    page.get_by_label("Break it").select_option(slip.name)
    assert page.locator(".lines li.come").count() >= 1 or page.locator(".lines li.gone").count() >= 1
    assert page.locator(".lines li.wrong").count() == 0
    assert slip.title not in page.inner_text("body")
    page.get_by_role("button", name="It is wrong").click()
    assert slip.title in page.inner_text(".question") and "You saw it." in page.inner_text(".question")
    assert page.locator(".lines li.wrong").count() == 1
    page.get_by_role("button", name="Apply the fix").click()
    assert page.locator("polyline.wrong").count() == 0
    assert page.locator(".lines li.mended").count() >= 1
    assert "Mended" in page.inner_text(".question")
    assert "✓ the same" in page.locator(".factors .check").inner_text()


@pytest.mark.parametrize("name, same", [("no_derivative", False), ("half_a_sign_fix", False), ("bias", True)])
def test_the_check_without_a_derivative_shows_a_wrong_gradient(page, name, same):
    """Where the gradient is right and the update is not, it is the curves that tell."""
    page.get_by_label("Break it").select_option(name)
    assert ("✓ the same" in page.locator(".factors .check").inner_text()) == same


def measured(page: Page) -> list[tuple[int, int]]:
    """Of how many weights gradients and steps are wrong, as the page counts them."""
    page.locator(".question summary").click()
    told = page.locator(".question li").all_inner_texts()[:2]
    counts = [re.search(r"(\d+) of (\d+)", text) for text in told]
    return [(int(found[1]), int(found[2])) if found else (0, 12) for found in counts]


@pytest.mark.parametrize(
    "name, gradients, steps",
    [("no_derivative", 12, 12), ("last_weight", 0, 2), ("bias", 0, 4), ("too_early", 6, 6), ("older_dialect", 0, 0)],
)
def test_what_is_measured_of_every_weight_shows_where_a_program_goes_wrong(page, name, gradients, steps):
    page.get_by_label("Break it").select_option(name)
    assert measured(page) == [(gradients, 12), (steps, 12)]


def test_a_weight_that_is_never_updated_can_be_looked_at(page):
    page.get_by_label("Break it").select_option("last_weight")
    measured(page)
    page.get_by_role("button", name="Show one").click()
    said = page.locator(".factors .step").inner_text()
    before = page.locator(".factors .drag output").inner_text()
    assert "leaves it at" in said and "✗ w − η · ∂L/∂w is" in said
    assert number(page.locator(".factors .to").inner_text()) == pytest.approx(number(before), rel=1e-3)
    assert "✓ the same" in page.locator(".factors .check").inner_text()


def test_the_next_step_is_the_weight_after_the_next_row(page):
    """What the page says that a step makes of a weight, the tutorial's own update makes of it."""
    names: dict = {}
    exec(TUTORIAL, names)
    names["seed"](1)
    network = names["new_network"](2, 2, 2)
    row = names["DATA"][0]
    names["forward"](network, row)
    names["backward"](network, [1, 0])
    names["update"](network, row, 0.5)
    assert number(page.locator(".factors .to").inner_text()) == pytest.approx(network[1][0]["weights"][0], abs=1e-6)
    assert "✓" in page.locator(".factors .step").inner_text()


def test_after_an_answer_the_keyboard_goes_on_in_the_same_place(page):
    page.get_by_label("Break it").select_option("last_weight")
    page.get_by_role("button", name="It is wrong").press("Enter")
    for expected in ("The lines of the fix", "Apply the fix"):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.innerText")
        assert focused == expected
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_by_label("Break it").input_value() == "slope_of_z"


@pytest.mark.parametrize("slip", WRONG, ids=lambda slip: slip.name)
def test_the_changed_lines_then_the_wrong_one_then_the_mended_one_are_in_sight(opened, html, slip):
    page = opened(html, {"width": 1440, "height": 900}, reduced_motion="reduce").page
    page.get_by_label("Break it").select_option(slip.name)
    assert in_sight(page, ".lines li:is(.come, .gone)")
    page.get_by_role("button", name="It is wrong").click()
    assert in_sight(page, ".lines li.wrong")
    page.get_by_role("button", name="Apply the fix").click()
    assert in_sight(page, ".lines li.mended")


def in_sight(page: Page, selector: str) -> bool:
    """Whether one of these is within the box of the program, and on the screen."""
    return page.evaluate(
        """(selector) => {
          const box = document.querySelector('.code .body').getBoundingClientRect();
          return [...document.querySelectorAll(selector)].some((line) => {
            const { top, bottom } = line.getBoundingClientRect();
            return top >= box.top && bottom <= Math.min(box.bottom, innerHeight) + 1;
          });
        }""",
        selector,
    )


def test_a_program_that_is_right_in_another_way_is_told_so(page):
    page.get_by_label("Break it").select_option("older_dialect")
    page.get_by_role("button", name="It is wrong").click()
    assert "You said that it is wrong; it is right." in page.inner_text(".question")
    assert "every update is the gradient" in page.inner_text(".question")
    assert page.locator(".lines li.wrong").count() == 0
