"""The key of a course, with which its records are signed: Ed25519, one file, for its owner only."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from daskalo.errors import EnvironmentProblem
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.records")

FOLDER_MODE = 0o700


@dataclass(frozen=True)
class PublicKey:
    """A key that checks signatures.

    Attributes:
        pem (bytes): As OpenSSL reads it.
    """

    pem: bytes

    @classmethod
    def of(cls, data: bytes) -> PublicKey | None:
        """Read a PEM file; None when it holds no public Ed25519 key."""
        try:
            key = load_pem_public_key(data)
        except (ValueError, UnsupportedAlgorithm):
            return None
        return cls(_pem(key)) if isinstance(key, Ed25519PublicKey) else None

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the DER form: `openssl pkey -pubin -in public-key.pem -outform DER | sha256sum`."""
        return hashlib.sha256(
            load_pem_public_key(self.pem).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        ).hexdigest()

    def signed(self, data: bytes, signature: bytes) -> bool:
        """Whether this key's owner signed exactly these bytes."""
        key = load_pem_public_key(self.pem)
        assert isinstance(key, Ed25519PublicKey)
        try:
            key.verify(signature, data)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """The key that signs."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """The other half."""
        return PublicKey(_pem(self.private.public_key()))

    def sign(self, data: bytes) -> bytes:
        """Return the signature, 64 bytes, always the same for the same data."""
        return self.private.sign(data)


def signing_key(state: Path, course: str, given: Path | None = None) -> SigningKey:
    """Return the key of a course, made at its first use.

    Args:
        state (Path): `.daskalo`.
        course (str): The id of the course.
        given (Path | None): A key file to use instead; it is never made.

    Raises:
        EnvironmentProblem: `key-not-writable`; `key-unreadable`; `key-open-to-others`.
    """
    path = given or key_file(state, course)
    try:
        if not given and not path.exists():
            _make(path)
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            message = _(
                "Others can read the key {path} (mode {mode}). Take their rights away: chmod 600 {path}",
                path=path, mode=f"{mode:04o}",
            )  # fmt: skip
            raise EnvironmentProblem("key-open-to-others", message)
        return _read(path)
    except OSError as error:
        message = _("The key {path} cannot be made or read: {reason}.", path=path, reason=error.strerror)
        raise EnvironmentProblem("key-not-writable", message) from error


def key_file(state: Path, course: str) -> Path:
    """Return where the key of a course lies."""
    return state / "keys" / f"record-{course}.pem"


def known_keys(state: Path) -> dict[str, PublicKey]:
    """Return the public halves of the keys on this machine, by course; those of other accounts are passed over."""
    found = {}
    for path in sorted((state / "keys").glob("record-*.pem")):
        try:
            found[path.stem.removeprefix("record-")] = _read(path).public
        except (OSError, EnvironmentProblem):
            continue
    return found


def _make(path: Path) -> None:
    """Write a new key under another name, then link it: who comes second finds the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(FOLDER_MODE)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with NamedTemporaryFile(dir=path.parent, prefix=".record-") as fresh:  # mode 0600 from the first moment
        fresh.write(pem)
        fresh.flush()
        os.fsync(fresh.fileno())
        try:
            os.link(fresh.name, path)
        except FileExistsError:
            return


def _read(path: Path) -> SigningKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        key = error
    if not isinstance(key, Ed25519PrivateKey):
        message = _(
            "{path} holds no Ed25519 key. Bring it back from your copy; a new key would not be the one that people"
            " know.",
            path=path,
        )
        raise EnvironmentProblem("key-unreadable", message)
    return SigningKey(key)


def _pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
