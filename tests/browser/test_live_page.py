"""The page that is alive, in a real browser: each interaction by what it does to the numbers."""

import json
import re
import subprocess
import sys

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import clearprop as cp
from clearprop.app.live_page.page import live_page
from clearprop.app.live_page.presets import BUILDERS, ERRORS
from clearprop.app.live_page.slips import SLIPS, edited
from clearprop.app.live_page.tutorial import TEXT as TUTORIAL
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.numbers import number
from tests.browser.test_axe import violations

PRESETS = {build().name: build() for build in BUILDERS if build.__name__ != "tutorial"}


@pytest.fixture(scope="session")
def html() -> str:
    return live_page()


@pytest.fixture
def page(opened, html) -> Page:
    return opened(html).page


def take(page: Page, preset: str) -> None:
    page.get_by_label("Lesson").select_option(preset)


def network_of(name: str) -> tuple[cp.Network, np.ndarray, np.ndarray]:
    """The preset as a Network of ours."""
    preset = PRESETS[name]
    sizes, activations = preset.architecture.sizes, preset.architecture.activations
    network = cp.Network(sizes, activation=activations[0], output=activations[-1], loss=preset.architecture.loss)
    for k, (W, b) in enumerate(zip(preset.weights, preset.biases, strict=True), 1):
        network.parameters[f"W{k}"], network.parameters[f"b{k}"] = np.array(W), np.array(b)
    return network, np.array(preset.x), np.array(preset.y)


def gradient(page: Page) -> float:
    """The chosen weight's, over all rows that one step looks at."""
    total = page.locator(".factors .total")
    return number((total if total.count() else page.locator(".factors .numbers strong")).inner_text())


def loss(page: Page) -> float:
    return number(page.locator(".loss output").inner_text())


def at_epoch(page: Page, epoch: int) -> float:
    page.locator(".curve input").fill(str(epoch))
    return number(page.locator(".curve output").inner_text())


def test_it_opens_from_disk_asks_for_nothing_and_complains_about_nothing(opened, html):
    found = opened(html)
    found.page.wait_for_selector(".network")
    assert [url for url in found.requests if not url.startswith("file:")] == []
    assert found.complaints == []
    assert found.page.get_by_role("heading", level=1).inner_text() == "Which line made this number?"


def test_the_tutorial_trains_in_the_page_with_the_published_errors(page):
    assert [at_epoch(page, epoch) for epoch in range(20)] == pytest.approx(ERRORS, abs=6e-4)


def test_the_published_factors_of_mazurs_weight(page):
    take(page, "mazur")
    assert page.locator(".factors .numbers").inner_text().split() == (
        ["0.741365", "×", "0.186816", "×", "0.59327", "=", "0.082167"]
    )
    assert loss(page) == pytest.approx(0.298371109, abs=1e-6)


@pytest.mark.parametrize("name", PRESETS)
def test_every_weight_has_the_gradient_that_we_derive_and_the_check_agrees(page, name):
    take(page, name)
    network, x, y = network_of(name)
    derived = network.derive(x, y)
    assert loss(page) == pytest.approx(derived.value, rel=1e-5)
    for label in page.locator(".edge").evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")[::5]:
        layer, i, j = map(int, re.search(r"W(\d)\[(\d+),(\d+)\]", label.translate(SUBSCRIPTS)).groups())
        page.get_by_role("button", name=label, exact=True).press("Enter")
        assert gradient(page) == pytest.approx(derived.gradients[f"W{layer}"][i, j], rel=2e-5, abs=1e-12)
        assert "✓ the same" in page.locator(".factors .check").inner_text()


SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def test_the_rows_add_up_to_the_gradient_and_a_row_can_be_chosen(page):
    take(page, "logistic")
    shares = [text.split(": ")[1] for text in page.locator(".bars title").all_text_contents()]
    assert sum(map(number, shares)) == pytest.approx(gradient(page), rel=1e-2)
    page.get_by_label("The row that is looked at").fill("7")
    assert number(page.locator(".factors .numbers strong").inner_text()) == pytest.approx(number(shares[7]), rel=1e-2)
    box = page.locator(".bars").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 2.5 / 40, box["y"] + 10)
    assert number(page.locator(".factors .numbers strong").inner_text()) == pytest.approx(number(shares[2]), rel=1e-2)


def test_a_hidden_weight_has_a_path_for_each_output_and_their_sum_is_the_error_signal(page):
    page.get_by_role("button", name=re.compile(r"weight W₁\[0,1\]")).press("Enter")
    shares = [number(text) for text in page.locator("tbody td:last-child").all_inner_texts()]
    signal = number(page.locator(".factors .numbers .signal").inner_text())
    assert len(shares) == 3
    assert shares[0] + shares[1] == pytest.approx(shares[2], abs=1e-4) == pytest.approx(signal, abs=1e-4)


def test_an_edge_lights_its_factors_in_the_code_the_first_two_apart_from_the_third(page):
    lit = page.locator(".lines li.lit .gutter").all_inner_texts()
    text = TUTORIAL.splitlines()
    functions = {number: next(t for t in text[number::-1] if t.startswith("def ")) for number in map(int, lit)}
    assert any("backward" in name for name in functions.values())
    assert any("update" in name for name in functions.values())


