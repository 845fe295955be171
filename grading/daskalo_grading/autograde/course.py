"""A course directory: where it lies, how nbgrader is configured in it, and who waits to be graded."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from daskalo.errors import UsageError
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.autograde")

SETTINGS = Path(__file__).parents[2] / "nbgrader_config.py"
"""Our steps of grading, `grading/nbgrader_config.py`."""


@dataclass(frozen=True)
class GradedCourse:
    """A course directory with its settings.

    Attributes:
        folder (Path): Absolute.
        gradebook (str | None): The URL of the gradebook; None for the one of the course's own settings.
    """

    folder: Path
    gradebook: str | None = None

    @cached_property
    def config(self) -> Config:
        """The settings of the course, then ours, which decide how hand-ins are run."""
        config = Config()
        own = self.folder / "nbgrader_config.py"
        if own.is_file():
            config.merge(PyFileConfigLoader(own.name, path=str(self.folder)).load_config())
        config.merge(PyFileConfigLoader(SETTINGS.name, path=str(SETTINGS.parent)).load_config())
        config.CourseDirectory.root = str(self.folder)
        if self.gradebook:
            config.CourseDirectory.db_url = self.gradebook
        return config

    @property
    def database(self) -> str:
        """The URL of the gradebook."""
        return CourseDirectory(config=self.config).db_url

    def directory(self, unit: str, person: str = "*", **traits: Any) -> CourseDirectory:
        """Return nbgrader's view of it for one unit."""
        return CourseDirectory(config=self.config, assignment_id=unit, student_id=person, **traits)

    def hand_in(self, unit: str, person: str) -> Path:
        """Return the folder of what was collected."""
        view = self.directory(unit, person)
        return Path(view.format_path(view.submitted_directory, person, unit))

    def graded(self, unit: str, person: str) -> Path:
        """Return the folder of what was graded."""
        view = self.directory(unit, person)
        return Path(view.format_path(view.autograded_directory, person, unit))

    def is_new(self, unit: str, person: str) -> bool:
        """Whether a hand-in was not graded yet, or is newer than what was."""
        before = self.graded(unit, person)
        if not before.is_dir():
            return True
        view = self.directory(unit, person)
        now, then = (view.get_existing_timestamp(str(path)) for path in (self.hand_in(unit, person), before))
        return now is not None and then is not None and now > then

    def people(self, unit: str) -> list[str]:
        """Return who has handed in a unit.

        Raises:
            UsageError: `unit-unknown`, naming those there are.
        """
        view = self.directory(unit)
        submitted = self.folder / view.submitted_directory
        units = sorted(path.name for path in (self.folder / view.source_directory).glob("*") if path.is_dir())
        if unit not in units:
            message = _("This course has no unit “{unit}”. It has: {units}.", unit=unit, units=", ".join(units) or "–")
            raise UsageError("unit-unknown", message)
        if not submitted.is_dir():
            return []
        people = sorted(path.name for path in submitted.iterdir() if not path.name.startswith("."))
        return [person for person in people if os.path.lexists(self.hand_in(unit, person))]


def waiting(
    course_dir: Path, unit: str, *, person: str | None = None, force: bool = False, gradebook: str | None = None
) -> list[str]:
    """Return whose hand-ins wait to be graded, in alphabetical order.

    Args:
        course_dir (Path): Any nbgrader course directory.
        unit (str): The unit.
        person (str | None): This person only.
        force (bool): Those too that were graded before.
        gradebook (str | None): The URL of the gradebook.

    Raises:
        UsageError: `unit-unknown`; `person-unknown`, when that person has handed in nothing.
    """
    course = GradedCourse(course_dir, gradebook)
    people = course.people(unit)
    if person is not None:
        if person not in people:
            message = _(
                "“{person}” has handed in nothing of “{unit}”. These have: {people}.",
                person=person, unit=unit, people=", ".join(people) or "–",
            )  # fmt: skip
            raise UsageError("person-unknown", message)
        people = [person]
    return [each for each in people if force or course.is_new(unit, each)]
