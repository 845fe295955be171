"""How JupyterHub starts a person's server: in the sandbox of that person."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Instance, Unicode

from daskalo_grading.hub.deployment import Deployment
from daskalo_grading.hub.learners import learner_environment, learner_sandbox
from daskalo_grading.hub.state import State

SERVER = [f"{sys.prefix}/bin/jupyterhub-singleuser"]
END_WITH_HUB = ["/usr/bin/setpriv", "--pdeathsig", "TERM", "--"]
# Jupyter refuses to run as root. In a sandbox it does not, and without one whoever runs the hub as root has decided.
ALLOW_ROOT = ["--allow-root"] if os.geteuid() == 0 else []


class SandboxSpawner(LocalProcessSpawner):
    """Starts each server in bubblewrap, without accounts of the system and without root.

    A server never outlives its hub (the kernel ends it), so nothing is remembered about it between two starts.
    """

    state_folder = Instance(State, help="The folder of the hub.").tag(config=True)
    deployment = Instance(Deployment, help="Who is in which course.").tag(config=True)
    language = Unicode("bg", help="The language of people without a course.").tag(config=True)

    @property
    def links(self) -> Path | None:
        """The folder of links that stands in for a sandbox; none here."""
        return None

    def make_preexec_fn(self, name: str) -> None:
        """Change no account: the sandbox does more."""

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Add what a server of this person needs."""
        return env | learner_environment(self.deployment, self.user.name, self.language, self.links)

    async def move_certs(self, paths: dict[str, str]) -> dict[str, str]:
        """Leave certificates where they are."""
        return paths

    def prefix(self) -> list[str]:
        """Return the command line up to the server."""
        self.state_folder.home(self.user.name).mkdir(mode=0o700, parents=True, exist_ok=True)
        sandbox = learner_sandbox(self.state_folder, self.deployment, self.user.name, self.language)
        return sandbox.command([*SERVER, "--KernelManager.transport=ipc"])

    async def start(self) -> Any:
        """Start the server; what it says goes to a file of its own beside the hub's log."""
        self.cmd = self.prefix()
        log = self.state_folder.hub / "servers" / f"{self.user.name}.log"
        log.parent.mkdir(exist_ok=True)
        with log.open("wb") as output:
            home = self.state_folder.home(self.user.name)  # without a sandbox, the folder Jupyter opens
            self.popen_kwargs = {"stdout": output, "stderr": output, "cwd": home}
            return await super().start()

    def load_state(self, state: dict[str, Any]) -> None:
        """Forget the process of an earlier hub: its number may belong to somebody else now."""
        super().load_state({key: value for key, value in state.items() if key != "pid"})


class TrustedSpawner(SandboxSpawner):
    """Starts servers without any isolation: for a machine without bubblewrap, among people who trust each other."""

    @property
    def links(self) -> Path:
        """The folder of links that stands in for a sandbox."""
        return self.state_folder.hub / "links" / self.user.name

    def prefix(self) -> list[str]:
        """Return the command line up to the server."""
        self.state_folder.home(self.user.name).mkdir(mode=0o700, parents=True, exist_ok=True)
        learner_sandbox(self.state_folder, self.deployment, self.user.name, self.language).links(self.links)
        return [*END_WITH_HUB, *SERVER, *ALLOW_ROOT]
