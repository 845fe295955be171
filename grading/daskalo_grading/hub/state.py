"""The folder `.daskalo`: what the hub keeps between two starts.

```
hub/                                  secrets, records and logs of the hub itself; nobody else sees them
homes/<person>/                       a person's home
courses/<course>/                     the live nbgrader course: source, gradebook, hand-ins, feedback
exchange/outbound/<course>/           released units
exchange/inbound/<person>/<course>/   what this person handed in
exchange/feedback/<person>/<course>/  feedback for this person
people.json                           how to greet people
```
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from daskalo.errors import ContentError, EnvironmentProblem
from daskalo.files import write_atomically
from daskalo.i18n import translator
from daskalo_grading.hub.deployment import CourseEdition, Deployment

_, ngettext = translator("daskalo_grading.hub")

PRIVATE = 0o700
SYNCED = ("source", "explanations", "course.json", "nbgrader_config.py")


@dataclass(frozen=True)
class State:
    """The folder and the places in it.

    Attributes:
        root (Path): `.daskalo`, absolute.
    """

    root: Path

    @property
    def hub(self) -> Path:
        """What belongs to the hub itself."""
        return self.root / "hub"

    @property
    def log(self) -> Path:
        """Where the hub and its services write."""
        return self.hub / "hub.log"

    def home(self, person: str) -> Path:
        """Return the home of a person."""
        return self.root / "homes" / person

    def course(self, course: str) -> Path:
        """Return the live folder of a course."""
        return self.root / "courses" / course

    def outbound(self, course: str) -> Path:
        """Return where the released units of a course lie."""
        return self.root / "exchange" / "outbound" / course

    def inbound(self, person: str, course: str) -> Path:
        """Return where a person's hand-ins for a course lie."""
        return self.root / "exchange" / "inbound" / person / course

    def feedback(self, person: str, course: str) -> Path:
        """Return where a person's feedback on a course lies."""
        return self.root / "exchange" / "feedback" / person / course

    def prepare(self, deployment: Deployment) -> None:
        """Make the folders that a deployment needs, and write down how to greet its people.

        Raises:
            EnvironmentProblem: `state-not-writable`.
        """
        folders = [self.hub]
        for course in deployment.courses:
            folders += [self.course(course.id), self.outbound(course.id)]
            for person in (*course.teachers, *course.trainers):
                folders += [self.inbound(person, course.id), self.feedback(person, course.id)]
        folders += [self.home(person.id) for person in deployment.people]
        try:
            for folder in folders:
                folder.mkdir(parents=True, exist_ok=True)
            for folder in (self.root, self.hub, *(self.home(person.id) for person in deployment.people)):
                folder.chmod(PRIVATE)
            names = {person.id: {"name": person.name} for person in deployment.people}
            write_atomically(self.root / "people.json", json.dumps(names, ensure_ascii=False, indent=1))
        except OSError as error:
            raise EnvironmentProblem(
                "state-not-writable",
                _(
                    "The folder {path} cannot be written: {reason}. Give it to the account you work with, or choose"
                    " another one with --state.",
                    path=self.root,
                    reason=error.strerror,
                ),
            ) from error

    @contextmanager
    def locked(self) -> Generator[None]:
        """Hold the state for one hub.

        Raises:
            EnvironmentProblem: `state-in-use`, when another hub runs on it.
        """
        self.hub.mkdir(parents=True, exist_ok=True)
        with (self.hub / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise EnvironmentProblem(
                    "state-in-use",
                    _(
                        "Another hub runs on {path}. Stop it with Ctrl-C, or choose another folder with --state.",
                        path=self.root,
                    ),
                ) from None
            yield

    def sync(self, course: CourseEdition, build: Path) -> list[str]:
        """Take over what was built; gradebook, hand-ins, marked work and feedback stay as they are.

        Args:
            course (CourseEdition): The course.
            build (Path): The folder that `daskalo build` wrote.

        Returns:
            list[str]: Units that are released in an older edition.

        Raises:
            ContentError: `course-not-built`.
        """
        built, live = build / course.id, self.course(course.id)
        if not (built / "source").is_dir():
            message = _(
                "The course “{course}” is not in {build}. Is its id right in the deployment file? Build it with"
                " `daskalo build --course {id}`.",
                course=course.id,
                build=build,
                id=course.course,
            )
            raise ContentError("course-not-built", message)
        self.note_releases(course.id)
        for name in SYNCED:
            _mirror(built / name, live / name)
        noted, released = self._releases(course.id), self._released(course.id)
        return [unit for unit in released if noted[unit]["source"] != _digest(live / "source" / unit)]

    def new_units(self, course: str) -> list[str]:
        """Return the units of a course that were never released; one that the trainer has closed again is not new."""
        known = {*self._released(course), *self._releases(course)}
        return sorted(unit.name for unit in (self.course(course) / "source").iterdir() if unit.name not in known)

    def note_releases(self, course: str) -> None:
        """Note for each unit released since the last note from which source it was made: the one that lies there."""
        noted = self._releases(course)
        for unit in self._released(course):
            time = (self.outbound(course) / unit).stat().st_mtime_ns
            if noted.get(unit, {}).get("time") != time:
                noted[unit] = {"time": time, "source": _digest(self.course(course) / "source" / unit)}
        write_atomically(self.course(course) / "releases.json", json.dumps(noted, indent=1))

    def _released(self, course: str) -> list[str]:
        return sorted(unit.name for unit in self.outbound(course).iterdir())

    def _releases(self, course: str) -> dict[str, dict]:
        notes = self.course(course) / "releases.json"
        return json.loads(notes.read_bytes()) if notes.is_file() else {}


def _mirror(source: Path, target: Path) -> None:
    """Make `target` equal to `source`; an absent source removes it."""
    if source.is_file():
        write_atomically(target, source.read_bytes())
        return
    fresh, old = target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    if source.is_dir():
        shutil.copytree(source, fresh)
    if target.exists():
        target.rename(old)
    if fresh.exists():
        fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _digest(folder: Path) -> str:
    """Return a digest of the files of a folder: their names and contents."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
