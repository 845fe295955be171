"""A real hub, and people at it without a browser: log in, start the own server, run code in a kernel of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import websocket
from running_hub import ROOT, START_S, descendants, free_port

WAIT_S = 90


@dataclass
class Hub:
    """A hub as `daskalo hub` serves it.

    Attributes:
        state (Path): Its folder.
        options (tuple[str, ...]): More arguments of the command.
    """

    state: Path
    options: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        """What it has said so far."""
        return self.state.with_suffix(".said").read_text()

    def start(self) -> Hub:
        """Start it and wait until it names its address."""
        command = [sys.executable, "-m", "daskalo.cli", "hub", "--port", str(self.port), "--state", str(self.state)]
        self.state.parent.mkdir(parents=True, exist_ok=True)
        with self.state.with_suffix(".said").open("w") as output:
            self.process = subprocess.Popen(
                [*command, *self.options], cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, text=True
            )
        deadline = time.monotonic() + START_S
        while self.address not in self.said:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self.said)
            time.sleep(0.1)
        return self

    def processes(self) -> set[int]:
        """Return everything it has started."""
        assert self.process
        return descendants(self.process.pid)

    def end(self, number: int) -> set[int]:
        """Send it a signal, wait for its end, and return what of its processes is left after five seconds."""
        assert self.process
        started = self.processes()
        self.process.send_signal(number)
        self.process.wait(60)
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline and (left := {pid for pid in started if Path(f"/proc/{pid}").exists()}):
            time.sleep(0.1)
        return left


@dataclass
class Visitor:
    """One person with cookies.

    Attributes:
        address (str): Of the hub, `http://127.0.0.1:<port>`.
        name (str): The hub name.
    """

    address: str
    name: str
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.http = httpx.Client(base_url=self.address, follow_redirects=True, timeout=WAIT_S)

    def log_in(self, password: str = "daskalo") -> httpx.Response:
        """Log in and return the page that opens."""
        self.http.get("/hub/login")
        xsrf = next(cookie.value for cookie in self.http.cookies.jar if cookie.name == "_xsrf")
        form = {"username": self.name, "password": password, "_xsrf": xsrf}
        return self.http.post("/hub/login", data=form)

    def start_server(self) -> None:
        """Start the own server and wait until it answers."""
        deadline = time.monotonic() + WAIT_S
        self.http.get("/hub/spawn")
        while time.monotonic() < deadline:
            answer = self.http.get(f"/user/{self.name}/lab")
            if answer.status_code == 200 and answer.url.path.startswith("/user/"):
                return
            time.sleep(0.3)
        raise TimeoutError(answer.text[-2000:])

    def headers(self, path: str) -> dict[str, str]:
        """Return the headers that a page below `path` sends with a request that changes something."""
        xsrf = next(cookie.value for cookie in self.http.cookies.jar if (cookie.name, cookie.path) == ("_xsrf", path))
        return {"X-XSRFToken": xsrf or "", "Referer": f"{self.address}{path}"}

    def run(self, code: str) -> str:
        """Run code in a new kernel of the own server and return what it printed; raises when the code does."""
        path = f"/user/{self.name}/"
        headers = self.headers(path)
        kernel = self.http.post(f"{path}api/kernels", json={"name": "python3"}, headers=headers)
        kernel.raise_for_status()
        try:
            return self._execute(f"{path}api/kernels/{kernel.json()['id']}/channels", code)
        finally:
            self.http.delete(f"{path}api/kernels/{kernel.json()['id']}", headers=headers)

    def _execute(self, path: str, code: str) -> str:
        number = uuid.uuid4().hex
        header = {"msg_id": number, "msg_type": "execute_request", "session": number, "username": "", "version": "5.3"}
        content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
        request = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.http.cookies.jar if path.startswith(c.path))
        address = self.address.replace("http", "ws", 1) + path
        printed = ""
        with closing(websocket.create_connection(address, WAIT_S, cookie=cookies, origin=self.address)) as channel:
            channel.send(json.dumps(request))
            while True:
                message: dict[str, Any] = json.loads(channel.recv())
                if message["parent_header"].get("msg_id") != number:
                    continue
                if message["msg_type"] == "stream":
                    printed += message["content"]["text"]
                elif message["msg_type"] == "error":
                    raise RuntimeError("\n".join(message["content"]["traceback"]) + printed)
                elif message["content"].get("execution_state") == "idle":  # everything that was printed came before
                    return printed


@dataclass
class Formgrader:
    """The formgrader of a course, as a trainer clicks it."""

    trainer: Visitor
    course: str

    def __post_init__(self) -> None:
        self.path = f"/services/{self.course}/"
        self.page("manage_assignments")

    def page(self, path: str) -> str:
        """Return a page."""
        answer = self.trainer.http.get(f"{self.path}formgrader/{path}")
        answer.raise_for_status()
        return answer.text

    def act(self, path: str) -> str:
        """Press a button and return the log; it has to say that it went well."""
        answer = self.trainer.http.post(f"{self.path}formgrader/api/{path}", headers=self.trainer.headers(self.path))
        result = answer.json()
        assert result["success"], result
        return result["log"]

    def submissions(self, unit: str) -> dict[str, dict[str, Any]]:
        """Return the hand-ins of a unit by person."""
        answer = self.trainer.http.get(f"{self.path}formgrader/api/submissions/{unit}").json()
        return {entry["student"]: entry for entry in answer}


def outside(page: str) -> list[str]:
    """Return the addresses of other machines from which a page loads something; links to click on are none."""
    return re.findall(r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["'](https?://[^"']+)""", page)
