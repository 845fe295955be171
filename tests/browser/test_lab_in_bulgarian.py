"""A really started JupyterLab speaks Bulgarian to the teacher, and asks no other machine for anything."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import nbformat
import pytest
from journey import launch, visitor
from playwright.sync_api import Page, expect, sync_playwright
from running_hub import free_port

from daskalo_grading.labpack import labconfig

pytestmark = pytest.mark.browser
START_S = 60
PATIENCE_MS = 20_000
MENUS = ["Файл", "Редактиране", "Изглед", "Изпълнение", "Ядро", "Раздели", "Настройки", "Помощ"]
# Names, and what other extensions write without asking a translator.
FOREIGN = re.compile(r"nbgrader|Assignment|assignment|Course List|Formgrader|Reference$|\.ipynb$", re.I)


def environment(folder: Path) -> dict[str, str]:
    """A home and settings of its own, as the hub gives each person."""
    for name, content in labconfig("bg").items():
        path = folder / "given" / "labconfig" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "XDG_"))}
    return {**kept, "HOME": str(folder / "home"), "JUPYTER_CONFIG_PATH": str(folder / "given")}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of a JupyterLab whose only settings are ours."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "home").mkdir()
    (folder / "work").mkdir()
    cells = [nbformat.v4.new_markdown_cell("# Заглавие"), nbformat.v4.new_code_cell("1 + 1")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / "work" / "урок.ipynb")
    address = f"http://127.0.0.1:{(port := free_port())}"
    log = folder / "output.txt"
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}"),
        *("--ServerApp.port_retries=0", "--IdentityProvider.token=", f"--ServerApp.root_dir={folder / 'work'}"),
    ]
    with log.open("w") as output:
        server = subprocess.Popen(command, env=environment(folder), stdout=output, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + START_S
        while f"{address}/lab" not in log.read_text():
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(START_S)


@pytest.fixture
def outside() -> list[str]:
    return []


@pytest.fixture
def page(lab: str, chromium: str, outside: list[str]) -> Generator[Page]:
    with sync_playwright() as playwright:
        browser = launch(playwright, chromium)
        with visitor(browser, lab, outside) as page:
            page.set_default_timeout(PATIENCE_MS)
            page.goto("/lab/tree/урок.ipynb?reset")
            page.locator(".jp-Notebook .jp-CodeCell").wait_for()
            yield page
        browser.close()


def test_menus_commands_and_dialogs_are_bulgarian_and_nothing_is_asked_outside(page: Page, outside: list[str]):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    menus = page.locator("#jp-MainMenu .lm-MenuBar-item")
    assert [name for name in menus.all_inner_texts() if not FOREIGN.search(name)] == MENUS
    labels = []
    for menu in menus.all():
        menu.click()
        labels += page.locator(".lm-Menu .lm-Menu-itemLabel").all_inner_texts()
        page.keyboard.press("Escape")
    assert [label for label in labels if label and not FOREIGN.search(label) and not cyrillic(label)] == []

    menus.filter(has_text="Изглед").click()
    page.get_by_text("Отваряне на палитрата с команди").first.click()
    expect(page.get_by_placeholder("ТЪРСЕНЕ")).to_be_visible()
    commands = page.locator(".lm-CommandPalette-itemLabel").all_inner_texts()
    left = {label for label in commands if not FOREIGN.search(label) and not cyrillic(label)}
    assert len(commands) > 200
    assert left <= {"Breakpoints on exception", "English - English", "Bulgarian (Bulgaria)"}
    page.keyboard.press("Escape")

    page.get_by_title("Рестартиране на ядрото", exact=True).first.click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Да се рестартира ли ядрото?")
    expect(dialog.get_by_role("button")).to_have_text(["Отказ", "Рестартиране"])
    dialog.get_by_role("button").first.click()

    assert outside == []
    assert [url for url in asked if re.search(r"/lab/api/(news|update|extensions|plugins)", url)] == []


def cyrillic(text: str) -> bool:
    return bool(re.search("[а-я]", text, re.I))
