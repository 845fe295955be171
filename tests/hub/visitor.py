"""A person at the hub without a browser: log in, start the own server, run code in a kernel of it."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

WAIT_S = 90


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

    def run(self, code: str) -> str:
        """Run code in a new kernel of the own server and return what it printed; raises when the code does."""
        path = f"/user/{self.name}/"
        self.http.get(f"{path}api/status")
        xsrf = next(c.value for c in self.http.cookies.jar if c.name == "_xsrf" and c.path == path)
        headers = {"X-XSRFToken": xsrf, "Referer": f"{self.address}{path}lab"}
        kernel = self.http.post(f"{path}api/kernels", json={"name": "python3"}, headers=headers)
        kernel.raise_for_status()
        try:
            return asyncio.run(self._execute(f"{path}api/kernels/{kernel.json()['id']}/channels", code))
        finally:
            self.http.delete(f"{path}api/kernels/{kernel.json()['id']}", headers=headers)

    async def _execute(self, path: str, code: str) -> str:
        cookies = [c for c in self.http.cookies.jar if path.startswith(c.path)]
        request = HTTPRequest(
            self.address.replace("http", "ws", 1) + path,
            headers={"Cookie": "; ".join(f"{c.name}={c.value}" for c in cookies), "Origin": self.address},
        )
        socket = await websocket_connect(request)
        number = uuid.uuid4().hex
        header = {"msg_id": number, "msg_type": "execute_request", "session": number, "username": "", "version": "5.3"}
        content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
        await socket.write_message(
            json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"})
        )
        printed = ""
        async with asyncio.timeout(WAIT_S):
            while True:
                message: dict[str, Any] = json.loads(await socket.read_message())
                if message["parent_header"].get("msg_id") != number:
                    continue
                if message["msg_type"] == "stream":
                    printed += message["content"]["text"]
                elif message["msg_type"] == "error":
                    raise RuntimeError("\n".join(message["content"]["traceback"]) + printed)
                elif message["msg_type"] == "execute_reply":
                    break
        socket.close()
        return printed
