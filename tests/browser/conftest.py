"""What the browser tests share: one browser a module, and the admission app served for one."""

from collections.abc import Generator

import pytest
from admission_server import AdmissionApp, serving_app
from journey import launch
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="module")
def browser(chromium: str) -> Generator[Browser]:
    with sync_playwright() as playwright:
        window = launch(playwright, chromium)
        yield window
        window.close()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Generator[AdmissionApp]:
    """The admission app in Bulgarian with nothing done in it yet."""
    with serving_app(tmp_path_factory.mktemp("admission"), "bg") as served:
        yield served
        assert served.outside == [], "a page asked for another machine"
