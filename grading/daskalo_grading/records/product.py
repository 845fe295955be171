"""What a person made: the files of a hand-in and their hashes. Nothing of it is trusted or followed."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import Any

from daskalo.errors import DaskaloError
from daskalo.journal import FILE, Journal, canonical

MAX_BYTES = 200_000_000


def product(folder: Path) -> dict[str, Any] | None:
    """Describe a hand-in.

    Args:
        folder (Path): `submitted/<person>/<unit>`.

    Returns:
        dict | None: `files` (name and SHA-256 of each notebook and journal) and `answers_sha256`, the hash of the
        answers that hold in the journal, None where there is none or it is damaged. None when nothing lies there.
    """
    if folder.is_symlink() or folder.parent.is_symlink() or not folder.is_dir():
        return None
    names = sorted(path.name for path in folder.iterdir() if path.suffix == ".ipynb" or path.name == FILE)
    hashes = {name: _sha256(folder / name) for name in names}
    files = [{"name": name, "sha256": digest} for name, digest in hashes.items() if digest]
    return {"files": files, "answers_sha256": _answers(folder / FILE) if hashes.get(FILE) else None} if files else None


def _sha256(path: Path) -> str:
    """Return the hash of a plain file; of nothing else, for a learner chose what lies here."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as stream:
            about = os.fstat(stream.fileno())
            if not stat.S_ISREG(about.st_mode) or about.st_size > MAX_BYTES:
                return ""
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _answers(journal: Path) -> str | None:
    try:
        return hashlib.sha256(canonical(Journal(journal).answers())).hexdigest()
    except (DaskaloError, ValueError):
        return None
