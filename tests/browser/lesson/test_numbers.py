"""The page of lessons: every number is the one that Python computes, after each interaction."""

import re

import pytest
from playwright.sync_api import expect

import clearprop as cp
from clearprop.app.live_page.presets import ERRORS
from tests.browser.lesson.lessons import PRESETS, SUBSCRIPTS, at_epoch, gradient, loss, network_of, take
from tests.browser.numbers import number


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


def test_beside_each_line_stands_what_it_computes_in_this_row(page):
    take(page, "mazur")
    network, x, y = network_of("mazur")
    numbers, names = network.derive(x, y).numbers, {"a₂": "y_hat", "δ₂": "delta2", "z₁": "z1", "δ₁": "delta1"}
    notes = dict(text.split() for text in page.locator(".lines .note").all_inner_texts())
    for symbol, name in names.items():
        assert number(notes[symbol]) == pytest.approx(numbers[name][0, 0], rel=1e-4), symbol
    take(page, "tutorial")
    ticks = page.locator(".lines .proof")
    assert ticks.count() >= 12 and "furthest apart" in ticks.first.get_attribute("title")


def test_a_saturated_and_a_dead_unit_are_marked_and_why_is_said(page):
    take(page, "saturated")
    assert page.locator(".unit.saturated").count() == 1
    assert "the unit is saturated" in page.locator(".factors .why").all_inner_texts()[-1]
    page.locator(".curve input").fill("299")
    assert page.locator(".unit.saturated").count() == 0
    take(page, "xor")
    page.get_by_role("button", name="Make it your own").click()
    page.get_by_label("activation").select_option("relu")
    page.get_by_role("button", name=re.compile(r"bias b₁\[0\]")).press("Enter")
    assert page.locator(".unit.dead").count() == 0
    page.locator(".drag input").fill("-4")
    assert page.locator(".unit.dead").count() == 1 and "✕" in page.locator(".unit.dead").text_content()


def test_the_surface_says_of_every_point_of_xor_what_was_learned(page):
    take(page, "xor")
    page.locator(".curve input").fill("299")
    said = page.evaluate(
        """() => {
          const svg = document.querySelector('.plane');
          const surely = (kind, at) => [...svg.querySelectorAll(`path.${kind}`)]
            .some((shade) => shade.isPointInFill(at) && Number(shade.getAttribute('fill-opacity')) > 0.4);
          const middle = (mark) => new DOMPoint(
            Number(mark.getAttribute('cx') ?? Number(mark.getAttribute('x')) + mark.getAttribute('width') / 2),
            Number(mark.getAttribute('cy') ?? Number(mark.getAttribute('y')) + mark.getAttribute('height') / 2));
          return [...svg.querySelectorAll('circle, rect')].map((mark) =>
            surely(mark.matches('circle') ? 'one' : 'zero', middle(mark)));
        }"""
    )
    assert said == [True] * 4


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


def test_training_plays_to_the_last_epoch_and_again(page):
    page.get_by_role("button", name="Train").click()
    expect(page.locator(".curve .each")).to_contain_text("poch 20:")
    assert number(page.locator(".curve output").inner_text()) == pytest.approx(ERRORS[-1], abs=6e-4)
    expect(page.get_by_role("button", name="Train")).to_be_visible()
