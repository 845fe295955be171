"""`course.toml`: what a course is, its units in order, their hours, points and outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from daskalo.activities.table import Table, checked_id, wrong
from daskalo.errors import UsageError
from daskalo.i18n import translator
from daskalo_grading.authoring.words import read_toml

_, ngettext = translator("daskalo_grading")

FILE = "course.toml"


@dataclass(frozen=True)
class Hours:
    """Academic hours, 45 minutes each."""

    present: float
    self_study: float

    @property
    def total(self) -> float:
        """Both together."""
        return self.present + self.self_study


@dataclass(frozen=True)
class Points:
    """What a unit is worth, marked by a machine and by a person."""

    automatic: float
    manual: float


@dataclass(frozen=True)
class Outcome:
    """What a teacher can do afterwards, with codes of the framework (DigCompEdu: `3.1`)."""

    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """A unit as the programme lists it.

    Attributes:
        id (str): Folder, nbgrader assignment and notebook; empty for a unit that is only planned.
        title (str): What a learner reads.
        hours (Hours): Expected time.
        points (Points): Both 0 for a unit that is only planned.
        outcomes (tuple[Outcome, ...]): In order.
    """

    id: str
    title: str
    hours: Hours
    points: Points
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Source:
    """Literature or a page."""

    title: str
    url: str


@dataclass(frozen=True)
class Course:
    """A course.

    Attributes:
        id (str): ASCII kebab-case, the name of its folder.
        title, summary, goal, audience, assessment, provider_note (str): For people; the last three may be empty.
        hours (Hours): Of the whole course.
        pass_mark (float): The share of the automatic points that is needed, 0 to 1.
        framework (str): Whose codes the outcomes carry.
        units (tuple[Topic, ...]): Those that are written.
        planned (tuple[Topic, ...]): Those that are not: shown in the programme, never built.
        sources (tuple[Source, ...]): What the course rests on.
        folder (Path): Where it lies.
        table (Mapping): `course.toml` as it was read.
    """

    id: str
    title: str
    summary: str
    goal: str
    audience: str
    assessment: str
    provider_note: str
    hours: Hours
    pass_mark: float
    framework: str
    units: tuple[Topic, ...]
    planned: tuple[Topic, ...]
    sources: tuple[Source, ...]
    folder: Path
    table: Mapping[str, Any]

    def topic(self, id: str) -> Topic:
        """Return one unit."""
        return next(unit for unit in self.units if unit.id == id)


def find_courses(given: str | Path | None = None) -> Path:
    """Return the folder of the courses: the given one, else `courses/` of the checkout around the working folder.

    Raises:
        UsageError: `courses-missing`.
    """
    if given:
        folder = Path(given)
        if folder.is_dir():
            return folder.resolve()
        raise UsageError(
            "courses-missing", _("The folder “{folder}” is not there. Name the folder of the courses.", folder=given)
        )
    here = Path.cwd()
    for folder in (here, *here.parents):
        if any((folder / "courses").glob(f"*/{FILE}")) or (folder / "courses" / "README.md").is_file():
            return folder / "courses"
    raise UsageError(
        "courses-missing",
        _("No “courses” folder lies here or above. Go to the checkout, or name the folder: --courses DIR."),
    )


def course_ids(courses: Path, only: str | None = None) -> list[str]:
    """Return the courses of a folder in alphabetical order, or the one that is asked for.

    Raises:
        UsageError: `course-unknown`, naming those there are; `courses-missing` when there is none.
    """
    known = sorted(path.parent.name for path in courses.glob(f"*/{FILE}"))
    if only is None:
        if not known:
            raise UsageError(
                "courses-missing", _("No course lies in {folder}: none has a {file}.", folder=courses, file=FILE)
            )
        return known
    if only not in known:
        raise UsageError(
            "course-unknown",
            _(
                "There is no course “{given}” in {folder}. There are: {known}.",
                given=only,
                folder=courses,
                known=", ".join(known) or "–",
            ),
        )
    return [only]


def load_course(folder: Path) -> Course:
    """Read `course.toml` of a folder, in English.

    Raises:
        ContentError: Which entry is wrong, what is allowed.
    """
    return course_from_table(folder, read_toml(folder / FILE))


def course_from_table(folder: Path, entries: Mapping[str, Any]) -> Course:
    """Read a course from the entries of `course.toml`, in whichever language they are; as `load_course`."""
    table = Table(FILE, entries)
    table.allow(
        ("id", "title", "summary", "goal", "audience", "assessment", "provider_note", "hours", "pass_mark", "framework",
         "unit", "planned", "source")
    )  # fmt: skip
    id = checked_id(table.place("id"), table.entries.get("id"))
    if id != folder.name:
        raise wrong(
            "id-differs", table.place("id"),
            _("“{given}” is not the name of the folder. Write “{folder}”.", given=id, folder=folder.name),
        )  # fmt: skip
    units = tuple(_topic(row) for row in table.rows("unit", fewest=1))
    for unit in units:
        if not (folder / unit.id).is_dir():
            raise wrong(
                "unit-missing", table.place("unit"), _("The folder {name} is not there.", name=f"{id}/{unit.id}")
            )
    return Course(
        id=id,
        title=table.text("title"),
        summary=table.text("summary"),
        goal=table.text("goal", ""),
        audience=table.text("audience", ""),
        assessment=table.text("assessment", ""),
        provider_note=table.text("provider_note", ""),
        hours=_hours(table),
        pass_mark=_number(table, "pass_mark", 0, 1),
        framework=table.text("framework", ""),
        units=units,
        planned=tuple(_topic(row, planned=True) for row in _rows(table, "planned")),
        sources=tuple(_source(row) for row in _rows(table, "source")),
        folder=folder,
        table=entries,
    )


def _topic(row: Table, *, planned: bool = False) -> Topic:
    row.allow(("id", "title", "hours", "outcome") if planned else ("id", "title", "hours", "outcome", "points"))
    points = Table(row.place("points"), row.entries.get("points", {}))
    points.allow(("automatic", "manual"))
    return Topic(
        id="" if planned else checked_id(row.place("id"), row.entries.get("id")),
        title=row.text("title"),
        hours=_hours(row),
        points=Points(0, 0) if planned else Points(_number(points, "automatic"), _number(points, "manual")),
        outcomes=tuple(_outcome(outcome) for outcome in _rows(row, "outcome")),
    )


def _outcome(row: Table) -> Outcome:
    row.allow(("text", "digcompedu"))
    return Outcome(row.text("text"), row.words("digcompedu"))


def _source(row: Table) -> Source:
    row.allow(("title", "url"))
    return Source(row.text("title"), row.text("url", ""))


def _hours(table: Table) -> Hours:
    row = Table(table.place("hours"), table.entries.get("hours"))
    row.allow(("present", "self_study"))
    return Hours(_number(row, "present"), _number(row, "self_study"))


def _rows(table: Table, name: str) -> list[Table]:
    values = table.entries.get(name, [])
    if not isinstance(values, list):
        raise wrong("list-expected", table.place(name), _("Write [[{name}]] above each entry.", name=name))
    return [Table(f"{table.place(name)}[{number}]", value) for number, value in enumerate(values, 1)]


def _number(table: Table, name: str, least: float = 0, most: float = 1_000_000) -> float:
    value = table.entries.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        raise wrong(
            "number-expected", table.place(name),
            _("“{given}” is not a number from {least} to {most}.", given=value, least=least, most=most),
        )  # fmt: skip
    return value
