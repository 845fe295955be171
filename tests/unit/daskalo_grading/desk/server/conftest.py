"""A real Jupyter server with our extension, a stock exchange with one released unit, and a small browser for it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import compute_checksum

COURSE = "example-bg"
UNIT = "01-rain-garden"
TOKEN = "let-me-in"
START_S = 60
ACTIVITIES = {
    "what-drinks": {
        "kind": "choice",
        "title": "Кое поема водата?",
        "prompt": "Изберете.",
        "options": [{"id": "soil", "text": "Почвата"}, {"id": "asphalt", "text": "Асфалтът"}],
    },
    "in-my-words": {"kind": "short-text", "title": "С ваши думи", "prompt": "Напишете.", "min_words": 2},
}


def release(exchange: Path) -> Path:
    """Release the unit: a notebook with one check, and what it asks."""
    folder = exchange / COURSE / "outbound" / UNIT
    folder.mkdir(parents=True)
    (exchange / COURSE / "inbound").mkdir()
    (exchange / COURSE / "feedback").mkdir()
    check = new_code_cell('from daskalo_grading.checks import check\ncheck("what-drinks")')
    check.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade_id": "check-what-drinks",
        "grade": True,
        "solution": False,
        "locked": True,
        "task": False,
        "points": 4,
        "cell_type": "code",
    }
    check.metadata["nbgrader"]["checksum"] = compute_checksum(check)
    notebook = new_notebook(
        cells=[new_markdown_cell("# Дъждовна градина"), check],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(notebook, folder / f"{UNIT}.ipynb")
    unit = {"schema": 1, "course": "example", "unit": UNIT, "language": "bg", "title": "Дъждовна градина"}
    (folder / "unit.json").write_text(json.dumps({**unit, "activities": ACTIVITIES}, ensure_ascii=False))
    return folder


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        return None


@dataclass
class Answer:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Server:
    """A running server and the person at it."""

    address: str
    home: Path
    exchange: Path
    cookies: CookieJar = field(default_factory=CookieJar)

    COURSE = COURSE
    UNIT = UNIT

    @property
    def unit(self) -> Path:
        return self.home / COURSE / UNIT

    @property
    def released(self) -> Path:
        return self.exchange / COURSE / "outbound" / UNIT

    def get(self, path: str, **more: str) -> Answer:
        """Ask for a page, as the logged-in person."""
        query = urlencode({"course": COURSE, "unit": UNIT, **more})
        return self.ask(Request(f"{self.address}{path}?{query}"))

    def post(self, path: str, xsrf: str) -> Answer:
        """Press the button of a form."""
        query = urlencode({"course": COURSE, "unit": UNIT})
        return self.ask(Request(f"{self.address}{path}?{query}", data=urlencode({"_xsrf": xsrf}).encode()))

    def confirm(self, path: str) -> Answer:
        """Open a page with a form and press its button."""
        found = re.search(r'name="_xsrf" value="([^"]+)"', self.get(path).text)
        assert found
        return self.post(path, found[1])

    def ask(self, request: Request, token: bool = True) -> Answer:
        if token and not any("username" in cookie.name for cookie in self.cookies):
            request.full_url += ("&" if "?" in request.full_url else "?") + f"token={TOKEN}"
        try:
            with build_opener(_Stay, HTTPCookieProcessor(self.cookies)).open(request, timeout=30) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read().decode())
        except HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read().decode())

    def answer(self, **values: object) -> None:
        """Write a journal as the widgets do."""
        from daskalo.journal import Journal

        journal = Journal.open_unit(self.unit)
        for name, value in values.items():
            journal.answer(name.replace("_", "-"), value)

    def hand_ins(self) -> list[Path]:
        return sorted((self.exchange / COURSE / "inbound").iterdir())

    def send_feedback(self, document: str) -> None:
        """Release feedback on the newest hand-in, as nbgrader names it."""
        secret = (self.hand_ins()[-1] / "submission_secret.txt").read_bytes()
        name = hashlib.md5(secret + UNIT.encode(), usedforsecurity=False).hexdigest()
        (self.exchange / COURSE / "feedback" / f"{name}.html").write_text(document)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """A Jupyter server on a free port of this machine, with a home and an exchange of its own."""
    folder = tmp_path_factory.mktemp("server")
    home, exchange, config = (folder / name for name in ("home", "exchange", "config"))
    for made in (home, config):
        made.mkdir()
    release(exchange)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    settings = {
        "jpserver_extensions": {"daskalo_grading.desk.server": True},
        "base_url": "/user/teacher1/",
        "root_dir": str(home),
        "port": port,
        "port_retries": 0,
        "open_browser": False,
        "allow_root": True,
    }
    (config / "jupyter_server_config.json").write_text(json.dumps({"ServerApp": settings}))
    (config / "nbgrader_config.py").write_text(f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")} | {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_CONFIG_PATH": str(config),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "run"),
        "JUPYTER_TOKEN": TOKEN,
        "DASKALO_LANGUAGE": "bg",
    }
    log = folder / "server.log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "jupyter", "server"]
        process = subprocess.Popen(command, cwd=home, env=environment, stdout=output, stderr=output)
    started = Server(f"http://127.0.0.1:{port}/user/teacher1/daskalo/", home, exchange)
    try:
        _wait(started, process, log)
        yield started
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@pytest.fixture
def server(running: Server) -> Server:
    """The running server, with an empty home, nothing handed in, and a fresh browser."""
    for folder in (running.home / COURSE, running.home / "apps"):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(running.home.parent / "data" / "nbgrader_cache", ignore_errors=True)
    for hand_in in running.hand_ins():
        shutil.rmtree(hand_in)
    return replace(running, cookies=CookieJar())


def _wait(running: Server, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if running.get("static/desk.css").status == 200:
                return
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}")
