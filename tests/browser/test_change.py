"""Numbers that go in are changed on the page of a derivation: what follows is what Python computes for them."""

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Page

from clearprop.explain.derivation import Derivation
from tests.browser.conftest import PHONE
from tests.browser.numbers import number
from tests.browser.pages import CASES, html
from tests.browser.test_axe import violations


def choose(page: Page, label: str) -> None:
    page.locator(f'#numbers .cell[aria-label^="{label} = "]').click()


def put(page: Page, label: str, value: float) -> None:
    choose(page, label)
    page.fill("#number", repr(value))


def on_page(page: Page, selector: str) -> list[float]:
    """All digits of an array's numbers."""
    return [
        float(text) for text in page.eval_on_selector_all(f"{selector} .matrix > *", "all => all.map(e => e.title)")
    ]


def value(page: Page) -> float:
    return float(page.get_attribute("#value", "title"))


def told(page: Page, name: str) -> float:
    return number(page.locator(f".change .{name}").inner_text())


def with_number(case: str, name: str, index: tuple[int, ...], to: float) -> Derivation:
    """The same derivation for other inputs, in Python."""
    derived = CASES[case]()
    inputs = {key: np.array(array) for key, array in derived.inputs.items()}
    inputs[name][index] = to
    return replace(derived, inputs=inputs)


def exactly(array: np.ndarray) -> object:
    return pytest.approx(np.ravel(array).tolist(), rel=1e-9, abs=1e-12)


CHANGES = [
    ("small", "W1", "W₁", (0, 1), 0.5),
    ("small", "x", "x", (1, 0), -2.5),
    ("by_hand", "W", "W", (3, 2), 1.25),
    ("by_hand", "labels", "labels", (4,), 2),
    ("scalars", "y", "y", (), 3.5),
    ("branch", "x", "x", (1,), 4.0),
]


@pytest.mark.parametrize("case, name, symbol, index, to", CHANGES)
def test_every_number_is_what_python_computes_for_the_changed_input(opened, case, name, symbol, index, to):
    page = opened(html(case)).page
    put(page, f"{symbol}[{', '.join(map(str, index))}]" if index else symbol, to)
    derived = with_number(case, name, index, to)
    assert value(page) == pytest.approx(derived.value, rel=1e-9)
    rows = derived.quantities().rows
    for row in rows:
        at = f"#numbers tr[data-quantity='{row.name}']"
        assert on_page(page, f"{at} .value") == exactly(row.value.astype(float)), row.name
        if row.adjoint:
            assert on_page(page, f"{at} .gradient") == exactly(row.adjoint.array), row.name
    assert sum(row.adjoint is not None for row in rows) >= 3


def test_the_change_of_the_value_that_the_gradient_predicts_stands_beside_the_actual_one(opened):
    page = opened(html("small")).page
    before, after = CASES["small"](), with_number("small", "W2", (2, 1), 0.3)
    put(page, "W₂[2, 1]", 0.3)
    assert told(page, "actual") == pytest.approx(after.value - before.value, rel=1e-4)
    moved = 0.3 - before.inputs["W2"][2, 1]
    assert told(page, "predicted") == pytest.approx(before.gradients["W2"][2, 1] * moved, rel=1e-4)
    assert number(page.locator(".change .derivative").inner_text()) == pytest.approx(
        after.gradients["W2"][2, 1], rel=1e-4
    )
    assert told(page, "difference") == pytest.approx(after.gradients["W2"][2, 1], rel=1e-4)
    assert "✓ the same" in page.inner_text(".change")


def test_a_gradient_that_was_wrong_would_be_noticed(opened):
    page = opened(html("scalars").replace("\n        dx: z,", "\n        dx: 2 * z,")).page
    choose(page, "x")
    assert "✗ not the same" in page.inner_text(".change")


def marks(svg: str) -> dict[str, tuple[str, ...]]:
    """What a picture shows: texts, and the colours and widths of lines."""
    texts = re.findall(r'<text[^>]* data-shows="([^"]*)"[^>]*>([^<]*)<', svg)
    paths = re.findall(r'<path class="([^"]*)"[^>]* stroke-width="([^"]*)"[^>]* data-shows="([^"]*)"', svg)
    lines = {f"line {spec}": (class_, width) for class_, width, spec in paths if spec != "still"}
    return {spec: (text,) for spec, text in texts if spec != "still"} | lines


@pytest.mark.parametrize("case, name, symbol, index, to", [each for each in CHANGES if each[0] != "branch"])
def test_the_picture_is_the_one_that_python_draws(opened, case, name, symbol, index, to):
    page = opened(html(case)).page
    put(page, f"{symbol}[{', '.join(map(str, index))}]" if index else symbol, to)
    expected, found = marks(with_number(case, name, index, to).picture()), marks(page.inner_html(".drawing"))
    assert found.keys() == expected.keys() and expected != marks(CASES[case]().picture())
    for spec, shown in expected.items():
        if not spec.startswith("line"):
            assert found[spec] == shown, spec
            continue
        assert set(found[spec][0].split()) - {"lit", "kin"} == set(shown[0].split()), spec
        assert float(found[spec][1]) == pytest.approx(float(shown[1]), abs=0.02), spec