def test_a_line_lights_what_it_computes(page):
    line = next(n for n, text in enumerate(TUTORIAL.splitlines(), 1) if "sigmoid_slope(neuron" in text)
    page.locator(".lines li").nth(line - 1).locator("button").click()
    assert page.locator(".unit.lit").count() == 4
    assert page.locator(".lines li").nth(line - 1).get_attribute("class").split()[-1] == "lit"


def test_the_keys_step_through_the_pass_forward_and_back(page):
    said = page.locator(".walk output")
    page.keyboard.press("ArrowRight")
    assert said.inner_text().endswith("z₁")
    page.keyboard.press("ArrowRight")
    assert said.inner_text().endswith("a₁")
    page.keyboard.press("ArrowLeft")
    assert said.inner_text().endswith("z₁")
    page.keyboard.press("Escape")
    assert said.inner_text() == "the whole pass"
    page.keyboard.press("ArrowLeft")
    assert said.inner_text().endswith("∂L/∂b₁")


def test_playing_goes_on_by_itself(page):
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".walk output")).to_contain_text("a₁")
    page.get_by_role("button", name="Stop").click()


def test_a_dragged_weight_changes_the_loss_as_the_gradient_predicts(page):
    take(page, "mazur")
    before, slope = loss(page), gradient(page)
    page.locator(".drag input").fill("0.42")
    predicted, actual = (number(page.locator(f".moved .{kind}").inner_text()) for kind in ("predicted", "actual"))
    assert predicted == pytest.approx(0.02 * slope, rel=1e-3)
    assert actual == pytest.approx(loss(page) - before, abs=2e-6)
    assert predicted == pytest.approx(actual, rel=0.05)


@pytest.mark.parametrize("label, kind, at", [("x[0]", "x", 0), ("target ŷ[1]", "y", 1)])
def test_a_changed_input_or_target_recomputes_everything(page, label, kind, at):
    take(page, "mazur")
    network, x, y = network_of("mazur")
    (x if kind == "x" else y)[0, at] = 0.7
    page.get_by_label(label, exact=True).fill("0.7")
    derived = network.derive(x, y)
    assert loss(page) == pytest.approx(derived.value, rel=1e-5)
    assert gradient(page) == pytest.approx(derived.gradients["W2"][0, 0], rel=1e-5)


