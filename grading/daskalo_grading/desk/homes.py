"""Reading folders that somebody else may write: homes and hand-ins.

A person can put anything there: a link to another home, a pipe that never ends, a gigabyte of nothing. So each step of
the path is opened by itself without following links, only regular files are read, and only so much of them.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

LARGEST_FILE = 4_000_000
LONGEST_FOLDER = 2_000

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def read(root: Path, inside: str, *, limit: int = LARGEST_FILE) -> bytes | None:
    """Return the content of a regular file below `root`, or None.

    Args:
        root (Path): A folder of ours, made by the hub; what lies in it is not trusted.
        inside (str): The path below it, with slashes; never absolute, never upwards.
        limit (int): A file larger than so many bytes counts as absent.
    """
    with _regular(root, inside) as opened:
        if opened is None:
            return None
        chunks, left = [], limit + 1
        while left and (chunk := os.read(opened, left)):
            chunks.append(chunk)
            left -= len(chunk)
        return b"".join(chunks) if left else None


def modified(root: Path, inside: str) -> float | None:
    """Return when a regular file below `root` was last written (seconds since 1970), or None; see `read`."""
    with _regular(root, inside) as opened:
        return None if opened is None else os.fstat(opened).st_mtime


def names(root: Path, inside: str = ".") -> list[str]:
    """Return the sorted names in a folder below `root`; at most `LONGEST_FOLDER`, none if it is not a plain folder."""
    opened = _open(root, inside, _FOLDER)
    if opened is None:
        return []
    try:
        with os.scandir(opened) as entries:
            return sorted(entry.name for entry, _ in zip(entries, range(LONGEST_FOLDER), strict=False))
    finally:
        os.close(opened)


@contextmanager
def _regular(root: Path, inside: str) -> Generator[int | None]:
    """Open a regular file below `root`; None in place of anything else."""
    opened = _open(root, inside, _FILE)
    try:
        yield opened if opened is not None and stat.S_ISREG(os.fstat(opened).st_mode) else None
    finally:
        if opened is not None:
            os.close(opened)


def _open(root: Path, inside: str, flags: int) -> int | None:
    """Open a path below `root` one step at a time; None where a step is missing, a link or of another kind."""
    steps = PurePosixPath(inside).parts
    if ".." in steps or inside.startswith("/"):
        return None
    try:
        current = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return None
    kinds = [*[_FOLDER] * (len(steps) - 1), flags]
    for step, kind in zip(steps or (".",), kinds, strict=False):
        try:
            following = os.open(step, kind, dir_fd=current)
        except (OSError, ValueError):
            return None
        finally:
            os.close(current)
        current = following
    return current
