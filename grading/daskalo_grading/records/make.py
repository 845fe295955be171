"""Making the records of a course: everything is read and checked first, then the folder is replaced as a whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from daskalo.errors import EnvironmentProblem, UsageError
from daskalo.i18n import translator
from daskalo_grading.autograde.course import GradedCourse
from daskalo_grading.book import book_url
from daskalo_grading.records.attendance import Session, read_attendance
from daskalo_grading.records.certificate import certificate, document_title
from daskalo_grading.records.course import Course, Unit
from daskalo_grading.records.gradebook import Gradebook
from daskalo_grading.records.keys import PublicKey, SigningKey, signing_key
from daskalo_grading.records.manifest import MANIFEST, RECORD, sealed, sha256, to_json
from daskalo_grading.records.neispuo import neispuo
from daskalo_grading.records.pdf import pdf
from daskalo_grading.records.personal_numbers import holds_number
from daskalo_grading.records.product import product
from daskalo_grading.records.record import Participant, compose
from daskalo_grading.records.tables import CSV, XLSX, to_csv, to_xlsx
from daskalo_grading.records.word import word
from daskalo_grading.records.work import unit_work
from daskalo_grading.records.zips import zipped

_, ngettext = translator("daskalo_grading.records")

DEMO = frozenset({"teacher1", "teacher2", "trainer1"})
"""The invented people of the demo (`grading/hub/demo.toml`)."""


@dataclass(frozen=True)
class Made:
    """What was made.

    Attributes:
        folder (Path): Where it lies.
        key (PublicKey): Who checks the signature needs this.
        records (tuple[dict, ...]): The records, in alphabetical order of the ids.
        attendance (Path | None): The list that was read; None without one.
    """

    folder: Path
    key: PublicKey
    records: tuple[dict[str, Any], ...]
    attendance: Path | None


def make_records(
    course_dir: Path,
    name: str,
    out: Path,
    *,
    state: Path = Path(".daskalo"),
    gradebook: str | None = None,
    attendance: Path | None = None,
    key: Path | None = None,
    person: str | None = None,
    made: date | None = None,
    training: bool = False,
) -> Made:
    """Make a signed pack for every participant of a course.

    Args:
        course_dir (Path): Any nbgrader course directory.
        name (str): The id of the course, where its `course.json` does not say it.
        out (Path): The folder; an earlier record in it is replaced as a whole.
        state (Path): `.daskalo`, for the key.
        gradebook (str | None): The URL of the gradebook; None for the course's own.
        attendance (Path | None): The attendance list; None for `attendance.csv` of the course, if it has one.
        key (Path | None): A private key (PEM) to sign with; None for the key of the course in `state`.
        person (str | None): This participant only; the packs of the others stay as they are.
        made (date | None): The day of the record; None for today.
        training (bool): All participants are invented.

    Raises:
        UsageError: `person-unknown`, `person-id`, `out-not-ours`, `course-id`.
        ContentError: The course or the attendance list has to be mended.
        EnvironmentProblem: The gradebook, the key or the folder cannot be read or written.
    """
    made, out = made or date.today(), out.resolve()
    course = Course.read(course_dir, name)
    book = Gradebook.read(book_url(course_dir, gradebook))
    names = _names(course, book, course_dir)
    sheet = attendance or (course_dir / "attendance.csv" if (course_dir / "attendance.csv").is_file() else None)
    sessions = read_attendance(sheet, names, made) if sheet else []
    if person is not None and person not in names:
        message = _("“{person}” is no participant. There are: {known}.", person=person, known=", ".join(names))
        raise UsageError("person-unknown", message)
    others = _look_at(out, course.id)
    signing = signing_key(state, course.id, key)
    chosen = [person] if person else list(names)
    records = {
        each: compose(course, _participant(course, book, each, names[each], sessions, gradebook, training), made)
        for each in chosen
    }
    packs = {each: pack(record, signing) for each, record in records.items()}
    _replace(out, packs, keep=others if person else {})
    return Made(out, signing.public, tuple(records.values()), sheet)


def pack(record: Mapping[str, Any], key: SigningKey) -> dict[str, bytes]:
    """Return the files of a pack.

    Args:
        record (Mapping): As `compose` makes it.
        key (SigningKey): The key of the course.
    """
    written = to_json(record)
    document = certificate(record, sha256(written), key.public.fingerprint)
    course, todo = neispuo(record, sha256(written), document_title(record))
    files = {
        RECORD: written,
        "certificate.pdf": pdf(document),
        "certificate.docx": word(document),
        "neispuo.json": to_json(course),
        "neispuo.todo.json": to_json(todo),
    }
    about = {"course": record["course"]["id"], "person": record["participant"]["id"], "made": record["made"]}
    return sealed(files, about, key)


def _names(course: Course, book: Gradebook, folder: Path) -> dict[str, str]:
    """Return the participants with their names, in alphabetical order of the ids."""
    people = sorted({*course.names, *book.people})
    if not people:
        message = _(
            "{folder} has no participants: no roster.json and nobody in the gradebook. Collect and grade first, or name"
            " the gradebook with --gradebook.",
            folder=folder,
        )
        raise UsageError("nobody", message)
    names = {person: course.names.get(person) or book.people.get(person, "") for person in people}
    for person, name in names.items():
        taken = person in (CSV, XLSX) or person.endswith(".zip")
        if taken or person.startswith(".") or "/" in person or not person.isprintable() or len(person.encode()) > 200:
            message = _("“{person}” cannot be the name of a folder. Rename this participant.", person=person)
            raise UsageError("person-id", message)
        if holds_number(person) or holds_number(name):
            message = _(
                "The id or the name of a participant holds what looks like an ЕГН. A record needs none: rename this"
                " participant in the roster and in the gradebook. Nothing was written."
            )
            raise UsageError("personal-number", message)
    return names


def _participant(
    course: Course,
    book: Gradebook,
    person: str,
    name: str,
    sessions: Sequence[Session],
    gradebook: str | None,
    training: bool,
) -> Participant:
    known = {unit.id for unit in course.units}
    units = [*course.units, *(Unit(unit, unit) for unit in book.units if unit not in known)]
    places = GradedCourse(course.folder, gradebook)
    work = [
        unit_work(
            course,
            unit,
            book.graded.get((person, unit.id)),
            [vote for vote in book.votes if (vote.person, vote.unit) == (person, unit.id)],
            product(places.hand_in(unit.id, person)),
        )
        for unit in units
    ]
    own = [session for session in sessions if session.person == person]
    return Participant(person, name, own, work, training or person in DEMO)


def _look_at(out: Path, course: str) -> dict[str, dict[str, Any]]:
    """Return the records that lie in the folder, by person.

    Raises:
        UsageError: `out-not-ours`, when something else lies there, or another course.
    """
    if not out.exists():
        return {}
    if not out.is_dir():
        raise UsageError("out-not-ours", _("{path} is no folder. Choose another one with --out.", path=out))
    found, strange = {}, []
    packs = {path.name for path in out.iterdir() if (path / MANIFEST).is_file() and (path / RECORD).is_file()}
    for path in sorted(out.iterdir()):
        if path.name in packs:
            try:
                found[path.name] = json.loads((path / RECORD).read_bytes())
                if found[path.name]["course"]["id"] != course:
                    strange.append(path.name)
            except (OSError, ValueError, KeyError, TypeError):
                strange.append(path.name)
        elif path.name not in (CSV, XLSX) and path.name.removesuffix(".zip") not in packs:
            strange.append(path.name)
    if strange:
        message = _(
            "{path} holds something else than the records of “{course}”: {names}. Choose an empty folder with --out;"
            " nothing was written.",
            path=out, course=course, names=", ".join(strange),
        )  # fmt: skip
        raise UsageError("out-not-ours", message)
    return found


def _replace(out: Path, packs: Mapping[str, Mapping[str, bytes]], keep: Mapping[str, dict[str, Any]]) -> None:
    """Put a new folder in the place of the old one; the tables are made from the records that lie in it."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(mkdtemp(dir=out.parent, prefix=f".{out.name}.new-"))  # for its owner only: it is about people
        try:
            for person in keep.keys() - packs.keys():
                shutil.copytree(out / person, fresh / person)
                if (out / f"{person}.zip").is_file():
                    shutil.copy2(out / f"{person}.zip", fresh / f"{person}.zip")
            for person, files in packs.items():
                (fresh / person).mkdir()
                for name, content in files.items():
                    (fresh / person / name).write_bytes(content)
                (fresh / f"{person}.zip").write_bytes(zipped(files))
            records = [json.loads((path / RECORD).read_bytes()) for path in sorted(fresh.iterdir()) if path.is_dir()]
            (fresh / CSV).write_bytes(to_csv(records))
            (fresh / XLSX).write_bytes(to_xlsx(records))
            _swap(fresh, out)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        message = _("{path} cannot be written: {reason}.", path=out, reason=error.strerror)
        raise EnvironmentProblem("out-not-writable", message) from error


def _swap(fresh: Path, out: Path) -> None:
    """Give the new folder the name of the old one; if that fails, the old one gets its name back."""
    if not out.exists():
        fresh.rename(out)
        return
    old = Path(mkdtemp(dir=out.parent, prefix=f".{out.name}.old-"))
    out.rename(old)  # over an empty folder: allowed, and atomic
    try:
        fresh.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
