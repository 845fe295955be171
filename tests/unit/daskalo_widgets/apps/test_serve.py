"""`daskalo apps` says where it is, serves without an outside address, and ends whole on Ctrl-C."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from urllib.request import urlopen

import pytest
from running_hub import descendants, free_port

from daskalo.errors import EnvironmentProblem
from daskalo_widgets.apps.serve import serve

START_S = 60
STOP_S = 20


@pytest.fixture
def served(tmp_path: Path) -> Generator[tuple[subprocess.Popen[str], str]]:
    port = free_port()
    command = [sys.executable, "-m", "daskalo.cli", "apps", "--language", "bg", "--port", str(port)]
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert server.stdout
    try:
        first, second = server.stdout.readline(), server.stdout.readline()
        assert first.strip() == f"Учебните приложения: http://127.0.0.1:{port}/", first + second
        assert second.startswith("Спиране: Ctrl-C.")
        yield server, f"http://127.0.0.1:{port}/"
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


def page(address: str) -> str:
    deadline = time.monotonic() + START_S
    while True:
        try:
            with urlopen(address, timeout=START_S) as answer:
                return answer.read().decode()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def outside(html: str) -> list[str]:
    return re.findall(r"""(?:src|href)=["']?(?:https?:)?//(?!127\.0\.0\.1)[^"'\s>]+""", html)


def test_the_apps_are_listed_and_shown_and_everything_ends_on_ctrl_c(served: tuple[subprocess.Popen[str], str]):
    server, address = served
    shelf = page(address)
    assert '<html lang="bg"' in shelf
    assert 'href="voila/render/answer-kinds.ipynb"' in shelf
    shown = page(f"{address}voila/render/answer-kinds.ipynb")
    assert "<title>Опитайте всеки вид отговор – Даскало</title>" in shown
    assert "Всички приложения" in shown
    assert outside(shelf) + outside(shown) == []

    started = descendants(server.pid)
    assert started, "no kernel was started"
    server.send_signal(signal.SIGINT)
    assert server.wait(STOP_S) == 0
    assert server.stdout
    # A kernel that is ended while it answers may complain about its closed socket: that is ipykernel's, not ours.
    assert "Traceback" not in server.stdout.read().partition("[IPKernelApp]")[0]
    assert {pid for pid in started if Path(f"/proc/{pid}").exists()} == set()


def test_a_taken_port_is_told_before_anything_starts():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(EnvironmentProblem, match=f"Порт {port} е зает") as problem:
            serve("bg", port)
    assert problem.value.code == "port-taken"
