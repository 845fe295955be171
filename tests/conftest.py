"""What every test shares: one language unless a test asks for another, and a browser that is never skipped silently."""

import os
import shutil

import pytest


@pytest.fixture(autouse=True)
def _one_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are Bulgarian in tests whatever the machine's locale says; a test that wants English says so."""
    monkeypatch.setenv("DASKALO_LANGUAGE", "bg")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser. CI installs one, so there its absence is a failure; elsewhere the test is skipped."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path:
        return path
    reason = "no chromium here: apt-get install chromium"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
