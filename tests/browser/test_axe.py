"""axe-core finds nothing to say about the page, with everything opened."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pages import html

OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
OTHERS = "#form-element, #language-c"


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.parametrize("case", ["large", "branch", "scalars", "by_hand"])
def test_every_page(opened, case):
    page = opened(html(case), DESKTOP).page
    page.evaluate(OPEN_ALL)
    assert violations(page) == []


@pytest.mark.parametrize("viewport, scheme", [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light")])
def test_with_a_quantity_kept_lit_and_the_other_forms(opened, viewport, scheme):
    page = opened(html("small"), viewport, color_scheme=scheme).page
    page.evaluate(OPEN_ALL)
    page.emulate_media(reduced_motion="reduce")
    for control in page.locator(OTHERS).all():
        control.check(force=True)
    page.locator("#numbers .handle >> nth=6").click()
    assert violations(page) == []


def test_what_axe_is_for_would_be_found(opened):
    spoiled = html("scalars").replace("#555e69", "#cccccc")
    page = opened(spoiled.replace('<html lang="en">', "<html>")).page
    assert {one.split(":")[0] for one in violations(page)} >= {"color-contrast", "html-has-lang"}
