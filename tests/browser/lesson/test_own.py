"""A network and data of one's own, the code beside it, the file that is saved, and the link that holds it all."""

import re
import subprocess
import sys

import numpy as np
import pytest
from playwright.sync_api import expect

import clearprop as cp
from tests.browser.lesson.lessons import PRESETS, at_epoch, loss, network_of, take


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


DROP = """([name, text]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name, { type: 'text/csv' }));
  const drop = new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
  document.querySelector('.code').dispatchEvent(drop);
}"""


TABLE = "a,b,c\n" + "\n".join(f"{k / 4},{k % 3},{k % 2}" for k in range(8))


def test_a_csv_file_may_be_dropped_anywhere_and_is_trained_on(page):
    take(page, "mazur")
    page.evaluate(DROP, ["mine.csv", TABLE])
    expect(page.locator(".bars .bar")).to_have_count(8)
    assert page.locator(".unit").count() == 2 + 2 + 1
    assert loss(page) == pytest.approx(at_epoch(page, 0), abs=1e-3)
    assert at_epoch(page, 99) < at_epoch(page, 0)
    assert "✓ the same" in page.locator(".factors .check").inner_text()


def test_a_file_may_be_chosen_instead(page):
    page.get_by_role("button", name="Make it your own").click()
    page.get_by_label("or choose the file").set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    expect(page.locator(".bars .bar")).to_have_count(8)


def test_a_point_that_is_drawn_is_a_row_more(page):
    take(page, "xor")
    page.get_by_role("button", name="Make it your own").click()
    for count, kind in ((5, "circle"), (6, "rect")):
        before = page.locator(f".plane {kind}").count()
        page.locator(".plane").click(position={"x": 80, "y": 20 * count - 60})
        assert page.locator(".bars .bar").count() == count and page.locator(f".plane {kind}").count() == before + 1
        page.get_by_role("button", name="A click adds").click()


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


def test_the_link_holds_a_network_of_ones_own_with_its_seed_and_data(opened, html):
    page = opened(html).page
    page.evaluate(DROP, ["mine.csv", TABLE])
    page.get_by_label("hidden layers").fill("3, 2")
    page.get_by_label("seed").fill("7")
    page.get_by_label("seed").press("Tab")
    seen = at_epoch(page, 19), loss(page), page.locator(".edge").count()
    page.wait_for_timeout(300)
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert (at_epoch(page, 19), loss(page), page.locator(".edge").count()) == seen
    assert page.get_by_label("seed").input_value() == "7" and page.locator(".bars .bar").count() == 8


def test_starting_again_undoes_everything(page):
    take(page, "mazur")
    again = page.get_by_role("button", name="Start again")
    assert again.is_disabled()
    first = loss(page), page.locator(".factors .numbers").inner_text()
    page.get_by_label("x[0]", exact=True).fill("0.7")
    page.get_by_label("rate η").fill("2")
    page.get_by_role("button", name="Make it your own").click()
    assert loss(page) != first[0]
    again.click()
    assert (loss(page), page.locator(".factors .numbers").inner_text()) == first and again.is_disabled()


def test_a_broken_link_opens_the_first_lesson(opened, html):
    found = opened(html)
    found.page.goto(found.page.url.split("#")[0] + "#not-a-state")
    found.page.reload()
    assert loss(found.page) == pytest.approx(0.317243, abs=1e-6)
    assert found.complaints == []
