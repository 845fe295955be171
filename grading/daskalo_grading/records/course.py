"""What a course says about itself; any nbgrader course directory says at least its name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from daskalo.errors import ContentError, UsageError
from daskalo.i18n import LANGUAGES, language, translator
from daskalo_grading.records.hours import Hours

_, ngettext = translator("daskalo_grading.records")

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
"""Also the name of a key file."""


@dataclass(frozen=True)
class Unit:
    """A unit: nbgrader's assignment.

    Attributes:
        id (str): Its name in nbgrader.
        title (str): How people call it.
        hours (Hours | None): None where the course does not say.
    """

    id: str
    title: str
    hours: Hours | None = None


@dataclass(frozen=True)
class Course:
    """A course.

    Attributes:
        folder (Path): The nbgrader course directory.
        id (str): Such as `project-pedagogy-bg`.
        title (str): How people call it.
        language (str): The language of its records.
        hours (Hours | None): None where it does not say.
        pass_mark (float | None): Share of the automatic points, 0 to 1; None where it does not say.
        units (tuple[Unit, ...]): In order; none for a course without `course.json`.
        rubrics (Mapping): By id.
        names (Mapping[str, str]): Names by person, of `roster.json`.
    """

    folder: Path
    id: str
    title: str
    language: str
    hours: Hours | None = None
    pass_mark: float | None = None
    units: tuple[Unit, ...] = ()
    rubrics: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, name: str) -> Course:
        """Read `course.json` and `roster.json`; each may be absent.

        Args:
            folder (Path): The course directory.
            name (str): The id as it was given; the one in `course.json` wins.

        Raises:
            ContentError: `course-unreadable`, for a file that is there and is not what it should be.
            UsageError: `course-id`, for an id that cannot be the name of a file.
        """
        about, roster = _table(folder / "course.json"), _table(folder / "roster.json")
        id = str(about.get("course_id") or name)
        if not ID.fullmatch(id):
            message = _("“{given}” cannot be the id of a course: use Latin letters, digits and . _ - only.", given=id)
            raise UsageError("course-id", message)
        mark = about.get("pass_mark")
        units = [unit for unit in about.get("units", ()) if isinstance(unit, Mapping) and "id" in unit]
        return cls(
            folder=folder,
            id=id,
            title=str(about.get("title") or id),
            language=about["language"] if about.get("language") in LANGUAGES else language(),
            hours=Hours.of(about.get("hours")),
            pass_mark=float(mark) if isinstance(mark, int | float) and 0 <= mark <= 1 else None,
            units=tuple(Unit(unit["id"], unit.get("title", unit["id"]), Hours.of(unit.get("hours"))) for unit in units),
            rubrics=about.get("rubrics", {}),
            names={person: " ".join(name.split()) for person, name in roster.items() if isinstance(name, str)},
        )

    def activity(self, unit: str, task: str) -> Mapping[str, Any]:
        """Return what `unit.json` says about a task; nothing where there is none."""
        found = _table(self.folder / "source" / unit / "unit.json").get("activities", {})
        return found.get(task, {}) if isinstance(found, Mapping) else {}

    def rubric(self, unit: str, task: str) -> Mapping[str, Any]:
        """Return the rubric of a task, with `id`, `title` and `criteria`; empty where there is none."""
        id = self.activity(unit, task).get("rubric", "")
        return {"id": id, **self.rubrics[id]} if id in self.rubrics else {}


def _table(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ContentError(
            "course-unreadable", _("{path} cannot be read: {reason}", path=path, reason=error)
        ) from error
    if not isinstance(found, dict):
        raise ContentError("course-unreadable", _("{path} cannot be read: {reason}", path=path, reason=_("no table")))
    return found
