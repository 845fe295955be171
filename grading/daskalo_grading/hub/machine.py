"""What the machine needs before the hub can start, said in plain words with the command that brings it."""

from __future__ import annotations

import runpy
import shutil
import socket
import sys
from pathlib import Path

from daskalo.errors import EnvironmentProblem
from daskalo.i18n import language, translator
from daskalo_grading.hub.sandbox import CHECKOUT

_, ngettext = translator("daskalo_grading.hub")


def require_sandbox() -> None:
    """Insist that people can be kept apart.

    Raises:
        EnvironmentProblem: `no-sandbox`.
    """
    preflight = runpy.run_path(str(CHECKOUT / "grading" / "hub" / "preflight.py"))
    if missing := preflight["missing_for_sandbox"]():
        advice = _("Without it no hub for people who do not trust each other: --trusted starts one all the same.")
        raise EnvironmentProblem("no-sandbox", "\n".join([*preflight["sentences"](missing, language()), advice]))


def require_proxy() -> None:
    """Insist on node and on the proxy that `make setup` installs.

    Raises:
        EnvironmentProblem: `no-node` or `no-proxy`.
    """
    if shutil.which("node") is None:
        message = _("node is missing: the proxy of the hub runs on it.\n    apt-get install nodejs npm")
        raise EnvironmentProblem("no-node", message)
    if not Path(sys.prefix, "proxy/node_modules/.bin/configurable-http-proxy").exists():
        raise EnvironmentProblem("no-proxy", _("The proxy of the hub is not installed.\n    make setup"))


def require_port(address: str, port: int) -> None:
    """Insist that nobody listens on a port.

    Raises:
        EnvironmentProblem: `port-taken`, naming the program where that can be found out.
    """
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            message = _(
                "Port {port} is taken{by}. Stop that program, or choose another port: make hub PORT={other}",
                port=port,
                by=_(" by {program}", program=holder) if (holder := listener(port)) else "",
                other=port + 1 if port < 65535 else port - 1,
            )
            raise EnvironmentProblem("port-taken", f"{message} ({error.strerror})") from None


def listener(port: int) -> str | None:
    """Return the program and process number that listens on a TCP port, when this account may know."""
    sockets = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        lines = Path(table).read_text().splitlines()[1:] if Path(table).exists() else []
        for fields in map(str.split, lines):
            if fields[3] == "0A" and int(fields[1].rpartition(":")[2], 16) == port:
                sockets.add(f"socket:[{fields[9]}]")
    for opened in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if str(opened.readlink()) in sockets:
                process = opened.parents[1]
                return f"{(process / 'comm').read_text().strip()} ({process.name})"
        except OSError:
            continue
    return None
