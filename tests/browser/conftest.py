"""A browser for the tests of pages: the system's own, found by its name."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP, PHONE, NARROW = {"width": 1400, "height": 900}, {"width": 390, "height": 844}, {"width": 360, "height": 740}
MISSING = (
    f"NO BROWSER: the tests of pages did not run. Install one of {', '.join(BROWSERS)} "
    "(Debian: apt-get install chromium-headless-shell; as root `make browser` does it)"
)


def found_browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = found_browser()
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


@dataclass
class Opened:
    """A page that is open, with what it asked for and what it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """``opened(html, width=..., **context)``: the page in a fresh context that lets no request out."""
    contexts = []

    def open_page(html: str, viewport: dict[str, int] = DESKTOP, **options: Any) -> Opened:
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        found = Opened(context.new_page())
        context.route(lambda url: not url.startswith((file.as_uri(), "data:")), lambda route: route.abort())
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.on("console", lambda message: found.complaints.append(message.text))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.goto(file.as_uri())
        return found

    yield open_page
    for context in contexts:
        context.close()
