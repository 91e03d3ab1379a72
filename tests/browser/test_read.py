"""The page of a script that was read, in a real browser: each interaction by what it does to the numbers."""

import gzip
import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import clearprop as cp
from clearprop.app.live_page.slips import SLIPS, edited
from clearprop.app.live_page.tutorial import TEXT as TUTORIAL
from clearprop.app.reading.page.page import page as written
from clearprop.app.reading.script import Script
from clearprop.read.reader import answer
from clearprop.read.taken import Taken, taken
from tests.app.readings import EVERY, line_of
from tests.browser.conftest import DESKTOP, NARROW, PHONE
from tests.browser.numbers import number
from tests.browser.test_axe import violations

CLASSES = """import numpy as np

rng = np.random.default_rng(3)
m = 6
X = rng.normal(size=(m, 3))
Y = np.eye(2)[rng.integers(0, 2, m)]
W1, b1 = rng.normal(size=(4, 3)), np.zeros((4, 1))
W2, b2 = rng.normal(size=(2, 4)), np.zeros((2, 1))
for step in range(300):
    Z1 = W1 @ X.T + b1
    A1 = np.tanh(Z1)
    Z2 = W2 @ A1 + b2
    E = np.exp(Z2 - Z2.max(axis=0))
    A2 = E / E.sum(axis=0)
    dZ2 = A2 - Y.T
    dW2 = dZ2 @ A1.T / m
    db2 = dZ2.sum(axis=1, keepdims=True) / m
    dZ1 = W2.T @ dZ2 * (1 - A1 ** 2)
    dW1 = dZ1 @ X / m
    db1 = dZ1.sum(axis=1, keepdims=True) / m
    W1 -= 0.2 * dW1
    b1 -= 0.2 * db1
    W2 -= 0.2 * dW2
    b2 -= 0.2 * db2
"""
"""Rows lie in columns, and the mean over them is taken late: δ₂ stands there six times as large."""

SCRIPTS = {"tutorial": TUTORIAL, "classes": CLASSES, "no derivative": edited(TUTORIAL, SLIPS[0].edits)}
CASES = [*EVERY, *SCRIPTS]
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
WEIGHT = re.compile(r"W(\d)\[(\d+),(\d+)\]")


@cache
def network(case: str) -> Taken:
    return html_and_network(case)[1]


@cache
def html_and_network(case: str) -> tuple[str, Taken]:
    found = answer(SCRIPTS[case])
    network = taken(found.reading, found.reader)
    assert network is not None
    return written(Script.of(f"{case}.py", SCRIPTS[case].encode()), found.reading, network), network


@cache
def html(case: str) -> str:
    """Of Readings made by hand without a network; of scripts that were read with theirs."""
    return written(*EVERY[case]()) if case in EVERY else html_and_network(case)[0]


@pytest.fixture
def page(opened) -> Page:
    return opened(html("tutorial")).page


def open_a_line(page: Page) -> None:
    """The last one that computes, so that others are above it."""
    buttons = page.locator(".lines li button")
    if buttons.count():
        buttons.last.click()


def at_update(case: str, update: int) -> tuple[cp.Network, np.ndarray, np.ndarray, float]:
    """The network as a Network of ours, and by how much the script's loss is larger than a mean over rows."""
    kind = network(case)
    moment = kind.updates[update]
    made = cp.Network(kind.sizes, activation=kind.activations[0], output=kind.activations[-1], loss=kind.loss)
    for layer, (W, b) in enumerate(zip(moment.weights, moment.biases, strict=True), 1):
        made.parameters[f"W{layer}"], made.parameters[f"b{layer}"] = W, b
    return made, moment.x, moment.y, kind.factor * len(moment.x)


def total(page: Page) -> float:
    """The chosen weight's gradient over all rows."""
    found = page.locator(".factors .total")
    return number((found if found.count() else page.locator(".factors .numbers strong")).inner_text())


def beside(page: Page, line: int) -> list[float]:
    """The numbers of the notes of a line."""
    return [number(text) for text in page.locator(f"#line-{line} .note small").all_inner_texts() if text]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened, case, scheme):
    page = opened(html(case), DESKTOP if scheme == "light" else PHONE, color_scheme=scheme).page
    open_a_line(page)
    page.wait_for_timeout(50)
    assert violations(page) == []


