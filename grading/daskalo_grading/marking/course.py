"""The course directory a trainer works on, and the people in it, by their names or without."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from daskalo.i18n import translator
from daskalo_grading.autograde.course import GradedCourse
from daskalo_grading.book import Book
from daskalo_grading.marking.anonymous import remover

_, ngettext = translator("daskalo_grading.marking")

NUMBERS = 9_000


class Course(GradedCourse):
    """A course directory with its titles, rubrics and people.

    Args:
        folder (Path): Absolute.
        gradebook (str | None): The URL of the gradebook; None for the one of the course's own settings.
        anonymous (bool): Show numbers instead of names.
    """

    def __init__(self, folder: Path, gradebook: str | None, *, anonymous: bool) -> None:
        super().__init__(folder, gradebook)
        object.__setattr__(self, "anonymous", anonymous)

    anonymous: bool

    @cached_property
    def about(self) -> Mapping[str, Any]:
        """What `course.json` says; empty for a course of somebody else."""
        return read_table(self.folder / "course.json")

    @property
    def title(self) -> str:
        """The title of the course, or its id."""
        return self.about.get("title") or self.id or self.folder.name

    @property
    def id(self) -> str:
        """Nbgrader's id of the course."""
        return self.directory("*").course_id

    def open(self) -> Gradebook:
        """Return nbgrader's gradebook; close it."""
        return Gradebook(self.database, self.id)

    def submissions(self, gradebook: Gradebook, unit: str) -> list[Any]:
        """Return the hand-ins of a unit in an open gradebook; none for a unit it does not know."""
        known = {assignment.name for assignment in gradebook.assignments}
        return gradebook.assignment_submissions(unit) if unit in known else []

    def book(self) -> Book:
        """Return our tables in it; close it."""
        return Book(self.database)

    @cached_property
    def units(self) -> dict[str, str]:
        """The titles of the units by their ids, in the order of the course."""
        known = {unit["id"]: unit["title"] for unit in self.about.get("units", ())}
        source = self.folder / self.directory("*").source_directory
        there = sorted(path.name for path in source.glob("*") if path.is_dir() and not path.name.startswith("."))
        return {unit: title for unit, title in known.items() if unit in there} | {
            unit: unit for unit in there if unit not in known
        }

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of the people: of the roster, else of the gradebook, else their ids."""
        with self.open() as gradebook:
            students: list[Any] = gradebook.students
            names = {
                student.id: " ".join(filter(None, (student.first_name, student.last_name))) or student.id
                for student in students
            }
        return names | read_table(self.folder / "roster.json")

    def shown_as(self, person: str) -> str:
        """Return the name that may be shown; in anonymous mode a number that stays the same and tells nothing."""
        if not self.anonymous:
            return self.names.get(person, person)
        return _(
            "Participant {number}", number=self._numbers[person] if person in self._numbers else self._hash(person)
        )

    @cached_property
    def _numbers(self) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for person in sorted(self.names, key=self._hash):
            number = self._hash(person)
            while number in numbers.values():
                number += 1
            numbers[person] = number
        return numbers

    def _hash(self, person: str) -> int:
        return 1000 + int(sha256(f"{self.folder.name}/{self.id}/{person}".encode()).hexdigest(), 16) % NUMBERS

    def anonymised(self, html: str, person: str = "") -> str:
        """Return HTML without the names of people, in anonymous mode.

        Args:
            html (str): What somebody wrote.
            person (str): Whose it is: also the parts of this person's name go.
        """
        if not self.anonymous:
            return html
        own = {self.shown_as(person): self.names.get(person, "").split()} if person else {}
        return remover(own)(remover(self._words)(html)) if own else remover(self._words)(html)

    def anonymised_note(self, sentence: str) -> str:
        """Return one of our own sentences without the names and ids of people, in anonymous mode."""
        return remover(self._words, short=True)(sentence) if self.anonymous else sentence

    @property
    def _words(self) -> dict[str, tuple[str, ...]]:
        return {self.shown_as(person): (name, person) for person, name in self.names.items()}


def read_table(path: Path) -> dict[str, Any]:
    """Read a table; one that is not there or damaged says nothing."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
