"""The page as a file: alone, small, for everybody, on every screen."""

import gzip
import json
import re

import pytest

from clearprop.app.live_page.slips import SLIPS
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.lesson.lessons import take
from tests.browser.test_axe import violations


def test_it_opens_from_disk_asks_for_nothing_and_complains_about_nothing(opened, html):
    found = opened(html)
    found.page.wait_for_selector(".network")
    assert [url for url in found.requests if not url.startswith("file:")] == []
    assert found.complaints == []
    assert found.page.get_by_role("heading", level=1).inner_text() == "Which line made this number?"


@pytest.mark.parametrize("viewport, scheme", [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light")])
def test_axe_has_nothing_to_say(opened, html, viewport, scheme):
    page = opened(html, viewport, color_scheme=scheme).page
    page.get_by_role("button", name="Make it your own").click()
    assert violations(page) == []
    page.get_by_label("Lesson").select_option("tutorial")
    page.get_by_label("Break it").select_option(SLIPS[0].name)
    page.locator("summary").evaluate_all("all => all.forEach((one) => { one.parentElement.open = true; })")
    assert violations(page) == []
    page.get_by_role("button", name="It is wrong").click()
    assert violations(page) == []
    page.get_by_role("button", name="Apply the fix").click()
    page.get_by_role("button", name=re.compile(r"^a₁\[0\], ")).press("Enter")
    assert violations(page) == []


@pytest.mark.parametrize("name", ["tutorial", "iris", "moons"])
def test_a_phone_needs_no_sideways_scrolling(opened, html, name):
    page = opened(html, PHONE).page
    take(page, name)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_is_small(html):
    assert len(gzip.compress(html.encode())) < 400_000
    assert json.dumps("</script") not in html
