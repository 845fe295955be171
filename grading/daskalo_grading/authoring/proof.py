"""The proof both ways, through real nbgrader: who deserves all points gets them, who deserves none gets none.

All works are handed in to one course as invented learners, marked in one run, and compared with `proof.toml`.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from daskalo.errors import ContentError, DaskaloError
from daskalo.i18n import speaking, translator
from daskalo.journal import FILE as JOURNAL
from daskalo.journal import Journal
from daskalo_grading.authoring.attempts import FILE, REFERENCE, UNTOUCHED, Attempt, attempts
from daskalo_grading.authoring.blocks import MARKER
from daskalo_grading.authoring.edition import Edition, UnitEdition, edition
from daskalo_grading.authoring.findings import Finding
from daskalo_grading.authoring.nbgrader_course import NbgraderCourse, nbgrader_course
from daskalo_grading.authoring.rubric import rubrics_folder
from daskalo_grading.authoring.sources import read_course
from daskalo_grading.authoring.words import prose

_, ngettext = translator("daskalo_grading")

_KEY = re.compile(r"\bcheck\([^)]*\bkey\s*=")
SHORTEST_SECRET = 16
"""Letters; a shorter reason (“It is.”) may stand in the lesson by chance."""


@dataclass(frozen=True)
class Outcome:
    """One work, marked.

    Attributes:
        name (str): As in `proof.toml`.
        expected (Mapping[str, float]): The points each test should give, by grade id.
        got (Mapping[str, float | None]): What it gave.
    """

    name: str
    expected: Mapping[str, float]
    got: Mapping[str, float | None]

    @property
    def passed(self) -> bool:
        """Whether each test gave what it should."""
        return not self.differences

    @property
    def differences(self) -> dict[str, tuple[float, float | None]]:
        """The tests that gave something else, as (expected, got)."""
        return {
            id: (points, self.got.get(id))
            for id, points in self.expected.items()
            if self.got.get(id) is None or abs(self.got[id] - points) > 0.005  # type: ignore[operator]
        }

    @property
    def points(self) -> float:
        """All the machine gave."""
        return sum(points or 0 for id, points in self.got.items() if id in self.expected)

    @property
    def deserved(self) -> float:
        """All it should have given."""
        return sum(self.expected.values())


@dataclass(frozen=True)
class Proof:
    """One unit in one language.

    Attributes:
        unit (str): Its id.
        language (str): `bg` or `en`.
        outcomes (tuple[Outcome, ...]): The reference, the untouched release, the wrong answers.
        findings (tuple[Finding, ...]): What is not as it must be.
        seconds (float): How long it took.
    """

    unit: str
    language: str
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    seconds: float


def prove_unit(course: Path, unit: str, language: str, spoken: str) -> Proof:
    """Prove a unit of a course that can be built, as a job of its own.

    Args:
        course (Path): The folder of the course.
        unit (str): The id of the unit.
        language (str): The language of the lesson.
        spoken (str): The language of the findings.
    """
    with speaking(spoken):
        made = edition(read_course(course, rubrics_folder(course.parent)), language)
        return prove(made, next(each for each in made.units if each.source.id == unit))


def prove(course: Edition, unit: UnitEdition) -> Proof:
    """Prove a unit in one language; whatever stops the proof is a finding."""
    began = time.perf_counter()
    outcomes: list[Outcome] = []
    findings: list[Finding] = []
    place = unit.source.place(FILE)
    try:
        works = attempts(unit.source)
        place += f" ({course.language})"
        with nbgrader_course(course.files(), unit.source.id) as graded:
            graded.generate()
            findings += _leaks(graded.release, unit, course)
            for work in works:
                _hand_in(graded, unit, work, course.language)
            graded.autograde()
            outcomes += [Outcome(work.name, work.expected, graded.points(work.name)) for work in works]
            findings += [Finding(place, "reference-stumbles", error) for error in graded.errors(REFERENCE)]
    except ContentError as error:
        findings.append(Finding.of(place, error))
    findings += [finding for outcome in outcomes for finding in _judged(outcome, place)]
    return Proof(unit.source.id, course.language, tuple(outcomes), tuple(findings), time.perf_counter() - began)


def _hand_in(course: NbgraderCourse, unit: UnitEdition, work: Attempt, language: str) -> None:
    """Lay the release, with the answers of a work, where nbgrader collects."""
    folder = course.submitted(work.name)
    shutil.copytree(course.release, folder)
    path = folder / f"{unit.source.id}.ipynb"
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    solutions = {cell.grade_id: cell.source for cell in unit.cells if cell.has("solution")} if work.solved else {}
    for cell in notebook.cells:
        id = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = work.cells.get(id, solutions.get(id, cell.source))
    nbformat.write(notebook, path)
    if work.answers:
        journal = Journal.open_unit(folder)
        with speaking(language):
            for id, value in work.answers.items():
                try:
                    journal.answer(id, value)
                except DaskaloError as error:
                    raise ContentError(error.code, f"{work.name}.answers.{id}: {error.message}") from error


def _judged(outcome: Outcome, place: str) -> Iterator[Finding]:
    codes = {REFERENCE: "reference-not-full", UNTOUCHED: "untouched-earns"}
    for id, (expected, got) in outcome.differences.items():
        yield Finding(
            place,
            codes.get(outcome.name, "wrong-answer-differs"),
            _("{name}: {id} gave {got} points instead of {expected}. Correct the test, the key or proof.toml.",
              name=outcome.name, id=id, got="–" if got is None else f"{got:g}", expected=f"{expected:g}"),
        )  # fmt: skip


def _leaks(release: Path, unit: UnitEdition, edition: Edition) -> Iterator[Finding]:
    """Yield what a learner would get and must not: markers, keys, answers, reasons."""
    secrets = [json.dumps(text, ensure_ascii=False)[1:-1] for text in _reasons(unit)]
    for path in sorted(release.rglob("*")):
        place = f"{edition.id}/release/{unit.source.id}/{path.relative_to(release)}"
        if path.name == JOURNAL:
            yield Finding(place, "journal-in-release", _("A journal must not travel with the lesson."))
        if not path.is_file():
            continue
        text = path.read_bytes().decode(errors="replace")
        if MARKER.search(text):
            yield Finding(
                place, "marker-in-release", _("A marker of nbgrader is left: {text}.", text=MARKER.search(text))
            )
        if _KEY.search(text):
            yield Finding(place, "answer-in-release", _("A key is left in a test. Only hidden tests may hold one."))
        if any(secret in text for secret in secrets):
            yield Finding(place, "answer-in-release", _("The reason of an answer (“why”) stands in it."))
        if path.name == "unit.json":
            yield from (
                Finding(place, "answer-in-release", _("{id} shows “{field}”.", id=id, field=field))
                for id, table in json.loads(text)["activities"].items()
                if not table.get("practice")
                for field in _fields(table) & {"answer", "why", "tolerance"}
            )


def _reasons(unit: UnitEdition) -> Iterator[str]:
    for tables in (unit.tables, unit.source.tables):
        for id, table in tables.items():
            if not unit.source.activities[id].practice:
                yield from (
                    text for place, text in prose(table, id) if place.endswith("why") and len(text) >= SHORTEST_SECRET
                )


def _fields(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_fields, value.values()))
    return set().union(*map(_fields, value)) if isinstance(value, list) else set()
