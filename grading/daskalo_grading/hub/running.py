"""Start JupyterHub, wait until it answers, and end it with everything it started."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, inspect, text

from daskalo.errors import EnvironmentProblem
from daskalo.i18n import translator
from daskalo_grading.hub.run import CONFIGURATION, Run
from daskalo_grading.hub.spawner import END_WITH_HUB

_, ngettext = translator("daskalo_grading.hub")

START_S = 120
STOP_S = 20
RUNNING = b"JupyterHub is now running at"
ERROR = re.compile(rb"\[[EC] \d{4}-")
KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "HOME", "OAUTH_", "AAD_")  # of the environment: never more than this


@contextmanager
def jupyterhub(run: Run) -> Generator[subprocess.Popen[bytes]]:
    """Run JupyterHub during the block.

    The hub asks everything it started to end when it is asked itself. Should it be killed instead, the kernel ends
    them: each was started with that order (`setpriv --pdeathsig`, `bwrap --die-with-parent`).

    Raises:
        EnvironmentProblem: `hub-not-started`, with the last lines of its log.
    """
    _forget_memberships(run)
    # The process in it ended with its hub, and the number may belong to another program now.
    (run.state.hub / "proxy.pid").unlink(missing_ok=True)
    if run.state.log.exists():
        run.state.log.replace(run.state.log.with_suffix(".log.1"))
    kept = {name: value for name, value in os.environ.items() if name.startswith(KEPT)}
    with run.state.log.open("wb") as log:
        hub = subprocess.Popen(
            [*END_WITH_HUB, sys.executable, "-m", "jupyterhub", "--config", str(CONFIGURATION)],
            cwd=run.state.hub,
            env=kept | run.variables(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C reaches us alone, and we end the hub in order
        )
    try:
        _wait(hub, run)
        yield hub
    finally:
        end(hub)


def end(hub: subprocess.Popen[bytes]) -> None:
    """End the hub and everything it started."""
    if hub.poll() is None:
        hub.terminate()
    try:
        hub.wait(STOP_S)
    except subprocess.TimeoutExpired:
        hub.kill()
        hub.wait()


def errors(log: Path, since: int) -> tuple[list[str], int]:
    """Return the lines about errors that were added to a log, and where to read on.

    Args:
        log (Path): The log of the hub.
        since (int): Where the last reading ended, bytes.
    """
    with log.open("rb") as stream:
        stream.seek(since)
        added = stream.read()
    whole = added.rfind(b"\n") + 1
    lines = [line.decode(errors="replace") for line in added[:whole].splitlines() if ERROR.match(line)]
    return ["".join(sign for sign in line if sign.isprintable()) for line in lines], since + whole


def _wait(hub: subprocess.Popen[bytes], run: Run) -> None:
    """Wait until the hub says that it runs, and answers through its proxy with its services behind it."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and hub.poll() is None:
        if RUNNING in run.state.log.read_bytes() and _answers(f"{run.address}/services/desk/static/tokens.css"):
            return
        time.sleep(0.1)
    lines = run.state.log.read_text(encoding="utf-8", errors="replace").splitlines()
    last = [line for line in lines if not line.startswith(("[I ", "[W ")) and "ConfigProxy" not in line][-15:]
    raise EnvironmentProblem(
        "hub-not-started",
        _("The hub did not start. The end of {log}:", log=run.state.log) + "\n" + "\n".join(last),
    )


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _forget_memberships(run: Run) -> None:
    """Empty the groups: the deployment file fills them again, without those who are no longer in it."""
    engine = create_engine(run.deployment.database or f"sqlite:///{run.state.hub}/jupyterhub.sqlite")
    try:
        if inspect(engine).has_table("user_group_map"):
            with engine.begin() as connection:
                connection.execute(text("DELETE FROM user_group_map"))
    finally:
        engine.dispose()


def signals_as_interrupt() -> None:
    """Let SIGTERM and SIGHUP end the command the way Ctrl-C does."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
