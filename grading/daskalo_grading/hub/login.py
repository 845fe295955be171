"""How people log in: a shared password for the demo, own passwords for a school, or Google or Microsoft."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyterhub.auth import Authenticator
from traitlets import Instance, Unicode
from traitlets.config import Config

from daskalo.files import write_atomically
from daskalo_grading.hub.deployment import PERSON_ID, Deployment

SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 2**26}
FAILURES = 5
PAUSE_S = 60


@dataclass
class Passwords:
    """Passwords of a school, in a file that holds a salted scrypt digest for each person.

    Attributes:
        path (Path): The JSON file, in the folder of the hub that only its account can read.
        failures (dict): For each person, how often in a row it went wrong and when it last did (seconds, monotonic).
    """

    path: Path
    failures: dict[str, tuple[int, float]] = field(default_factory=dict)

    def set(self, person: str, password: str) -> None:
        """Write down the password of a person; the one before is forgotten."""
        salt = secrets.token_bytes(16)
        entry = {"salt": salt.hex(), "digest": hashlib.scrypt(password.encode(), salt=salt, **SCRYPT).hex()}
        write_atomically(self.path, json.dumps(self._read() | {person: entry}, indent=1))

    def fits(self, person: str, password: str) -> bool:
        """Whether this is the person's password. After `FAILURES` wrong ones nothing fits for `PAUSE_S` seconds."""
        failed, last = self.failures.get(person, (0, 0.0))
        if failed >= FAILURES and time.monotonic() - last < PAUSE_S:
            return False
        entry = self._read().get(person, {"salt": "00", "digest": ""})  # unknown people take as long as known ones
        digest = hashlib.scrypt(password.encode(), salt=bytes.fromhex(entry["salt"]), **SCRYPT).hex()
        if hmac.compare_digest(digest, entry["digest"]):
            self.failures.pop(person, None)
            return True
        self.failures[person] = (failed + 1, time.monotonic())
        return False

    def _read(self) -> dict[str, dict[str, str]]:
        return json.loads(self.path.read_bytes()) if self.path.is_file() else {}


class DemoAuthenticator(Authenticator):
    """One password for everybody, on one machine. JupyterHub's own asks for eight characters; this is a word."""

    password = Unicode(help="What everybody types.").tag(config=True)

    async def authenticate(self, handler: Any, data: dict[str, str]) -> str | None:
        """Return the name of the person, or None."""
        return data["username"] if hmac.compare_digest(data["password"].encode(), self.password.encode()) else None


class PasswordAuthenticator(Authenticator):
    """Asks for the password that `daskalo hub add-person` set."""

    passwords = Instance(Passwords, help="The passwords of the school.").tag(config=True)

    async def authenticate(self, handler: Any, data: dict[str, str]) -> str | None:
        """Return the name of the person, or None."""
        fits = await asyncio.to_thread(self.passwords.fits, data["username"], data["password"])
        return data["username"] if fits else None


def configure_login(c: Config, deployment: Deployment, hub: Path) -> None:
    """Tell JupyterHub who may log in, and how.

    Args:
        c (Config): JupyterHub's configuration.
        deployment (Deployment): The people and the kind of login.
        hub (Path): The folder of the hub itself, where passwords of a school lie.
    """
    c.Authenticator.allowed_users = {person.id for person in deployment.people}
    c.Authenticator.allow_existing_users = False  # whoever leaves the deployment file can no longer log in
    c.Authenticator.username_pattern = PERSON_ID
    settings = dict(deployment.settings)
    match deployment.login:
        case "demo":
            c.JupyterHub.authenticator_class = DemoAuthenticator
            c.DemoAuthenticator.password = settings["password"]
        case "local":
            c.JupyterHub.authenticator_class = PasswordAuthenticator
            c.PasswordAuthenticator.passwords = Passwords(hub / "passwords.json")
        case "google":
            c.JupyterHub.authenticator_class = "google"
            c.GoogleOAuthenticator.strip_domain = False  # the id of a person is the whole address
            c.GoogleOAuthenticator.update(settings)
        case "microsoft":
            c.JupyterHub.authenticator_class = "azuread"
            c.AzureAdOAuthenticator.username_claim = "upn"  # the default is a display name, which is not unique
            c.AzureAdOAuthenticator.update(settings)
