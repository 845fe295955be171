"""Hand-ins as they lie in a person's folder: read their names, and copy one without trusting anything in it."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path

from daskalo.errors import DaskaloError
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.exchange")

TIMESTAMP = "%Y-%m-%d %H:%M:%S.%f UTC"
CLOCKS_DIFFER = timedelta(minutes=1)
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
SECRET = "submission_secret.txt"  # the last thing nbgrader's submit writes


class RefusedHandIn(DaskaloError):
    """A hand-in holds something that an honest one never holds, or too much."""


@dataclass(frozen=True, order=True)
class HandIn:
    """One hand-in of one person.

    Attributes:
        time (datetime): When it was made, from its name (UTC).
        path (Path): Its folder; only the folder above it is trusted.
    """

    time: datetime
    path: Path

    @property
    def timestamp(self) -> str:
        """The time as nbgrader writes it."""
        return self.time.strftime(TIMESTAMP)


@dataclass
class Allowance:
    """How much a hand-in may still hold.

    Attributes:
        bytes (int): Size of all files together.
        entries (int): Files and folders together.
    """

    bytes: int = 100_000_000
    entries: int = 2_000

    def take(self, entries: int = 0, size: int = 0) -> None:
        """Take from it.

        Raises:
            RefusedHandIn: `hand-in-too-large`.
        """
        self.entries -= entries
        self.bytes -= size
        if self.entries < 0 or self.bytes < 0:
            raise RefusedHandIn("hand-in-too-large", _("it holds too many files or too much data"))


def hand_ins(inbound: Path, unit: str) -> list[HandIn]:
    """Return a person's hand-ins of one unit, the newest first.

    Names are `<anybody>+<unit>+<timestamp>[+<random>]`, as nbgrader's submit writes them. A name that is different, or
    that lies in the future, counts as nothing.

    Args:
        inbound (Path): The folder that only this person writes.
        unit (str): The unit.
    """
    now = datetime.now(UTC)
    found = []
    for path in inbound.iterdir():
        parts = path.name.split("+")
        if len(parts) not in {3, 4} or parts[1] != unit:
            continue
        try:
            time = datetime.strptime(parts[2], TIMESTAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        if time <= now + CLOCKS_DIFFER:
            found.append(HandIn(time, path))
    return sorted(found, reverse=True)


def copy(hand_in: HandIn, target: Path, ignore: Sequence[str] = (), allowance: Allowance | None = None) -> None:
    """Copy a hand-in; `target` appears whole or not at all, and replaces an older one.

    Every step is opened without following links, so nothing can be exchanged between the look and the copy.

    Args:
        hand_in (HandIn): What to copy.
        target (Path): Where nbgrader wants it.
        ignore (Sequence[str]): Patterns of names to leave out.
        allowance (Allowance | None): How much it may hold.

    Raises:
        RefusedHandIn: `hand-in-link`, `hand-in-special`, `hand-in-too-large`, `hand-in-unfinished` or
            `hand-in-unreadable`; `target` is as before.
    """
    fresh, old = (target.with_name(f".{target.name}.{state}") for state in ("new", "old"))
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    fresh.parent.mkdir(parents=True, exist_ok=True)
    try:
        opened = os.open(hand_in.path, FOLDER)
        try:
            _copy_folder(opened, fresh, "", ignore, allowance or Allowance())
        finally:
            os.close(opened)
        if not (fresh / SECRET).is_file():
            raise RefusedHandIn("hand-in-unfinished", _("it is not finished"))
        (fresh / "timestamp.txt").write_text(hand_in.timestamp)
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    except OSError as error:
        raise RefusedHandIn("hand-in-unreadable", str(error)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _copy_folder(opened: int, target: Path, inside: str, ignore: Sequence[str], allowance: Allowance) -> None:
    target.mkdir()
    for name, found in _entries(opened, allowance):
        if any(fnmatch(name, pattern) for pattern in ignore):
            continue
        shown = f"{inside}{name}"
        if stat.S_ISLNK(found.st_mode) or (stat.S_ISREG(found.st_mode) and found.st_nlink > 1):
            raise RefusedHandIn("hand-in-link", _("“{name}” is a link to something else", name=shown))
        if stat.S_ISDIR(found.st_mode):
            step = os.open(name, FOLDER, dir_fd=opened)
            try:
                _copy_folder(step, target / name, f"{shown}/", ignore, allowance)
            finally:
                os.close(step)
        elif stat.S_ISREG(found.st_mode):
            _copy_file(opened, name, target / name, allowance)
        else:
            raise RefusedHandIn("hand-in-special", _("“{name}” is neither a file nor a folder", name=shown))


def _entries(opened: int, allowance: Allowance) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(opened) as entries:
        names = []
        for entry in entries:
            allowance.take(entries=1)
            names.append(entry.name)
    for name in sorted(names):
        yield name, os.stat(name, dir_fd=opened, follow_symlinks=False)


def _copy_file(folder: int, name: str, target: Path, allowance: Allowance) -> None:
    with os.fdopen(os.open(name, FILE, dir_fd=folder), "rb") as source, target.open("xb") as copied:
        found = os.fstat(source.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
            raise RefusedHandIn("hand-in-link", _("“{name}” is a link to something else", name=name))
        while block := source.read(1 << 20):
            allowance.take(size=len(block))
            copied.write(block)