@pytest.mark.parametrize("case", CASES)
def test_nothing_leaves_the_page(opened, case):
    found = opened(html(case))
    open_a_line(found.page)
    assert found.complaints == [] and [url for url in found.requests if not url.startswith(("file:", "data:"))] == []
    assert len(gzip.compress(html(case).encode())) < 400_000


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, NARROW], ids=["desktop", "phone", "narrow"])
def test_the_page_is_never_wider_than_the_screen(opened, case, viewport):
    page = opened(html(case), viewport).page
    open_a_line(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_keyboard_opens_a_line_and_goes_to_where_its_value_comes_from(opened):
    page = opened(html("right")).page
    line = line_of(TUTORIAL, "error += neuron")
    page.locator(f"#line-{line} button").focus()
    page.keyboard.press("Enter")
    assert page.locator(f"#line-{line} .story").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    source = line_of(TUTORIAL, "= errors[j] * sig")
    expect(page.locator(f"#line-{source} .story")).to_be_in_viewport()
    assert page.url.endswith(f"#line-{source}") and page.locator(".story").count() == 1
    assert page.evaluate("document.activeElement.closest('li').id") == f"line-{source}"
    page.go_back()
    page.keyboard.press("Enter")
    assert page.locator(".story").count() == 0


def test_a_link_to_a_line_opens_it(opened):
    page = opened(html("wrong")).page
    (finding,) = EVERY["wrong"]()[1].findings
    page.get_by_role("link", name=f"line {finding.line}", exact=True).click()
    expect(page.locator(f"#line-{finding.line} .story")).to_contain_text(finding.message)
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(f"#line-{finding.line} .story")).to_be_in_viewport()


def test_a_finding_has_its_proof_and_the_fix(opened):
    page = opened(html("no derivative")).page
    line = line_of(SCRIPTS["no derivative"], 'neuron["delta"] = errors[j]')
    article = page.locator("article.wrong")
    assert "It equals" in article.inner_text() and "fresh points" in article.inner_text()
    assert "read again and found right" in article.locator("figcaption").inner_text()
    assert article.locator(".gone").inner_text().endswith('neuron["delta"] = errors[j]\n')
    assert page.locator("li.wrong").get_attribute("id") == f"line-{line}"
    expect(page.locator("li.wrong")).to_be_in_viewport()
    assert page.locator("li.wrong .proof").count() == 0 and page.locator("li .proof").count() > 5


def test_notes_stand_beside_their_lines_on_a_desk_and_below_them_on_a_phone(opened):
    places = {}
    line = line_of(TUTORIAL, "error += neuron")
    for name, viewport in (("desk", DESKTOP), ("phone", PHONE)):
        page = opened(html("right"), viewport).page
        code = page.locator(f"#line-{line} code").first.bounding_box()
        note = page.locator(f"#line-{line} .note").first.bounding_box()
        places[name] = note["x"] >= code["x"] + code["width"], note["y"] >= code["y"] + code["height"] - 1
    assert places == {"desk": (True, False), "phone": (False, True)}


@pytest.mark.parametrize("case", ["wrong", "tutorial"])
def test_paper_is_light_and_has_the_notes_but_not_the_stories(opened, case):
    page = opened(html(case), {"width": 794, "height": 1123}, color_scheme="dark").page
    open_a_line(page)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".note").first.is_visible() and not page.locator(".story").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    last = page.locator(".lines li").last.bounding_box()
    box = page.locator(".panel.code").bounding_box()
    assert last["y"] + last["height"] <= box["y"] + box["height"] + 1


def test_what_a_script_says_is_never_taken_for_markup(opened):
    nasty = "</code></script><script>document.title='taken'</script><img src=x onerror=alert(1)><!--"
    _, reading = EVERY["wrong"]()
    (finding,) = reading.findings
    spoiled = replace(finding, message=nasty, quantity=nasty, equals=nasty, effect=nasty, line=1)
    script = Script.of(f"{nasty}.py".replace("/", "|"), f"x = '{nasty}'  # {nasty}\n".encode())
    lines = tuple(replace(line, line=1, end_line=1, formula=nasty, example=nasty) for line in reading.lines[:2])
    found = opened(written(script, replace(reading, findings=(spoiled,), lines=lines, reason=nasty)))
    open_a_line(found.page)
    assert found.page.title() != "taken" and found.complaints == []
    assert found.page.locator("main script, main img, header img").count() == 0
    assert nasty in found.page.locator("#line-1 code").first.inner_text()


@pytest.mark.parametrize("case", SCRIPTS)
@pytest.mark.parametrize("update", [0, 5])
def test_every_weight_has_the_gradient_that_we_derive_and_the_check_agrees(opened, case, update):
    page = opened(html(case)).page
    page.locator(".curve input").fill(str(update))
    network, x, y, larger = at_update(case, update)
    derived = network.derive(x, y)
    assert number(page.locator(".loss output").inner_text()) == pytest.approx(larger * derived.value, rel=1e-5)
    assert number(page.locator(".curve output").inner_text()) == pytest.approx(larger * derived.value, rel=1e-3)
    for label in page.locator(".edge").evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")[::3]:
        layer, i, j = map(int, WEIGHT.search(label.translate(SUBSCRIPTS)).groups())
        page.get_by_role("button", name=label, exact=True).press("Enter")
        assert total(page) == pytest.approx(larger * derived.gradients[f"W{layer}"][i, j], rel=2e-5)
        assert "✓ the same" in page.locator(".factors .check").inner_text()


