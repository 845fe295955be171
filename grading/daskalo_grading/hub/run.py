"""One run of the hub: what `daskalo hub` decided and the hub's own processes have to know. It travels as variables."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from daskalo_grading.hub.deployment import LOOPBACK, Deployment, read_deployment
from daskalo_grading.hub.sandbox import CHECKOUT
from daskalo_grading.hub.state import State

DEMO = CHECKOUT / "grading" / "hub" / "demo.toml"
CONFIGURATION = CHECKOUT / "grading" / "hub" / "jupyterhub_config.py"


@dataclass(frozen=True)
class Run:
    """One run.

    Attributes:
        state (State): The folder of the hub.
        file (Path): The deployment file.
        language (str): Of our pages before somebody chooses, and of courses that name none.
        port (int): Where people reach the hub.
        trusted (bool): Whether people are not kept apart.
    """

    state: State
    file: Path
    language: str
    port: int
    trusted: bool = False

    @property
    def deployment(self) -> Deployment:
        """The deployment, read anew."""
        return read_deployment(self.file, self.language)

    @property
    def address(self) -> str:
        """Where people reach the hub."""
        address = self.deployment.address
        return f"http://{'127.0.0.1' if address in {*LOOPBACK, '0.0.0.0', '::', ''} else address}:{self.port}"

    def variables(self) -> dict[str, str]:
        """Return it as environment variables."""
        return {
            "DASKALO_STATE": str(self.state.root),
            "DASKALO_DEPLOYMENT": str(self.file),
            "DASKALO_LANGUAGE": self.language,
            "DASKALO_PORT": str(self.port),
            "DASKALO_TRUSTED": "yes" if self.trusted else "",
        }

    @classmethod
    def from_environment(cls) -> Run:
        """Return the run that `daskalo hub` has put into the environment."""
        return cls(
            State(Path(os.environ["DASKALO_STATE"])),
            Path(os.environ["DASKALO_DEPLOYMENT"]),
            os.environ["DASKALO_LANGUAGE"],
            int(os.environ["DASKALO_PORT"]),
            bool(os.environ["DASKALO_TRUSTED"]),
        )


def free_ports(count: int) -> list[int]:
    """Return loopback ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
