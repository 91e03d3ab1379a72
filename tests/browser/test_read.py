"""The page of a script that was read, and that of a class: for everyone, on every screen and on paper, without a script."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from clearprop.app.reading.folder.page import page as class_page
from clearprop.app.reading.page.page import page
from tests.app.readings import EVERY, line_of
from tests.app.submitted import FILES, by_words, write
from tests.browser.conftest import DESKTOP, NARROW, PHONE
from tests.browser.test_axe import OPEN_ALL, violations

CASES = [*EVERY, "class"]


@cache
def html(case: str) -> str:
    if case != "class":
        return page(*EVERY[case]())
    with TemporaryDirectory() as temporary:
        folder = write(Path(temporary))
        names = [name for name in FILES if name.endswith(".py") and "__" not in name]
        return class_page("class", {name: by_words(folder / name) for name in names}, {"emil.py": "anna.py"})


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
def test_the_page_is_never_wider_than_the_screen(opened, case, viewport):
    page = opened(html(case), viewport).page
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_keyboard_opens_a_line_and_goes_to_where_its_value_comes_from(opened):
    page = opened(html("right"), java_script_enabled=False).page
    line = line_of(EVERY["right"]()[0].text, "error += neuron")
    summary = page.locator(f"#line-{line} summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(f"#line-{line} .story").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#line-{line_of(EVERY['right']()[0].text, '= errors[j] * sig')}")


def test_notes_stand_beside_their_lines_on_a_desk_and_below_them_on_a_phone(opened):
    places = {}
    line = line_of(EVERY["right"]()[0].text, "error += neuron")
    for name, viewport in (("desk", DESKTOP), ("phone", PHONE)):
        page = opened(html("right"), viewport).page
        code = page.locator(f"#line-{line} code").first.bounding_box()
        note = page.locator(f"#line-{line} .note").first.bounding_box()
        places[name] = note["x"] >= code["x"] + code["width"], note["y"] >= code["y"] + code["height"] - 1
    assert places == {"desk": (True, False), "phone": (False, True)}


def test_paper_is_light_and_has_the_notes_but_not_the_stories(opened):
    page = opened(html("wrong"), {"width": 794, "height": 1123}, color_scheme="dark").page
    page.evaluate(OPEN_ALL)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".note").first.is_visible() and not page.locator(".story").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 794


def test_what_a_script_says_is_never_taken_for_markup(opened):
    from dataclasses import replace

    from clearprop.app.reading.script import Script

    nasty = "</code><script>document.title='taken'</script><img src=x onerror=alert(1)>"
    _, reading = EVERY["wrong"]()
    (finding,) = reading.findings
    spoiled = replace(finding, message=nasty, quantity=nasty, equals=nasty, effect=nasty, line=1)
    script = Script.of(f"{nasty}.py".replace("/", "|"), f"x = '{nasty}'  # {nasty}\n".encode())
    lines = tuple(replace(line, line=1, end_line=1, formula=nasty, example=nasty) for line in reading.lines[:2])
    found = opened(page(script, replace(reading, findings=(spoiled,), lines=lines, reason=nasty)))
    assert found.page.title() != "taken" and found.complaints == []
    assert found.page.locator("script, img").count() == 0
