"""Rubrics: criteria by levels, one source for the lesson, the trainer and the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from daskalo.activities.table import Table, checked_id, wrong
from daskalo.errors import ContentError
from daskalo.i18n import translator
from daskalo_grading.authoring.words import read_toml

_, ngettext = translator("daskalo_grading")


@dataclass(frozen=True)
class Level:
    """What can be seen in a work of this level, and what it brings."""

    points: float
    text: str


@dataclass(frozen=True)
class Criterion:
    """One thing that is looked at; its levels from most points to fewest."""

    id: str
    text: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Rubric:
    """A rubric, in one language."""

    id: str
    title: str
    criteria: tuple[Criterion, ...]

    @property
    def points(self) -> float:
        """The most it gives."""
        return sum(criterion.levels[0].points for criterion in self.criteria)

    def public(self) -> dict[str, Any]:
        """Return the table of `course.json`."""
        return {
            "title": self.title,
            "points": self.points,
            "criteria": [
                {
                    "id": criterion.id,
                    "text": criterion.text,
                    "levels": [{"points": level.points, "text": level.text} for level in criterion.levels],
                }
                for criterion in self.criteria
            ],
        }

    def to_markdown(self) -> str:
        """Return the table of criteria and levels, in the language of the reader."""
        width = max(len(criterion.levels) for criterion in self.criteria)
        same = len({tuple(level.points for level in criterion.levels) for criterion in self.criteria}) == 1
        best = self.criteria[0].levels
        heads = [_points(level.points) if same else _("Level {n}", n=width - n) for n, level in enumerate(best)]
        heads += [_("Level {n}", n=width - n) for n in range(len(heads), width)]
        rows = [[_("Criterion"), *heads], ["---"] * (width + 1)]
        for criterion in self.criteria:
            cells = [level.text if same else f"**{_points(level.points)}** {level.text}" for level in criterion.levels]
            rows.append([f"**{criterion.text}**", *cells, *[""] * (width - len(cells))])
        return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in rows)


def _points(points: float) -> str:
    return ngettext("{n} point", "{n} points", int(points) if points == int(points) else points)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def rubric_from_table(id: str, entries: Mapping[str, Any]) -> Rubric:
    """Read a rubric from the entries of its file.

    Raises:
        ContentError: Which entry is wrong, what is allowed.
    """
    table = Table(f"{id}.toml", entries)
    table.allow(("id", "title", "criterion"))
    if checked_id(table.place("id"), table.entries.get("id")) != id:
        raise wrong("id-differs", table.place("id"), _("The id must be the name of the file: “{id}”.", id=id))
    return Rubric(id, table.text("title"), tuple(_criterion(row) for row in table.rows("criterion", fewest=1)))


def _criterion(row: Table) -> Criterion:
    row.allow(("id", "text", "level"))
    values = row.entries.get("level")
    if not isinstance(values, list) or len(values) < 2:
        raise wrong("too-few", row.place("level"), _("At least two levels are needed: [[criterion.level]]."))
    levels = [_level(Table(f"{row.place('level')}[{number}]", value)) for number, value in enumerate(values, 1)]
    return Criterion(str(row.entries["id"]), row.text("text"), tuple(sorted(levels, key=lambda level: -level.points)))


def _level(row: Table) -> Level:
    row.allow(("points", "text"))
    points = row.entries.get("points")
    if isinstance(points, bool) or not isinstance(points, (int, float)) or points < 0:
        raise wrong("number-expected", row.place("points"), _("“{given}” is not a number from 0 up.", given=points))
    return Level(points, row.text("text"))


def rubrics_folder(courses: Path) -> Path:
    """Return where the rubrics of a folder of courses lie: beside it, else those of Daskalo itself."""
    beside = courses.parent / "grading" / "rubrics"
    return beside if beside.is_dir() else Path(__file__).parents[2] / "rubrics"


def read_rubric(folder: Path, id: str) -> dict[str, Any]:
    """Return the entries of a rubric.

    Raises:
        ContentError: `rubric-unknown`, naming those there are.
    """
    path = folder / f"{id}.toml"
    if not path.is_file():
        known = ", ".join(sorted(path.stem for path in folder.glob("*.toml"))) or "–"
        raise ContentError("rubric-unknown", _("There is no rubric “{id}”. There are: {known}.", id=id, known=known))
    return read_toml(path)
