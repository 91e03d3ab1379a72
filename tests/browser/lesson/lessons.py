"""The page of lessons as its tests use it: its presets as Networks of ours, and the numbers that it shows."""

import numpy as np
from playwright.sync_api import Page, expect

import clearprop as cp
from clearprop.app.live_page.presets import BUILDERS
from tests.browser.numbers import number

PRESETS = {build().name: build() for build in BUILDERS if build.__name__ != "tutorial"}


SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


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
    expect(page.locator(".curve output").first).not_to_have_text("–")  # it may be training yet
    return number(page.locator(".curve output").inner_text())
