"""The page of lessons, open in a browser."""

import pytest
from playwright.sync_api import Page

from clearprop.app.live_page.page import live_page


@pytest.fixture(scope="session")
def html() -> str:
    return live_page()


@pytest.fixture
def page(opened, html) -> Page:
    return opened(html).page
