"""What nbgrader's gradebook says, read without touching it.

`nbgrader.api.Gradebook` creates and migrates a database when it opens one. The desk only looks: it opens SQLite
read-only, waits for no lock longer than a moment, and a database that is missing or busy counts as empty.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from nbgrader.api import Assignment, Student, SubmittedAssignment
from sqlalchemy import create_engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mark:
    """One submission in the gradebook.

    Attributes:
        score (float): Points given so far.
        max_score (float): Points that could be given.
        needs_hand (bool): Something waits for marks by hand.
    """

    score: float
    max_score: float
    needs_hand: bool


@dataclass(frozen=True)
class Gradebook:
    """The marks of a course by (person, unit), and the people in it."""

    marks: Mapping[tuple[str, str], Mark]
    people: frozenset[str]


EMPTY = Gradebook({}, frozenset())


def database_url(folder: Path) -> str | None:
    """Return where the gradebook of a course lies, opened read-only; None when there is none yet.

    The one place to change when a deployment keeps gradebooks in another database.

    Args:
        folder (Path): The live nbgrader folder of the course.
    """
    database = folder / "gradebook.db"
    if not database.is_file():
        return None
    return f"sqlite:///file:{quote(str(database.resolve()))}?mode=ro&uri=true&timeout=2"


def read(folder: Path) -> Gradebook:
    """Read all marks of a course in two queries.

    Args:
        folder (Path): The live nbgrader folder of the course.
    """
    url = database_url(folder)
    if url is None:
        return EMPTY
    engine = create_engine(url, poolclass=NullPool)
    # nbgrader fills these columns in after the class is defined, so a type checker takes them for None.
    submission: Any = SubmittedAssignment
    assignment: Any = Assignment
    columns = (assignment.name, submission.score, submission.max_score, submission.needs_manual_grade)
    joined = submission.assignment_id == assignment.id
    try:
        with engine.connect() as connection:
            rows: Any = connection.execute(select(submission.student_id, *columns).join(assignment, joined))
            marks = {
                (person, unit): Mark(float(score or 0), float(max_score or 0), bool(needs_hand))
                for person, unit, score, max_score, needs_hand in rows
            }
            people = frozenset(connection.execute(select(Student.id)).scalars())
    except SQLAlchemyError as error:
        log.warning("The gradebook of %s cannot be read now: %s", folder.name, error)
        return EMPTY
    return Gradebook(marks, people)