def test_another_rate_trains_otherwise(page):
    take(page, "saturated")
    slow = at_epoch(page, 299)
    page.get_by_label("rate η").fill("3")
    network, x, y = network_of("saturated")
    network.fit(x, y, epochs=299, batch_size=1, optimizer=cp.SGD(3.0), progress=False)
    assert at_epoch(page, 299) == pytest.approx(network.evaluate(x, y)["loss"], rel=1e-3)
    assert at_epoch(page, 299) < slow / 2


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_broken_program_trains_in_the_page_as_it_does_in_python(page, slip):
    page.get_by_label("Break it").select_option(slip.name)
    command = [sys.executable, "-c", edited(TUTORIAL, slip.edits)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    stopped = re.search(r"^(\w+Error)", run.stderr, re.MULTILINE)
    assert ("stops by itself" in page.inner_text("main")) == (stopped is not None)
    printed = [float(text) for text in re.findall(r"error (\S+)", run.stdout)]
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
    assert slip.title in page.inner_text("main") and "You saw it." in page.inner_text("main")
    assert page.locator(".lines li.wrong").count() == 1
    page.get_by_role("button", name="Apply the fix").click()
    assert page.locator("polyline.wrong").count() == 0
    assert page.locator(".lines li.mended").count() >= 1
    assert "Mended" in page.inner_text("main")
    assert "✓ the same" in page.locator(".factors .check").inner_text()


@pytest.mark.parametrize("name, same", [("no_derivative", False), ("half_a_sign_fix", False), ("bias", True)])
def test_the_check_without_a_derivative_shows_a_wrong_gradient(page, name, same):
    """Where the gradient is right and the update is not, it is the curves that tell."""
    page.get_by_label("Break it").select_option(name)
    assert ("✓ the same" in page.locator(".factors .check").inner_text()) == same


def test_a_program_that_is_right_in_another_way_is_told_so(page):
    page.get_by_label("Break it").select_option("older_dialect")
    page.get_by_role("button", name="It is wrong").click()
    assert "You said that it is wrong; it is right." in page.inner_text("main")
    assert "every update is the gradient" in page.inner_text("main")
    assert page.locator(".lines li.wrong").count() == 0


def test_a_network_of_ones_own_has_checked_gradients_and_its_code_is_what_we_emit(page):
    take(page, "xor")
    page.get_by_role("button", name="Make it your own").click()
    page.get_by_label("hidden layers").fill("4, 3")
    page.get_by_label("hidden layers").press("Tab")
    page.get_by_label("activation").select_option("relu")
    assert page.locator(".edge").count() == 2 * 4 + 4 * 3 + 3
    for label in page.locator(".edge").evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")[::4]:
        page.get_by_role("button", name=label, exact=True).press("Enter")
        assert "✓ the same" in page.locator(".factors .check").inner_text()
    code = "\n".join(page.locator(".lines code").all_inner_texts())
    assert_emitted(
        code, cp.Network([2, 4, 3, 1], activation="relu", output="sigmoid", seed=1), np.eye(4, 2), np.eye(4, 1)
    )


def assert_emitted(code: str, network: cp.Network, x: np.ndarray, y: np.ndarray) -> None:
    """The code runs, and gives our loss and gradients."""
    names: dict = {}
    exec(code, names)
    derived = network.derive(x, y)
    value, gradients = names["value_and_gradients"](*network.parameters.values(), x, y)
    assert value == pytest.approx(derived.value, rel=1e-12)
    assert gradients.keys() == network.parameters.keys()
    for name, found in gradients.items():
        np.testing.assert_allclose(found, derived.gradients[name], rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("name", PRESETS)
def test_the_code_beside_each_preset_runs_and_gives_our_gradients(page, name):
    take(page, name)
    assert_emitted("\n".join(page.locator(".lines code").all_inner_texts()), *network_of(name))


@pytest.mark.parametrize("name", ["tutorial", "mazur", "moons"])
def test_the_file_that_is_saved_trains_as_the_page_does(page, name):
    take(page, name)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as .py").click()
    assert download.value.suggested_filename == f"{name}.py"
    run = subprocess.run([sys.executable, download.value.path()], capture_output=True, text=True, check=True)
    printed = [float(text) for text in re.findall(r"(?:error|loss) (\S+)", run.stdout)]
    for epoch in (0, 7, len(printed) - 1):
        assert at_epoch(page, epoch) == pytest.approx(printed[epoch], rel=1e-3)


def test_what_cannot_be_drawn_is_said(page):
    page.get_by_role("button", name="Make it your own").click()
    page.get_by_label("hidden layers").fill("40")
    page.get_by_label("hidden layers").press("Tab")
    assert page.get_by_role("alert").inner_text() == "A layer has 1 to 8 units here; got 40."
    page.get_by_label("a table of your own").fill("1, 2\n3")
    page.get_by_label("a table of your own").press("Tab")
    assert page.get_by_role("alert").inner_text() == "Row 2 has 1 columns; the first has 2."


def test_a_table_of_ones_own_is_trained_on(page):
    page.get_by_role("button", name="Make it your own").click()
    rows = [f"{x}, {2 * x + 1}, {'cat' if x % 3 else 'dog' if x % 2 else 'cow'}" for x in range(9)]
    page.get_by_label("a table of your own").fill("\n".join(["length, width, kind", *rows]))
    page.get_by_label("a table of your own").press("Tab")
    assert page.locator(".bars .bar").count() == 9
    assert page.locator(".unit").count() == 2 + 2 + 3
    assert loss(page) == pytest.approx(at_epoch(page, 0), abs=1e-3)
    assert "✓ the same" in page.locator(".factors .check").inner_text()


def test_a_point_that_is_drawn_is_a_row_more(page):
    take(page, "xor")
    page.get_by_role("button", name="Make it your own").click()
    page.locator(".plane").click(position={"x": 120, "y": 60})
    assert page.locator(".bars .bar").count() == 5


def test_the_link_holds_the_whole_state(opened, html):
    page = opened(html).page
    take(page, "iris")
    page.get_by_label("rate η").fill("0.25")
    page.get_by_label("The row that is looked at").fill("60")
    page.locator(".curve input").fill("40")
    page.get_by_role("button", name=re.compile(r"weight W₁\[2,1\]")).press("Enter")
    seen = page.locator(".factors .numbers").inner_text(), loss(page)
    page.wait_for_timeout(300)  # the link is written when it has stayed the same for a moment
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert (page.locator(".factors .numbers").inner_text(), loss(page)) == seen


def test_a_broken_link_opens_the_first_lesson(opened, html):
    found = opened(html)
    found.page.goto(found.page.url.split("#")[0] + "#not-a-state")
    found.page.reload()
    assert loss(found.page) == pytest.approx(0.317243, abs=1e-6)
    assert found.complaints == []


@pytest.mark.parametrize("viewport, scheme", [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light")])
def test_axe_has_nothing_to_say(opened, html, viewport, scheme):
    page = opened(html, viewport, color_scheme=scheme).page
    page.get_by_role("button", name="Make it your own").click()
    assert violations(page) == []
    page.get_by_label("Lesson").select_option("tutorial")
    page.get_by_label("Break it").select_option(SLIPS[0].name)
    page.get_by_role("button", name="It is wrong").click()
    assert violations(page) == []


@pytest.mark.parametrize("name", ["tutorial", "iris", "moons"])
def test_a_phone_needs_no_sideways_scrolling(opened, html, name):
    page = opened(html, PHONE).page
    take(page, name)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_is_small(html):
    import gzip

    assert len(gzip.compress(html.encode())) < 400_000
    assert json.dumps("</script") not in html
