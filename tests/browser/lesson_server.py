"""A lesson with every kind of answer, served as in a user's own server: JupyterLab, and Voila with our template."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Page
from running_hub import descendants, free_port

from daskalo.i18n import speaking
from daskalo.journal import Journal
from daskalo_widgets.apps import voila_settings
from daskalo_widgets.apps.page import activities_of
from daskalo_widgets.apps.settings import DATA_PATH

HERE = Path(__file__).parent
START_S = 60
GRADED = ("input-output", "personal-data")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def write_lesson(folder: Path) -> None:
    """Write `unit.json` and the notebook of a lesson made of the activities of the app; two of them are graded."""
    with speaking("bg"):
        tables = {id: activity.public() for id, activity in activities_of("answer-kinds").items()}
    for id in GRADED:
        tables[id].pop("practice")
    unit = {"schema": 1, "course": "example", "unit": "lesson", "language": "bg", "title": "Урок", "activities": tables}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "unit.json").write_text(json.dumps(unit, ensure_ascii=False))
    cells = [nbformat.v4.new_markdown_cell("# Урок\n\nФормула: $a^2 + b^2 = c^2$.", id="heading")]
    for id in tables:
        source = f'from daskalo_widgets import activity\nactivity("{id}")'
        cells.append(nbformat.v4.new_code_cell(source, id=id))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel, "title": "Урок"})
    nbformat.write(notebook, folder / "lesson.ipynb")


@dataclass
class Lesson:
    """A served lesson.

    Attributes:
        address (str): Of the server, without a slash at the end.
        folder (Path): Where the notebook and the journal lie.
        outside (list[str]): Addresses of other machines that a page asked for.
    """

    address: str
    folder: Path
    server: int
    outside: list[str] = field(default_factory=list)

    @property
    def app(self) -> str:
        """The lesson as a Voila page."""
        return f"{self.address}/voila/render/lesson.ipynb"

    @property
    def lab(self) -> str:
        """The lesson in JupyterLab."""
        return f"{self.address}/doc/tree/lesson.ipynb"

    def answers(self) -> dict[str, Any]:
        """Return what the journal holds, read from the file alone."""
        return dict(Journal.open_unit(self.folder).answers())

    def start_anew(self) -> None:
        """Forget every answer."""
        (self.folder / "journal.jsonl").unlink(missing_ok=True)

    def kernels(self) -> list[int]:
        """Return the process ids of the running kernels."""
        found = []
        for pid in descendants(self.server):
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes()
            except OSError:
                continue
            if b"ipykernel" in command:
                found.append(pid)
        return found


@contextmanager
def serving_lesson(folder: Path) -> Generator[Lesson]:
    """Serve a lesson until the block ends."""
    work, state = folder / "lesson", folder / "state"
    write_lesson(work)
    settings = voila_settings("bg", home="/hub/home")
    settings["ServerApp"] = {"root_dir": str(work), "ip": "127.0.0.1", "port": (port := free_port())}
    settings["ServerApp"] |= {"port_retries": 0, "open_browser": False, "allow_root": True}
    settings["IdentityProvider"] = {"token": ""}
    settings["LabApp"] = {"news_url": None, "check_for_updates_class": "jupyterlab.NeverCheckForUpdate"}
    state.mkdir()
    (state / "jupyter_server_config.json").write_text(json.dumps(settings))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "DASKALO"))},
        **{"HOME": str(state), "JUPYTER_CONFIG_DIR": str(state), "JUPYTER_PATH": str(DATA_PATH)},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    log = state / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab"], cwd=work, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        deadline = time.monotonic() + START_S
        while f"127.0.0.1:{port}" not in log.read_text():
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")
            time.sleep(0.1)
        yield Lesson(f"http://127.0.0.1:{port}", work, server.pid)
    finally:
        server.terminate()
        server.wait(30)


def axe_source() -> str:
    """Return axe-core; npm fetches it once. CI must have it, elsewhere its absence skips the test."""
    script = HERE / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        npm = shutil.which("npm") or "npm"
        command = [npm, "ci", "--prefix", str(HERE), "--no-audit", "--no-fund", "--loglevel=error"]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
        except (OSError, subprocess.SubprocessError) as error:
            reason = f"npm could not fetch axe-core: {getattr(error, 'stderr', '') or error}"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
    return script.read_text(encoding="utf-8")


def accessibility_faults(page: Page, within: str = "html") -> list[str]:
    """Return what axe-core finds wrong, as `rule: element`."""
    page.evaluate(axe_source())
    script = "([within, tags]) => axe.run(within, {runOnly: {type: 'tag', values: tags}})"
    found = page.evaluate(script, [within, AXE_TAGS])["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]
