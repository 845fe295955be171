"""What the desk knows about a course: its title, language and units, from `course.json` of the live course folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from daskalo.i18n import DEFAULT_LANGUAGE, LANGUAGES

TEACHER_GROUP = "nbgrader-"
TRAINER_GROUP = "formgrade-"

_COURSE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class UnitInfo:
    """One unit as the course lists it.

    Attributes:
        id (str): Folder, nbgrader assignment and notebook have this name.
        title (str): In the language of the course.
        points (float): Automatic and manual points together.
        minutes (int): Expected time, from the academic hours (45 minutes each); 0 when not given.
    """

    id: str
    title: str
    points: float = 0.0
    minutes: int = 0


@dataclass(frozen=True)
class Course:
    """One course in one language, as it lies under `.daskalo/courses/`."""

    id: str
    title: str
    language: str
    units: tuple[UnitInfo, ...] = ()
    pass_mark: float | None = None
    summary: str = field(default="", compare=False)


@dataclass(frozen=True)
class Membership:
    """The courses somebody learns in and the courses somebody leads, by id."""

    learns: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


def membership(groups: Iterable[str]) -> Membership:
    """Read the roles of a person out of the names of their hub groups."""
    named = sorted(groups)
    return Membership(learns=_courses_in(named, TEACHER_GROUP), leads=_courses_in(named, TRAINER_GROUP))


def _courses_in(groups: list[str], prefix: str) -> tuple[str, ...]:
    courses = (group.removeprefix(prefix) for group in groups if group.startswith(prefix))
    return tuple(course for course in courses if _COURSE_ID.fullmatch(course))


def load(folder: Path) -> Course:
    """Read `course.json` of a live course folder.

    A course that is not built yet, or a file that cannot be read, gives a course without units under its id: the desk
    goes on and says so.

    Args:
        folder (Path): `.daskalo/courses/<course_id>`.
    """
    suffix = folder.name.rpartition("-")[2]
    language = suffix if suffix in LANGUAGES else DEFAULT_LANGUAGE
    try:
        table = json.loads((folder / "course.json").read_bytes())
        units = tuple(_unit(entry) for entry in table["units"])
        return Course(
            id=folder.name,
            title=str(table["title"]),
            language=table["language"] if table.get("language") in LANGUAGES else language,
            units=units,
            pass_mark=table.get("pass_mark"),
            summary=str(table.get("summary", "")),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Course(id=folder.name, title=folder.name, language=language)


def _unit(entry: dict) -> UnitInfo:
    return UnitInfo(
        id=str(entry["id"]),
        title=str(entry["title"]),
        points=float(sum((entry.get("points") or {}).values())),
        minutes=round(45 * sum((entry.get("hours") or {}).values())),
    )
