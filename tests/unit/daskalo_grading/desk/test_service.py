"""The service as the hub starts it: headers, log-in, language, unknown addresses; and a hub that does not answer."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from daskalo.errors import EnvironmentProblem
from daskalo_grading.desk import pages, service

GROUPS = ["nbgrader-project-pedagogy-bg"]


@pytest.fixture(autouse=True)
def _hub_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "JUPYTERHUB_API_URL": "http://127.0.0.1:9/hub/api",
        "JUPYTERHUB_API_TOKEN": "secret",
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_SERVICE_PREFIX": "/services/desk/",
        "JUPYTERHUB_SERVICE_NAME": "desk",
        "JUPYTERHUB_CLIENT_ID": "service-desk",
        "JUPYTERHUB_OAUTH_CALLBACK_URL": "/services/desk/oauth_callback",
    }.items():
        monkeypatch.setenv(name, value)


def visit(application: Application, look: Callable[[str], Awaitable[None]]) -> None:
    """Serve an application on a free port and look at it."""

    async def serving() -> None:
        listener = bind_sockets(0, "127.0.0.1")[0]
        server = HTTPServer(application)
        server.add_socket(listener)
        try:
            await look(f"http://127.0.0.1:{listener.getsockname()[1]}")
        finally:
            server.stop()
            await server.close_all_connections()
            listener.close()

    asyncio.run(serving())


async def get(address: str, **headers: str) -> HTTPResponse:
    client = AsyncHTTPClient(force_instance=True)
    try:
        return await client.fetch(address, headers=headers, raise_error=False, follow_redirects=False)
    finally:
        client.close()


@pytest.fixture
def logged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service.Desk, "get_current_user", lambda self: {"name": "teacher1", "groups": GROUPS})


def test_somebody_unknown_is_sent_to_log_in(tmp_path: Path) -> None:
    async def look(address: str) -> None:
        answer = await get(f"{address}/services/desk/")
        assert answer.code == 302
        assert answer.headers["Location"].startswith("/hub/api/oauth2/authorize?")

    visit(service.application(tmp_path, "/services/desk/", "/"), look)


@pytest.mark.usefixtures("logged_in")
def test_the_desk_comes_with_safe_headers_in_the_language_of_the_course(hub) -> None:
    async def look(address: str) -> None:
        answer = await get(f"{address}/services/desk/")
        assert answer.code == 200
        assert b'<html lang="bg"' in answer.body
        assert "От тема към водещ въпрос" in answer.body.decode()
        for name, value in pages.HEADERS.items():
            assert answer.headers[name] == value

    visit(service.application(hub.state, "/services/desk/", "/"), look)


@pytest.mark.usefixtures("logged_in")
def test_a_chosen_language_is_kept_in_a_cookie(hub) -> None:
    async def look(address: str) -> None:
        chosen = await get(f"{address}/services/desk/?language=en")
        assert (chosen.code, chosen.headers["Location"]) == (302, "/services/desk/")
        cookie = chosen.headers["Set-Cookie"]
        assert cookie.startswith("daskalo-language=en")
        shown = await get(f"{address}/services/desk/", Cookie=cookie.partition(";")[0])
        assert b'<html lang="en"' in shown.body
        odd = await get(f"{address}/services/desk/?language=<script>")
        assert odd.code == 200
        assert "Set-Cookie" not in odd.headers

    visit(service.application(hub.state, "/services/desk/", "/"), look)


def test_an_unknown_address_is_a_page_with_a_way_back(tmp_path: Path) -> None:
    async def look(address: str) -> None:
        for path in ("nothing", "static/../service.py", "static/desk.html", "static/%2e%2e/service.py"):
            answer = await get(f"{address}/services/desk/{path}")
            assert answer.code in {403, 404}
            assert answer.headers["Content-Security-Policy"] == pages.CONTENT_POLICY
            assert b"def " not in answer.body
        assert 'href="/services/desk/"' in answer.body.decode() or answer.body

    visit(service.application(tmp_path, "/services/desk/", "/"), look)


def test_style_sheets_and_the_script_are_there(tmp_path: Path) -> None:
    async def look(address: str) -> None:
        for name in ("desk.css", "tokens.css", "desk.js", "mark.svg"):
            assert (await get(f"{address}/services/desk/static/{name}")).code == 200

    visit(service.application(tmp_path, "/services/desk/", "/"), look)


def test_the_hub_says_who_learns_in_a_course(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Hub(RequestHandler):
        def get(self, group: str) -> None:
            asked.append((group, self.request.headers["Authorization"]))
            self.finish(json.dumps({"users": ["teacher1", "teacher2"]}))

    async def look(address: str) -> None:
        monkeypatch.setenv("JUPYTERHUB_API_URL", f"{address}/hub/api")
        assert await service.members("project-pedagogy-bg") == ["teacher1", "teacher2"]

    visit(Application([("/hub/api/groups/(.*)", Hub)]), look)
    assert asked == [("nbgrader-project-pedagogy-bg", "token secret")]


def test_a_hub_that_does_not_answer_leaves_the_page_standing(caplog: pytest.LogCaptureFixture) -> None:
    assert asyncio.run(service.members("project-pedagogy-bg")) == []
    assert "does not say who learns" in caplog.text


def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DASKALO_STATE", raising=False)
    assert "DASKALO_STATE" not in os.environ
    with pytest.raises(EnvironmentProblem, match="DASKALO_STATE") as raised:
        service.setting("DASKALO_STATE")
    assert raised.value.code == "desk-setting-missing"


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM])
def test_the_service_starts_as_the_hub_starts_it_and_ends_at_once_when_asked(tmp_path: Path, wish: int) -> None:
    listener = bind_sockets(0, "127.0.0.1")[0]
    port = listener.getsockname()[1]
    listener.close()
    settings = {"DASKALO_STATE": str(tmp_path), "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{port}"}
    command = [sys.executable, "-m", "daskalo_grading.desk"]
    with subprocess.Popen(command, env={**os.environ, **settings}, stderr=subprocess.PIPE, text=True) as desk:
        assert desk.stderr
        assert f"The desk listens on http://127.0.0.1:{port}" in desk.stderr.readline()
        desk.send_signal(wish)
        assert desk.wait(5) == 0
