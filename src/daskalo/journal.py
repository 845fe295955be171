"""The journal: what a learner did, kept beside the notebook.

`journal.jsonl` holds one JSON object a line. The first says whose journal it is; each further one is an operation.
Every line carries a SHA-256 over itself and the hash before it, so a line that was edited, removed or moved is found.
It is no proof against cheating: who knows the rule can compute the hashes.

    >>> from tempfile import TemporaryDirectory
    >>> folder = TemporaryDirectory()
    >>> journal = Journal(f"{folder.name}/journal.jsonl", {"course": "example", "unit": "01-rain-garden", "seed": 0})
    >>> entry = journal.append({"op": "answer", "activity": "rain-garden", "value": "soil"})
    >>> journal.answers()
    {'rain-garden': 'soil'}
    >>> folder.cleanup()

The file is the only truth. It is made by the first operation; each one is written and synced under a lock, after
reading what another kernel may have added (JupyterLab and Voila often have the same unit open). A line counts once
its line end is written: the torn end that a killed kernel leaves is passed over, and cut off by the next operation.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import stat
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from daskalo.activities.model import Activity, Value
from daskalo.activities.replay import Replay
from daskalo.activities.unit import load
from daskalo.errors import AnswerError, JournalError
from daskalo.i18n import translator

_, ngettext = translator("daskalo")

FILE = "journal.jsonl"
FORMAT = 1
MAX_OPERATION_BYTES = 64 * 1024
"""The most one operation may take, about 30 000 Bulgarian letters."""
MAX_FILE_BYTES = 16 * 1024 * 1024
"""The most a journal may take: thousands of versions of a long text. nbgrader hands in files up to 100 MB."""


def canonical(entry: Mapping[str, Any]) -> bytes:
    """Return the one way to write an entry: sorted names, no spaces, UTF-8."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def chained(entry: Mapping[str, Any], before: str) -> str:
    """Return the hash of an entry (without its own) that follows the hash `before`."""
    return hashlib.sha256(before.encode() + canonical(entry)).hexdigest()


