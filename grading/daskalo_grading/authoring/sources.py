"""The text sources of a course, read together, and every message in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog

from daskalo.activities import Activity
from daskalo.errors import ContentError
from daskalo.i18n import translator
from daskalo_grading.authoring import catalogue
from daskalo_grading.authoring.blocks import blocks
from daskalo_grading.authoring.catalogue import Message
from daskalo_grading.authoring.code import calls, comments
from daskalo_grading.authoring.course import FILE, Course, Topic, course_ids, load_course
from daskalo_grading.authoring.findings import Finding
from daskalo_grading.authoring.lesson import Cell, read_lesson
from daskalo_grading.authoring.rubric import Rubric, read_rubric, rubric_from_table, rubrics_folder
from daskalo_grading.authoring.words import prose, read_toml

_, ngettext = translator("daskalo_grading")

ACTIVITIES = "activities.toml"
CATALOGUE = "locale/bg.po"


@dataclass(frozen=True)
class UnitSource:
    """The files of one unit.

    Attributes:
        topic (Topic): What `course.toml` says of it.
        folder (Path): Where they lie.
        cells (tuple[Cell, ...]): The lesson, in English.
        tables (Mapping): `activities.toml`, in English.
        catalog (Catalog): Its Bulgarian.
        files (Mapping[str, Path]): What is copied beside the notebook, by the name it gets there.
    """

    topic: Topic
    folder: Path
    cells: tuple[Cell, ...]
    tables: Mapping[str, Any]
    catalog: Catalog
    files: Mapping[str, Path]

    @property
    def id(self) -> str:
        """The id of the unit."""
        return self.topic.id

    @cached_property
    def activities(self) -> dict[str, Activity]:
        """The activities in English, with their answers, in the order of the lesson.

        Raises:
            ContentError: What `Activity.from_table` finds.
        """
        order = {id: place for place, id in reversed(list(enumerate(self.shown)))}
        known = {id: Activity.from_table(id, table) for id, table in self.tables.items()}
        return dict(sorted(known.items(), key=lambda item: order.get(item[0], len(order))))

    @property
    def shown(self) -> list[str]:
        """The ids of the activities that the lesson shows, in order."""
        return [id for cell in self.cells if cell.type == "code" for id in calls(cell.source, "activity")]

    @property
    def rubric_ids(self) -> list[str]:
        """The rubrics that the lesson or an activity names."""
        in_cells = [b.argument for cell in self.cells if cell.type == "markdown" for b in rubric_blocks(cell)]
        in_tables = [
            table["rubric"] for table in self.tables.values() if isinstance(table, Mapping) and "rubric" in table
        ]
        return list(dict.fromkeys([*in_cells, *in_tables]))

    def place(self, name: str) -> str:
        """Return the name of one of its files as findings write it."""
        return f"{self.id}/{name}"

    def messages(self) -> Iterator[Message]:
        """Yield every text a person reads, in the order of the lesson, then of the activities."""
        for cell in self.cells:
            if cell.type == "markdown":
                found = [(block.number, block.text) for block in blocks(cell.source) if block.kind == "prose"]
            elif cell.type == "code":
                found = [(comment.number, comment.text) for comment in comments(cell.source)]
            else:
                found = []
            for number, text in found:
                yield Message(text, f"lesson.md#{cell.name}:{number}")
        for place, text in prose(self.tables, ACTIVITIES):
            yield Message(text, place)


def rubric_blocks(cell: Cell) -> list[Any]:
    """Return the `{rubric}` blocks of a Markdown cell."""
    return [block for block in blocks(cell.source) if block.kind == "rubric"]


@dataclass(frozen=True)
class CourseSource:
    """The files of one course.

    Attributes:
        course (Course): In English.
        units (tuple[UnitSource, ...]): Those that could be read.
        catalog (Catalog): The Bulgarian of `course.toml`.
        rubric_tables (Mapping): The rubrics it uses, in English.
        rubric_catalog (Catalog): The Bulgarian of all rubrics.
        findings (tuple[Finding, ...]): What could not be read.
    """

    course: Course
    units: tuple[UnitSource, ...]
    catalog: Catalog
    rubric_tables: Mapping[str, Any]
    rubric_catalog: Catalog
    findings: tuple[Finding, ...]

    def messages(self) -> Iterator[Message]:
        """Yield the texts of `course.toml`."""
        return (Message(text, place) for place, text in prose(self.course.table, FILE))

    def rubric_messages(self) -> Iterator[Message]:
        """Yield the texts of the rubrics it uses."""
        for id, table in self.rubric_tables.items():
            yield from (Message(text, place) for place, text in prose(table, f"{id}.toml"))

    def rubric(self, id: str) -> Rubric | None:
        """Return a rubric in English, or None when it could not be read."""
        return rubric_from_table(id, self.rubric_tables[id]) if id in self.rubric_tables else None


def read_courses(courses: Path, only: str | None = None) -> list[CourseSource]:
    """Read the courses of a folder, or one of them.

    Raises:
        UsageError: `course-unknown`, `courses-missing`.
        ContentError: A `course.toml` that cannot be read; what is wrong in a unit stands in `findings`.
    """
    return [read_course(courses / id, rubrics_folder(courses)) for id in course_ids(courses, only)]


def read_course(folder: Path, rubrics: Path) -> CourseSource:
    """Read one course; as `read_courses`."""
    course = load_course(folder)
    findings: list[Finding] = []
    units: list[UnitSource] = []
    for topic in course.units:
        try:
            units.append(read_unit(folder / topic.id, topic))
        except ContentError as error:
            findings.append(Finding.of(topic.id, error))
    tables: dict[str, Any] = {}
    for id in dict.fromkeys(id for unit in units for id in unit.rubric_ids):
        try:
            tables[id] = read_rubric(rubrics, id)
            rubric_from_table(id, tables[id])
        except ContentError as error:
            tables.pop(id, None)
            findings.append(Finding.of("rubrics", error))
    return CourseSource(
        course,
        tuple(units),
        catalogue.read(folder / CATALOGUE),
        tables,
        catalogue.read(rubrics / CATALOGUE),
        tuple(findings),
    )


def read_unit(folder: Path, topic: Topic) -> UnitSource:
    """Read one unit.

    Raises:
        ContentError: A file is missing or cannot be read, or an activity is wrong.
    """
    attached = folder / "files"
    unit = UnitSource(
        topic=topic,
        folder=folder,
        cells=tuple(read_lesson(folder / "lesson.md")),
        tables=read_toml(folder / ACTIVITIES),
        catalog=catalogue.read(folder / CATALOGUE),
        files={path.relative_to(folder).as_posix(): path for path in sorted(attached.rglob("*")) if path.is_file()},
    )
    try:
        unit.activities  # noqa: B018 - read now, to report what is wrong
    except ContentError as error:
        raise ContentError(error.code, f"{ACTIVITIES}: {error.message}") from error
    return unit