def test_reset_brings_the_first_numbers_back(opened):
    page = opened(html("small")).page
    before = page.inner_text("#numbers .body")
    put(page, "b₁[2]", 1.0)
    assert page.inner_text("#numbers .body") != before
    page.get_by_role("button", name="Reset").click()
    assert page.inner_text("#numbers .body") == before and page.inner_text("#value") == "0.267855383"
    assert page.get_by_role("button", name="Reset").is_disabled()


def test_a_gradient_that_nothing_computes_is_a_dash_after_a_change(opened):
    page = opened(html("small").replace("clearprop.sweep = (", "clearprop.sweep = null && (")).page
    gradient = page.locator("#numbers tr[data-quantity='t1'] .gradient")
    assert gradient.locator(".matrix").count()
    put(page, "b₁[2]", 1.0)
    assert gradient.inner_text().strip() == "–"


def test_another_branch_is_told_in_a_sentence(opened):
    page = opened(html("branch")).page
    put(page, "x[2]", -5.0)
    assert "Another branch would be taken (line 17: x.sum() > limit was True when recorded)" in page.inner_text(
        ".change"
    )
    assert page.inner_text("#value") == "–"
    page.fill("#number", "2.5")
    assert value(page) == pytest.approx(0.5 * (1 + 0.25 + 6.25), rel=1e-12)


def test_a_slider_and_the_arrow_keys_change_a_number(opened):
    page = opened(html("scalars")).page
    choose(page, "z")
    page.focus("#number")
    page.keyboard.press("ArrowUp")
    assert value(page) == pytest.approx(3 * float(page.input_value("#number")))
    assert float(page.input_value("#number")) > -4
    page.focus("#slider")
    at = float(page.input_value("#slider"))
    page.keyboard.press("ArrowRight")
    assert float(page.input_value("#number")) > at
    assert value(page) == pytest.approx(3 * float(page.input_value("#number")))


def test_a_number_is_reached_and_changed_with_the_keys_alone(opened):
    page = opened(html("small")).page
    page.focus("#number-W1 .handle")
    label = "document.activeElement.getAttribute('aria-label') ?? ''"
    while not page.evaluate(label).startswith("W₁[1, 0]"):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert "W₁[1, 0]" in page.inner_text(".change label")
    page.focus("#number")
    page.keyboard.press("Control+A")
    page.keyboard.type("0.75")
    assert value(page) == pytest.approx(with_number("small", "W1", (1, 0), 0.75).value, rel=1e-9)


def test_a_line_of_the_picture_chooses_its_weight(opened):
    page = opened(html("small")).page
    page.locator("#picture [data-quantity='W2'] path[data-index='2,1']").first.click(force=True)
    assert "W₂[2, 1]" in page.inner_text(".change label")
    page.locator("#picture [data-quantity='b2'] path").first.click(force=True)
    assert "b₂[0]" in page.inner_text(".change label")


def test_the_changed_numbers_stand_in_the_link(opened):
    page = opened(html("small")).page
    put(page, "W₁[0, 1]", 0.5)
    changed = page.inner_text("#numbers .body")
    page.wait_for_timeout(300)  # the link is written when it has stayed the same for a moment
    page.reload()
    assert page.inner_text("#numbers .body") == changed and page.input_value("#number") == "0.5"


def test_the_link_of_another_page_does_no_harm(opened):
    other = opened(html("small")).page
    put(other, "W₁[0, 1]", 0.5)
    other.select_option("#rows", "1")
    other.wait_for_timeout(300)
    found = opened(html("scalars"))
    found.page.evaluate("(hash) => { location.hash = hash; }", other.evaluate("location.hash"))
    found.page.reload()
    assert found.page.inner_text("#value") == "−12" and found.complaints == []
    put(found.page, "x", 3.0)
    assert value(found.page) == -32


def test_one_row_of_the_batch_can_be_looked_at_and_changed(opened):
    page = opened(html("small")).page
    page.select_option("#rows", "1")
    derived = CASES["small"]()
    for row in derived.quantities(1).rows:
        if page.locator(f"#number-{row.name} .value .matrix").count():
            assert on_page(page, f"#number-{row.name} .value") == exactly(row.value)
    put(page, "x[1, 0]", 3.0)
    page.select_option("#rows", "")
    assert on_page(page, "#number-x .value") == exactly(with_number("small", "x", (1, 0), 3.0).inputs["x"])


def test_a_page_for_one_row_begins_with_it(opened):
    page = opened(CASES["small"]().to_html(row=1)).page
    assert page.input_value("#rows") == "1"
    assert on_page(page, "#number-x .value") == exactly(np.array([0.2, -0.3]))


def test_of_a_large_network_nothing_is_changed_and_the_page_says_so(opened):
    page = opened(html("large")).page
    assert "too many to change here" in page.inner_text("#numbers .bar")
    assert not page.locator(".change").count() and not page.locator(".cell").count()


@pytest.mark.parametrize("viewport, scheme", [(None, "dark"), (PHONE, "light")])
def test_axe_finds_nothing_after_a_change(opened, viewport, scheme):
    page = opened(html("small"), viewport or {"width": 1400, "height": 900}, color_scheme=scheme).page
    page.emulate_media(reduced_motion="reduce")
    put(page, "W₁[0, 1]", 0.5)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= (viewport or {"width": 1400})["width"]