def test_the_numbers_beside_a_line_are_those_that_its_expression_has_there(opened):
    """Signs and multiples included, for the row, the weight and the update that are looked at."""
    page = opened(html("classes")).page
    place = {text: line_of(CLASSES, text) for text in ("dZ2 = A2", "dW2 = dZ2 @", "Z1 = W1", "W2 -= ")}
    page.get_by_label("The row that is looked at").fill("4")
    page.locator(".curve input").fill("3")
    page.get_by_role("button", name=re.compile(r"weight W₂\[1,1\]")).press("Enter")
    moment = network("classes").updates[3]
    (W1, W2), (b1, b2) = moment.weights, moment.biases
    z1 = moment.x @ W1 + b1
    a1 = np.tanh(z1)
    e = np.exp(a1 @ W2 + b2)
    error = e / e.sum(axis=1, keepdims=True) - moment.y
    assert beside(page, place["dZ2 = A2"]) == pytest.approx([error[4, 1]], rel=1e-4)
    assert beside(page, place["dW2 = dZ2 @"]) == pytest.approx([(a1.T @ error / 6)[1, 1]], rel=1e-4)
    assert beside(page, place["Z1 = W1"]) == pytest.approx([z1[4, 1]], rel=1e-4)
    assert beside(page, place["W2 -= "]) == pytest.approx([0.2 * (a1.T @ error / 6)[1, 1]], rel=1e-4)


def test_an_edge_lights_its_factors_in_the_script_and_a_line_lights_the_network(page):
    lit = {int(text) for text in page.locator(".lines li.lit .gutter").all_inner_texts()}
    slope, step = line_of(TUTORIAL, "errors[j] * sigmoid_slope"), line_of(TUTORIAL, '["weights"][j] -= rate')
    assert step in lit and line_of(TUTORIAL, "return output * (1.0") in lit
    page.locator(f"#line-{slope} button").click()
    assert page.locator(".unit.lit").count() == 4 and page.locator(".edge.lit").count() == 0
    page.locator(f"#line-{step} button").click()
    assert page.locator(".edge.lit").count() == 8
    page.locator(f"#line-{step} button").click()
    page.mouse.move(1, 1)
    assert page.locator(".edge.lit").count() == 0 and page.locator(".story").count() == 0
    assert {
        int(text) for text in page.locator(".lines li.lit .gutter").all_inner_texts()
    } == lit  # the chosen weight again


def test_what_a_line_computes_lights_up_without_a_network_too(opened):
    page = opened(html("notebook")).page
    page.locator("#cell-3-line-4 button").click()
    assert page.locator("li.lit").evaluate_all("all => all.map((one) => one.id)") == ["cell-3-line-4"]
    assert "δ₁" in page.locator("#cell-3-line-4 .story").inner_text()


def test_the_keys_step_through_the_pass(page):
    page.keyboard.press("ArrowRight")
    assert page.locator(".walk output").inner_text().endswith("z₁")
    assert line_of(TUTORIAL, "total += weights") in map(int, page.locator("li.lit .gutter").all_inner_texts())
    page.keyboard.press("Escape")
    assert page.locator(".walk output").inner_text() == "the whole pass"


def test_a_dragged_weight_changes_the_loss_as_the_gradient_predicts(page):
    before, slope = number(page.locator(".loss output").inner_text()), total(page)
    value = number(page.locator(".drag output").inner_text())
    page.locator(".drag input").fill(f"{value + 0.01:.2f}")
    moved = number(page.locator(".drag output").inner_text()) - value
    predicted, actual = (number(page.locator(f".moved .{kind}").inner_text()) for kind in ("predicted", "actual"))
    assert predicted == pytest.approx(moved * slope, rel=0.05)
    assert actual == pytest.approx(number(page.locator(".loss output").inner_text()) - before, abs=2e-6)
    page.locator(".curve input").fill("2")
    assert page.locator(".moved").count() == 0


def test_rows_add_up_to_the_gradient(opened):
    page = opened(html("classes")).page
    shares = [number(text.split(": ")[1]) for text in page.locator(".bars title").all_text_contents()]
    assert len(shares) == 6 and sum(shares) == pytest.approx(total(page), rel=1e-2)
    page.get_by_label("The row that is looked at").fill("5")
    assert number(page.locator(".factors .numbers strong").inner_text()) == pytest.approx(shares[5], rel=1e-2)
