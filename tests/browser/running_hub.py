"""A real hub for the browser tests and the pictures: `daskalo hub` in a folder of its own, ended as Ctrl-C ends it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_S = 180
STOP_S = 60
LEFT_S = 3


def free_port() -> int:
    """Return a loopback port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def descendants(pid: int) -> set[int]:
    """Return the processes below one process, read from /proc."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    found, wave = set(), {pid}
    while wave:
        wave = {child for child, parent in parents.items() if parent in wave} - found
        found |= wave
    return found


def alive(pid: int) -> str:
    """Return the command line of a process; empty when it has ended, also when nobody has buried it yet."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return "" if state in "ZX" else Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ") or "?"
    except OSError:
        return ""


@contextmanager
def running_hub(folder: Path, language: str) -> Generator[str]:
    """Serve a hub with fresh state in `folder` and yield its address; its output is shown when it does not start."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    log = folder / "hub-output.txt"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-m", "daskalo.cli", "hub", "--port", str(port), "--language", language),
        *("--state", str(folder / "state")),
    ]
    with log.open("w") as output:
        hub = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
    started: set[int] = set()
    try:
        deadline = time.monotonic() + START_S
        while address not in log.read_text():
            if hub.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the hub did not start:\n{log.read_text()}")
            time.sleep(0.2)
        yield address
        started = descendants(hub.pid)
    finally:
        hub.send_signal(signal.SIGINT)
        try:
            hub.wait(STOP_S)
        except subprocess.TimeoutExpired:
            hub.kill()
            raise
    deadline = time.monotonic() + LEFT_S
    while left := [line for pid in sorted(started) if (line := alive(pid))]:
        if time.monotonic() > deadline:
            raise RuntimeError(f"Ctrl-C left {len(left)} processes: {left}")
        time.sleep(0.1)
