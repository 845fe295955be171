"""The admission app, served by `daskalo apps` as on any machine, for the tests of its doors."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, expect
from running_hub import free_port

from daskalo.journal import Journal

DOORS = ("parent", "official", "lab")


@dataclass
class AdmissionApp:
    """A served app.

    Attributes:
        address (str): Of the server, without a slash at the end.
        home (Path): The reader's own folder.
        outside (list[str]): Addresses of other machines that a page asked for.
    """

    address: str
    home: Path
    outside: list[str] = field(default_factory=list)

    @property
    def journal(self) -> Journal:
        """What the reader did, as a grader would read it."""
        return Journal(self.home / ".daskalo-apps" / "admission" / "journal.jsonl")


@contextmanager
def serving_app(folder: Path, language: str) -> Generator[AdmissionApp]:
    """Serve the apps until the block ends; the reader's own folder is empty."""
    port = free_port()
    home = folder / "home"
    home.mkdir(parents=True)
    command = [sys.executable, "-m", "daskalo.cli", "apps", "--language", language, "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "DASKALO"))}
    environment |= {"HOME": str(home), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout
    try:
        said = server.stdout.readline()
        assert f"127.0.0.1:{port}" in said, said
        yield AdmissionApp(f"http://127.0.0.1:{port}", home)
    finally:
        server.terminate()
        server.wait(30)
        server.stdout.close()


def open_door(page: Page, app: AdmissionApp, door: str) -> None:
    """Open the app at one of its doors and wait until it is drawn."""
    page.goto(f"{app.address}/voila/render/admission.ipynb#{door}")
    expect(page.locator(f".doors [data-door={door}]")).to_have_attribute("aria-current", "page")
    expect(page.locator(".daskalo-admission .view")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".daskalo-admission .part").first).to_be_visible()


def widest(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
