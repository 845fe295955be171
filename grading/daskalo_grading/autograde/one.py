"""Grading one hand-in: nbgrader's own Autograde, in a scratch folder that takes its place when all of it is done.

A worker may be killed at any moment. Until the last step the course looks as if nothing had happened, and the next
worker begins anew; in the gradebook nbgrader replaces what is there, so each hand-in stands in it once.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import threading
import time
import uuid
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import rmtree

from daskalo.errors import ContentError, DaskaloError
from daskalo.i18n import translator
from daskalo_grading.autograde.before import refuse_dangerous
from daskalo_grading.autograde.course import GradedCourse
from daskalo_grading.autograde.job import Graded, Job
from daskalo_grading.autograde.quicker import quicken
from daskalo_grading.autograde.twins import note_twins
from daskalo_grading.book import REFUSED, Book, Note
from daskalo_grading.our_path import our_path

_, ngettext = translator("daskalo_grading.autograde")

SCRATCH = ".grading"
_one_at_a_time = threading.Lock()
"""nbgrader changes the working folder of the process."""


class OneAutograde(Autograde):
    """nbgrader's Autograde, which remembers why it failed and how long the cells ran."""

    coursedir: Any  # a traitlets Instance, which type checkers read as an optional object

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.why: Exception | None = None
        self.cell_seconds = 0.0

    def run_pre_convert_hook(self) -> None:
        """Look at the hand-in before it is opened."""
        with self._remembering():
            refuse_dangerous(Path(self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)))

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Prepare the hand-in, as nbgrader does."""
        with self._remembering():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Grade a notebook, as nbgrader does."""
        with self._remembering():
            super().convert_single_notebook(notebook_filename)

    def write_single_notebook(self, output: Any, resources: Any) -> None:
        """Write a notebook, as nbgrader does."""
        super().write_single_notebook(output, resources)
        self.cell_seconds += resources.get("daskalo", {}).get("cell_seconds", 0.0)

    @contextmanager
    def _remembering(self) -> Generator[None]:
        try:
            yield
        except Exception as error:
            self.why = error
            raise


def grade_one(job: Job) -> Graded:
    """Grade one hand-in.

    Args:
        job (Job): Which one.

    Returns:
        Graded: With the reason in words where it could not be graded; scores are filled in by the caller.

    Raises:
        NoSandbox: `no-sandbox`: nothing can be graded here.
    """
    quicken()
    began = time.perf_counter()
    with _one_at_a_time:
        course = GradedCourse(Path(job.folder), job.database)
        with _locked(course, job):
            if not (job.force or course.is_new(job.unit, job.person)):
                return Graded(job.person, job.unit, seconds=time.perf_counter() - began)
            reason, cell_seconds = _graded(course, job)
            note_twins(course, job)
    return Graded(job.person, job.unit, failed=reason, seconds=time.perf_counter() - began, cell_seconds=cell_seconds)


def _graded(course: GradedCourse, job: Job) -> tuple[str, float]:
    """Grade, and return why it failed, if it did, and how long the cells ran."""
    from daskalo_grading.execution.warm import NoSandbox

    token = f"{SCRATCH}/{uuid.uuid4().hex}"
    scratch = course.folder / token
    course.config.Execute.trusted = job.trusted
    directory = course.directory(job.unit, job.person, autograded_directory=token)
    step = OneAutograde(coursedir=directory, config=course.config, log=_quiet())
    try:
        with warnings.catch_warnings():
            # nbgrader 0.9.6 is older than SQLAlchemy 2.1 and Python 3.12: their warnings are not ours.
            warnings.simplefilter("ignore")
            with our_path():
                step.start()
        _replace(Path(directory.format_path(token, job.person, job.unit)), course.graded(job.unit, job.person))
    except (Exception, SystemExit) as error:
        why = step.why or error
        if isinstance(why, NoSandbox):
            raise why from None
        reason = _in_words(why)
        _note_failure(job, reason)
        return reason, step.cell_seconds
    finally:
        if scratch.exists():
            rmtree(str(scratch))
    return "", step.cell_seconds


def _in_words(why: BaseException) -> str:
    if isinstance(why, DaskaloError):
        return why.message
    if isinstance(why, NbGraderException):
        return str(why)
    return _("nbgrader stopped: {error}", error=f"{type(why).__name__}: {why}".strip(": "))


def _note_failure(job: Job, reason: str) -> None:
    with Book(job.database) as book:
        refused = [note for note in book.notes(job.unit, job.person) if note.code == REFUSED]
        book.replace_notes(job.unit, job.person, [*refused, Note("not-graded", reason)])


def _replace(fresh: Path, target: Path) -> None:
    """Put the graded hand-in into its place; the old one stays until the new one is there."""
    if not fresh.is_dir():
        raise ContentError("nothing-graded", _("nbgrader has graded nothing."))
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.with_name(f".{target.name}.old")
    if old.exists():
        rmtree(str(old))
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _locked(course: GradedCourse, job: Job) -> Generator[None]:
    """Let one process at a time grade this hand-in, whoever asks."""
    folder = course.folder / SCRATCH
    folder.mkdir(exist_ok=True)
    lock = os.open(folder / f"{job.person}+{job.unit}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _quiet() -> logging.Logger:
    """Return a logger that prints nothing: what went wrong is told in words."""
    logger = logging.Logger("daskalo grade", logging.CRITICAL)
    logger.addHandler(logging.NullHandler())
    return logger
