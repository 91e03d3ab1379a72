"""The page of a class that was read: for everyone, on every screen, without a script."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from clearprop.app.reading.folder.page import page as class_page
from tests.app.submitted import FILES, by_words, write
from tests.browser.conftest import DESKTOP, NARROW, PHONE
from tests.browser.test_axe import OPEN_ALL, violations


@cache
def html() -> str:
    with TemporaryDirectory() as temporary:
        folder = write(Path(temporary))
        names = [name for name in FILES if name.endswith(".py") and "__" not in name]
        return class_page("class", {name: by_words(folder / name) for name in names}, {"emil.py": "anna.py"})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened, scheme):
    page = opened(html(), DESKTOP if scheme == "light" else PHONE, color_scheme=scheme).page
    page.evaluate(OPEN_ALL)
    assert violations(page) == []


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, NARROW], ids=["desktop", "phone", "narrow"])
def test_the_page_is_never_wider_than_the_screen(opened, viewport):
    found = opened(html(), viewport)
    found.page.evaluate(OPEN_ALL)
    assert found.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert found.complaints == [] and all(url.startswith(("file:", "data:")) for url in found.requests)


def test_a_finding_opens_to_its_submissions_without_a_script(opened):
    page = opened(html(), java_script_enabled=False).page
    group = page.locator(".finding", has_text="CP101")
    assert not group.locator("li").first.is_visible()
    group.locator("summary").focus()
    page.keyboard.press("Enter")
    assert group.locator("li").all_inner_texts()[0].startswith("ben.py")
