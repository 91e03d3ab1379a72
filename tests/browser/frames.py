"""How long the page of lessons takes for a frame: ``python -m tests.browser.frames``. A measurement, not a test.

A frame is the time from a moved slider to a page that is computed and laid out anew.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from clearprop.app.live_page.page import live_page
from tests.browser.conftest import FLAGS, found_browser

FRAMES = 200
MOVE = """async ([selector, count]) => {
  const slider = document.querySelector(selector);
  const [least, most] = [Number(slider.min), Number(slider.max)];
  const times = [];
  for (let frame = 0; frame < count; frame++) {
    await new Promise((next) => requestAnimationFrame(next));
    const begun = performance.now();
    slider.value = String(least + ((frame % 41) / 41) * (most - least));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((next) => queueMicrotask(() => queueMicrotask(next)));
    document.body.getBoundingClientRect();
    times.push(performance.now() - begun);
  }
  return times.toSorted((a, b) => a - b);
}"""


def measure(page: Page) -> None:
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    print(f"it answers {ready:.0f} ms after it was opened; milliseconds for a frame, median and 95th percentile:")
    for name in page.locator("select >> nth=0").locator("option").evaluate_all("all => all.map((one) => one.value)"):
        page.get_by_label("Lesson").select_option(name)
        page.wait_for_timeout(2500)  # until it has trained
        told = []
        for slider in (".drag input", ".curve input"):
            times = page.evaluate(MOVE, [slider, FRAMES])
            told.append(f"{times[FRAMES // 2]:5.1f} {times[FRAMES * 95 // 100]:5.1f}")
        print(f"{name:10s} weight dragged {told[0]}, epoch chosen {told[1]}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "page.html")
        file.write_text(live_page(), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=found_browser(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(file.as_uri())
        measure(page)
        browser.close()


if __name__ == "__main__":
    main()
