"""The manifest: which files a pack has, with their hashes. It is signed; through it, so is everything else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from daskalo_grading.records.keys import PublicKey, SigningKey

MANIFEST, SIGNATURE, KEY, RECORD = "manifest.json", "manifest.sig", "public-key.pem", "record.json"
KIND, SCHEMA = "daskalo-record-manifest", 1


def sha256(data: bytes) -> str:
    """Return the SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def to_json(value: Any) -> bytes:
    """Return a value as people and programs read it, always the same bytes for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def sealed(files: Mapping[str, bytes], about: Mapping[str, str], key: SigningKey) -> dict[str, bytes]:
    """Return the files of a pack with the key, the manifest and its signature.

    Args:
        files (Mapping[str, bytes]): By name; `record.json` is one of them.
        about (Mapping[str, str]): `course`, `person`, `made`.
        key (SigningKey): The key of the course.
    """
    whole = {**files, KEY: key.public.pem}
    manifest = to_json(
        {
            "schema": SCHEMA,
            "kind": KIND,
            **about,
            "fingerprint": sha256(files[RECORD]),
            "key": {"algorithm": "Ed25519", "fingerprint": key.public.fingerprint},
            "files": {name: sha256(content) for name, content in sorted(whole.items())},
        }
    )
    return {**whole, MANIFEST: manifest, SIGNATURE: key.sign(manifest)}


@dataclass(frozen=True)
class Manifest:
    """A manifest as it was read.

    Attributes:
        course (str): The id of the course.
        person (str): Whose pack.
        made (str): The day.
        fingerprint (str): Of the record.
        files (Mapping[str, str]): SHA-256 by name.
    """

    course: str
    person: str
    made: str
    fingerprint: str
    files: Mapping[str, str]

    @classmethod
    def of(cls, data: bytes) -> Manifest | None:
        """Read it; None when it is not one of ours."""
        try:
            table = json.loads(data)
        except (ValueError, RecursionError):
            return None
        if not isinstance(table, dict) or (table.get("kind"), table.get("schema")) != (KIND, SCHEMA):
            return None
        words = [table.get(name) for name in ("course", "person", "made", "fingerprint")]
        files = table.get("files")
        if not all(isinstance(word, str) for word in words) or not isinstance(files, dict) or RECORD not in files:
            return None
        if files[RECORD] != table["fingerprint"] or not all(isinstance(digest, str) for digest in files.values()):
            return None
        return cls(table["course"], table["person"], table["made"], table["fingerprint"], files)


def signer(files: Mapping[str, bytes], candidates: list[PublicKey]) -> PublicKey | None:
    """Return the first of the keys that signed the manifest; None when none did."""
    return next((key for key in candidates if key.signed(files[MANIFEST], files[SIGNATURE])), None)
