"""A throw-away nbgrader course: the real converters on a built course, in a temporary folder."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from daskalo.errors import ContentError
from daskalo.i18n import translator
from daskalo_grading.our_path import our_path

_, ngettext = translator("daskalo_grading")

LAST_LINES = 12
"""How much of nbgrader's log an error shows."""


class NbgraderCourse:
    """A course folder with the files of an edition.

    Args:
        root (Path): An empty folder.
        files (Mapping[str, bytes]): What `Edition.files` returned.
        unit (str): The assignment.
    """

    def __init__(self, root: Path, files: Mapping[str, bytes], unit: str) -> None:
        self.root, self.unit = root, unit
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self._log: list[str] = []
        self._config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
        self._config.merge(
            Config(
                CourseDirectory={"root": str(root), "assignment_id": unit, "db_url": f"sqlite:///{root}/gradebook.db"},
                Execute={"shutdown_kernel": "immediate", "extra_arguments": ["--IPKernelApp.log_level=40"]},
            )
        )

    @property
    def release(self) -> Path:
        """The folder that learners get."""
        return self.root / "release" / self.unit

    def submitted(self, student: str) -> Path:
        """Return the folder of a hand-in."""
        return self.root / "submitted" / student / self.unit

    def generate(self) -> None:
        """Make the release.

        Raises:
            ContentError: `nbgrader-failed`, with the end of nbgrader's log.
        """
        self._run(GenerateAssignment)

    def autograde(self) -> None:
        """Mark every hand-in; as `generate`."""
        self._run(Autograde, student_id="*")

    def points(self, student: str) -> dict[str, float | None]:
        """Return what the machine gave for each graded cell; None where a person marks."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)
            with Gradebook(f"sqlite:///{self.root}/gradebook.db", self._config.CourseDirectory.course_id) as gradebook:
                found = gradebook.find_submission_notebook(self.unit, self.unit, student)
                return {grade.name: grade.auto_score for grade in found.grades}

    def errors(self, student: str) -> list[str]:
        """Return the errors that cells of a marked hand-in ended in."""
        path = self.root / "autograded" / student / self.unit / f"{self.unit}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        return [
            f"{output.ename}: {output.evalue}"
            for cell in notebook.cells
            for output in cell.get("outputs", [])
            if output.output_type == "error"
        ]

    def _run(self, converter: Any, **course: str) -> None:
        directory = CourseDirectory(config=self._config, **course)
        self._log.clear()
        try:
            with warnings.catch_warnings(), our_path():
                # nbgrader 0.9.6 is older than SQLAlchemy 2.1 and Python 3.12: their warnings are not ours.
                warnings.simplefilter("ignore")
                converter(coursedir=directory, config=self._config, log=self._logger()).start()
        except Exception as error:  # whatever stops nbgrader is a finding
            log = "\n    ".join(self._log[-LAST_LINES:])
            raise ContentError(
                "nbgrader-failed",
                _("nbgrader stopped: {reason}.\n    {log}", reason=str(error) or type(error).__name__, log=log),
            ) from error

    def _logger(self) -> logging.Logger:
        logger = logging.Logger("nbgrader of a proof", logging.WARNING)  # its own: nothing reaches the terminal
        handler = logging.Handler()
        handler.emit = lambda record: self._log.extend(record.getMessage().splitlines())
        logger.addHandler(handler)
        return logger


@contextmanager
def nbgrader_course(files: Mapping[str, bytes], unit: str) -> Generator[NbgraderCourse]:
    """Yield a course that is gone afterwards."""
    with TemporaryDirectory(prefix="daskalo-proof-") as folder:
        yield NbgraderCourse(Path(folder).resolve(), files, unit)
