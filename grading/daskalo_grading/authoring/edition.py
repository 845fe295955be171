"""One course in one language: every file of `build/<course>-<language>/`, as bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pprint import pformat
from textwrap import indent
from typing import Any

from daskalo.activities import Activity
from daskalo.i18n import LANGUAGES, SOURCE_LANGUAGE, speaking, translator
from daskalo_grading.authoring.code import last_call
from daskalo_grading.authoring.course import Course, course_from_table
from daskalo_grading.authoring.findings import Finding
from daskalo_grading.authoring.fingerprint import differences
from daskalo_grading.authoring.lesson import Cell, notebook
from daskalo_grading.authoring.rubric import rubric_from_table
from daskalo_grading.authoring.sources import CourseSource, UnitSource
from daskalo_grading.authoring.wording import Wording
from daskalo_grading.authoring.words import translated

_, ngettext = translator("daskalo_grading")

SCHEMA = 1
CONFIG = """\
# Made by `daskalo build`; do not edit.
c = get_config()  # noqa: F821

c.CourseDirectory.course_id = {course_id!r}
# Text sources hold the answers: they never travel, even if somebody puts them here.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.md", "*.po", "*.toml"]
c.ClearSolutions.code_stub = {{"python": {code_stub!r}}}
c.ClearSolutions.text_stub = {text_stub!r}
"""


@dataclass(frozen=True)
class UnitEdition:
    """A unit in one language.

    Attributes:
        source (UnitSource): What it was made from.
        title (str): What the learner reads.
        cells (tuple[Cell, ...]): The lesson, with rubrics and hidden tests put in.
        tables (Mapping): The activities with answers, in this language.
    """

    source: UnitSource
    title: str
    cells: tuple[Cell, ...]
    tables: Mapping[str, Any]

    @property
    def activities(self) -> dict[str, Activity]:
        """The activities in this language, with answers, in the order of the lesson."""
        return {id: Activity.from_table(id, self.tables[id]) for id in self.source.activities}


@dataclass(frozen=True)
class Edition:
    """A course in one language.

    Attributes:
        source (CourseSource): What it was made from.
        language (str): `bg` or `en`.
        course (Course): In this language.
        units (tuple[UnitEdition, ...]): In order.
        rubrics (Mapping): The rubrics it uses, by id, as `course.json` holds them.
        findings (tuple[Finding, ...]): What is wrong with the translation.
    """

    source: CourseSource
    language: str
    course: Course
    units: tuple[UnitEdition, ...]
    rubrics: Mapping[str, Any]
    findings: tuple[Finding, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """The course id of nbgrader: `project-pedagogy-bg`."""
        return f"{self.course.id}-{self.language}"

    def files(self) -> dict[str, bytes]:
        """Return every file of the built course, by its path in it."""
        files = {"nbgrader_config.py": self._config(), "course.json": _json(self._about())}
        for unit in self.units:
            about = {
                "schema": SCHEMA,
                "course": self.course.id,
                "unit": unit.source.id,
                "language": self.language,
                "title": unit.title,
            }
            folder = f"source/{unit.source.id}"
            public = {id: activity.public() for id, activity in unit.activities.items()}
            files[f"{folder}/{unit.source.id}.ipynb"] = notebook(unit.cells).encode()
            files[f"{folder}/unit.json"] = _json(about | {"activities": public})
            files[f"explanations/{unit.source.id}.json"] = _json(
                about | {"activities": {id: unit.tables[id] for id in unit.source.activities}}
            )
            files |= {f"{folder}/{name}": path.read_bytes() for name, path in unit.source.files.items()}
        return files

    def _config(self) -> bytes:
        with speaking(self.language):
            code_stub = "# " + _("Your code here") + "\nraise NotImplementedError()"
            return CONFIG.format(course_id=self.id, code_stub=code_stub, text_stub=_("Your answer here")).encode()

    def _about(self) -> dict[str, Any]:
        course = self.course
        return {
            "schema": SCHEMA,
            "course": course.id,
            "course_id": self.id,
            "language": self.language,
            "title": course.title,
            "summary": course.summary,
            "hours": vars(course.hours),
            "pass_mark": course.pass_mark,
            "units": [
                {
                    "id": unit.id,
                    "title": unit.title,
                    "hours": vars(unit.hours),
                    "points": vars(unit.points),
                    "outcomes": [{"text": each.text, "digcompedu": list(each.codes)} for each in unit.outcomes],
                }
                for unit in course.units
            ],
            "rubrics": dict(self.rubrics),
        }


def editions(source: CourseSource) -> list[Edition]:
    """Return the course in each language; the last gate compares them.

    What is wrong stands in the `findings` of the edition: with findings, an edition is not fit to be written.
    """
    english = edition(source, SOURCE_LANGUAGE)
    return [
        english if language == SOURCE_LANGUAGE else _compared(english, edition(source, language))
        for language in LANGUAGES
    ]


def _compared(english: Edition, other: Edition) -> Edition:
    if other.findings:
        return other  # each says where; the comparison would say it once more
    found = [
        finding
        for one, unit in zip(english.units, other.units, strict=True)
        for finding in differences(one.cells, unit.cells, unit.source.place("lesson.md"))
    ]
    return replace(other, findings=tuple(found))


def edition(source: CourseSource, language: str) -> Edition:
    """Return the course in one language."""
    words = Wording(language, source.catalog, f"{source.course.id}/locale/bg.po")
    rubric_words = Wording(language, source.rubric_catalog, "rubrics/locale/bg.po")
    course = course_from_table(source.course.folder, translated(source.course.table, words.text))
    rubrics = {
        id: rubric_from_table(id, translated(table, rubric_words.text)) for id, table in source.rubric_tables.items()
    }
    with speaking(language):
        tables = {id: rubric.to_markdown() for id, rubric in rubrics.items()}
    units: list[UnitEdition] = []
    findings = [*words.findings, *rubric_words.findings]
    for unit in source.units:
        unit_words = Wording(language, unit.catalog, unit.place("locale/bg.po"))
        cells = tuple(_cell(cell, unit, unit_words, tables) for cell in unit.cells)
        activities = translated(unit.tables, unit_words.text)
        units.append(UnitEdition(unit, course.topic(unit.id).title, cells, activities))
        findings += unit_words.findings
    return Edition(
        source, language, course, tuple(units), {id: rubric.public() for id, rubric in rubrics.items()}, tuple(findings)
    )


def _cell(cell: Cell, unit: UnitSource, words: Wording, rubrics: Mapping[str, str]) -> Cell:
    match cell.type:
        case "markdown":
            return cell.with_source(words.markdown(cell, rubrics))
        case "code":
            return cell.with_source(with_hidden_test(cell, words.code(cell), unit.activities))
        case _:
            return cell


def with_hidden_test(cell: Cell, source: str, activities: Mapping[str, Activity]) -> str:
    """Return the source of a code cell; a test that ends in `check("<id>")` gets the hidden call that marks it."""
    id = last_call(source, "check") if cell.is_test else None
    activity = activities.get(id) if id else None
    if activity is None or activity.practice or activity.answer is None:
        return source  # lint says what is wrong here
    key = indent(pformat(activity.key(), width=100, compact=True, sort_dicts=False), " " * 8).strip()
    points = int(cell.points) if cell.points == int(cell.points) else cell.points
    marking = f'check(\n    "{id}",\n    key={key},\n    points={points},\n)'
    return "\n".join([source, "### BEGIN HIDDEN TESTS", marking, "### END HIDDEN TESTS"])


def _json(table: Mapping[str, Any] | Sequence[Any]) -> bytes:
    return (json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode()