class Journal:
    """One journal file.

    Args:
        path (str | Path): The file; it need not exist, and reading never makes it.
        header (Mapping | None): Whose journal it is: `course`, `unit`, `seed`, and what else belongs in line 1. None
            accepts any journal, and cannot start one.
        rules (Mapping[str, Activity] | None): The activities answers must fit; None believes every answer.
    """

    def __init__(
        self,
        path: str | Path,
        header: Mapping[str, Any] | None = None,
        rules: Mapping[str, Activity] | None = None,
    ) -> None:
        self.path = Path(path).absolute()
        self._header = dict(header) if header is not None else None
        self._rules = rules
        self._forget()

    @classmethod
    def open_unit(cls, folder: str | Path = ".", seed: int = 0) -> Journal:
        """Return the journal of a lesson folder, with the rules of its `unit.json`.

        Raises:
            ContentError: As `daskalo.activities.load`.
        """
        unit = load(folder)
        header = {"course": unit.course, "unit": unit.unit, "language": unit.language, "seed": seed}
        return cls(Path(folder) / FILE, header, unit.activities)

    def append(self, operation: Mapping[str, Any]) -> dict[str, Any]:
        """Write one operation; when this returns, it is on the disk.

        Args:
            operation (Mapping): `{"op": "answer", "activity": id, "value": ...}`, `{"op": "undo", "activity": id}`,
                or an operation of another part of Daskalo. Plain JSON.

        Returns:
            dict: The entry as written, with `n` (1 for the first operation) and `hash`.

        Raises:
            AnswerError: The operation does not fit the rules; nothing was written.
            JournalError: The file is damaged, belongs to another unit, is full or cannot be written.
        """
        plain = _plain(operation)
        self._look()
        self._replay.check(plain)  # before the file is made: a refused answer leaves no trace
        with self._opened(os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX) as file:
            whole = self._catch_up(file)
            entry = _plain(self._replay.check(plain)) | {"n": len(self._operations) + 1}
            lines = b"" if whole else self._first_line()
            before = self._hash if whole else json.loads(lines)["hash"]
            lines += self._line(entry, before)
            if whole + len(lines) > MAX_FILE_BYTES:
                raise JournalError("journal-full", _("{file} is full. Tell your trainer.", file=self.path.name))
            self._write(file, whole, lines)
            self._catch_up(file)
        return dict(self._operations[-1])

    def answer(self, activity: str, value: object) -> dict[str, Any]:
        """Write down an answer; None clears it. As `append`."""
        return self.append({"op": "answer", "activity": activity, "value": value})

    def undo(self, activity: str) -> dict[str, Any]:
        """Take the last answer of an activity back. As `append`; `nothing-to-undo` when there is none."""
        return self.append({"op": "undo", "activity": activity})

    def operations(self) -> list[dict[str, Any]]:
        """Return all operations, oldest first.

        Raises:
            JournalError: `journal-edited` with the line, `journal-other`, `journal-too-large`, `journal-unreadable`.
        """
        self._look()
        return [dict(entry) for entry in self._operations]

    def answers(self) -> dict[str, Value]:
        """Return the answers that hold now, by activity; what the rules refuse has no effect, as when it happens live.

        Raises:
            JournalError: As `operations`.
        """
        self._look()
        return self._replay.answers()

    def refused(self) -> list[tuple[int, str, str]]:
        """Return the operations that the rules refuse, as (n, activity, sentence): of an edited file or an older unit.

        Raises:
            JournalError: As `operations`.
        """
        self._look()
        return list(self._refused)

    def history(self, activity: str) -> list[Value]:
        """Return the answers `undo` steps back through, oldest first; the last one holds.

        Raises:
            JournalError: As `operations`.
        """
        self._look()
        return self._replay.history(activity)

    def _forget(self) -> None:
        self._identity: tuple[int, int] | None = None
        self._offset = 0
        self._line_number = 0
        self._hash = ""
        self._operations: list[dict[str, Any]] = []
        self._refused: list[tuple[int, str, str]] = []
        self._replay = Replay(self._rules)

    def _look(self) -> None:
        try:
            with self._opened(os.O_RDONLY, fcntl.LOCK_SH) as file:
                self._catch_up(file)
        except FileNotFoundError:
            self._forget()

    @contextmanager
    def _opened(self, flags: int, lock: int) -> Generator[int]:
        """Open and lock the file; the lock ends with the file descriptor. What is no file (a pipe) never blocks."""
        try:
            file = os.open(self.path, flags | os.O_CLOEXEC | os.O_NONBLOCK, 0o644)
        except OSError as error:
            if isinstance(error, FileNotFoundError) and not flags & os.O_CREAT:
                raise
            raise self._unusable(error) from error
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
            fcntl.flock(file, lock)
            yield file
        except OSError as error:
            raise self._unusable(error) from error
        finally:
            os.close(file)

    def _unusable(self, error: OSError) -> JournalError:
        return JournalError(
            "journal-unreadable",
            _(
                "{file} cannot be opened or written ({reason}). Look whether the disk is full; then tell your trainer.",
                file=self.path.name,
                reason=error.strerror or type(error).__name__,
            ),
        )

    def _catch_up(self, file: int) -> int:
        """Read what was added since the last look.

        Returns:
            The length of the whole lines, in bytes.
        """
        status = os.fstat(file)
        if status.st_size > MAX_FILE_BYTES:
            raise JournalError("journal-too-large", _("{file} is too large to be read.", file=self.path.name))
        if (status.st_dev, status.st_ino) != self._identity or status.st_size < self._offset:
            self._forget()  # another file took its place
        self._identity = (status.st_dev, status.st_ino)
        started = self._offset
        data = os.pread(file, status.st_size - started, started)
        whole = data[: data.rfind(b"\n") + 1]
        try:
            for line in whole.splitlines(keepends=True):
                self._take(line)
        except JournalError:
            self._forget()
            if not started:
                raise
            return self._catch_up(file)  # it was rewritten in place: read it anew, to name the line
        return self._offset

    def _take(self, line: bytes) -> None:
        """Take one line in, or raise `journal-edited`."""
        number = self._line_number + 1
        try:
            entry = _table(json.loads(line))
            hashed = entry.pop("hash")
            expected = chained(entry, self._hash)
        except (ValueError, KeyError, RecursionError):
            raise self._edited(number) from None
        if hashed != expected or (number > 1 and entry.get("n") != number - 1):
            raise self._edited(number)
        if number == 1:
            self._check_header(entry)
        else:
            self._operations.append(entry | {"hash": hashed})
            try:
                self._replay.apply(entry)
            except AnswerError as error:
                self._refused.append((entry["n"], str(entry.get("activity", "")), error.message))
        self._line_number, self._hash, self._offset = number, hashed, self._offset + len(line)

    def _check_header(self, found: dict[str, Any]) -> None:
        if found.get("journal") != FORMAT:
            raise JournalError(
                "journal-format", _("{file} was written by another version of Daskalo.", file=self.path.name)
            )
        wanted = {name: value for name, value in (self._header or {}).items() if name != "language"}
        if any(found.get(name) != value for name, value in wanted.items()):
            raise JournalError(
                "journal-other",
                _(
                    "{file} belongs to {found}, but this is {wanted}. Put back the right file, or rename this one.",
                    file=self.path.name,
                    found=_whose(found),
                    wanted=_whose(wanted),
                ),
            )

    def _first_line(self) -> bytes:
        if self._header is None:
            raise JournalError("journal-missing", _("{file} is not there.", file=self.path.name))
        return self._line({"journal": FORMAT, **self._header}, "")

    def _edited(self, line: int) -> JournalError:
        return JournalError(
            "journal-edited",
            _(
                "Line {line} of {file} was changed or damaged. "
                "Put back an earlier copy, or rename the file and answer again.",
                line=line,
                file=self.path.name,
            ),
        )

    def _line(self, entry: Mapping[str, Any], before: str) -> bytes:
        line = canonical({**entry, "hash": chained(entry, before)}) + b"\n"
        if len(line) > MAX_OPERATION_BYTES:
            raise AnswerError(
                "answer-too-large",
                _("The answer is too large: {most} bytes are allowed. Shorten it.", most=MAX_OPERATION_BYTES),
            )
        return line

    def _write(self, file: int, whole: int, lines: bytes) -> None:
        """Put lines behind the whole ones; a torn end is cut off first, and a failed write is taken back."""
        os.ftruncate(file, whole)
        try:
            written = 0
            while written < len(lines):
                written += os.pwrite(file, lines[written:], whole + written)
            os.fsync(file)
        except OSError:
            os.ftruncate(file, whole)
            raise
        if not whole:
            _sync_folder(self.path.parent)


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("not an object")  # noqa: TRY004 - told apart from nothing: a damaged line
    return cast("dict[str, Any]", value)


def _plain(operation: Mapping[str, Any]) -> dict[str, Any]:
    """Return the operation as JSON will give it back, or refuse it."""
    try:
        plain = _table(json.loads(canonical(operation)))
    except (TypeError, ValueError, RecursionError):
        raise AnswerError("answer-not-json", _("The answer holds something that cannot be written down.")) from None
    if not isinstance(plain.get("op"), str) or {"n", "hash"} & set(plain):
        raise AnswerError("operation-unknown", _("An operation needs a name in “op”, and no “n” or “hash”."))
    return plain


def _whose(header: Mapping[str, Any]) -> str:
    course, unit, seed = (header.get(name, "?") for name in ("course", "unit", "seed"))
    return _("course {course}, unit {unit}, seed {seed}", course=course, unit=unit, seed=seed)


def _sync_folder(folder: Path) -> None:
    """Make the new name in the folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
