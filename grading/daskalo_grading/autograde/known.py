"""A unit that a gradebook does not know yet, such as a new PostgreSQL database."""

from __future__ import annotations

import logging
import shutil
import tempfile
import warnings

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment

from daskalo.errors import ContentError
from daskalo.i18n import translator
from daskalo_grading.autograde.course import GradedCourse
from daskalo_grading.autograde.one import SCRATCH
from daskalo_grading.our_path import our_path

_, ngettext = translator("daskalo_grading.autograde")


def know(course: GradedCourse, unit: str) -> None:
    """Write the cells of a unit into the gradebook where it does not know them, as `nbgrader generate_assignment` does.

    The release that people were given is left alone.

    Raises:
        ContentError: `source-wrong`, when nbgrader refuses the source of the unit.
    """
    with warnings.catch_warnings(), our_path():
        warnings.simplefilter("ignore")  # nbgrader 0.9.6 is older than SQLAlchemy 2.1
        with Gradebook(course.database, course.directory(unit).course_id) as gradebook:
            try:
                if gradebook.find_assignment(unit).notebooks:
                    return
            except MissingEntry:
                pass
        (course.folder / SCRATCH).mkdir(exist_ok=True)
        release = tempfile.mkdtemp(dir=course.folder / SCRATCH)
        directory = course.directory(unit, ".", release_directory=release)
        log = logging.Logger("daskalo grade", logging.CRITICAL)
        try:
            GenerateAssignment(coursedir=directory, config=course.config, create_assignment=True, log=log).start()
        except (Exception, SystemExit) as error:
            message = _("nbgrader refuses the source of “{unit}”: {error}", unit=unit, error=error)
            raise ContentError("source-wrong", message) from error
        finally:
            shutil.rmtree(release, ignore_errors=True)
