"""What the gradebook says, read without touching it; SQLite and PostgreSQL.

`nbgrader.api.Gradebook` makes and migrates a database when it opens one. A record only looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from nbgrader.api import Assignment, Student, SubmittedAssignment, TaskCell
from sqlalchemy import create_engine, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from daskalo.errors import EnvironmentProblem
from daskalo.i18n import translator
from daskalo_grading.book import Book, Vote

_, ngettext = translator("daskalo_grading.records")


@dataclass(frozen=True)
class Cell:
    """The points of one cell.

    Attributes:
        name (str): Its grade id.
        notebook (str): Where it stands.
        by_hand (bool): A person gives the points.
        score (float): Given so far.
        max_score (float): That could be given.
        waiting (bool): A person has still to read it.
        comment (str): What stands beside it in nbgrader.
    """

    name: str
    notebook: str
    by_hand: bool
    score: float
    max_score: float
    waiting: bool
    comment: str = ""


@dataclass(frozen=True)
class Graded:
    """One graded hand-in.

    Attributes:
        time (datetime | None): When it was handed in, UTC; None where nobody wrote it down.
        cells (tuple[Cell, ...]): In a fixed order.
        penalty (float): Points taken for being late.
    """

    time: datetime | None
    cells: tuple[Cell, ...]
    penalty: float = 0.0


@dataclass(frozen=True)
class Gradebook:
    """All that a record needs of a gradebook.

    Attributes:
        people (Mapping[str, str]): Names by person; empty names where it has none.
        units (tuple[str, ...]): The names of the assignments.
        graded (Mapping): What was graded, by (person, unit).
        votes (tuple[Vote, ...]): Marks by hand, in the order they were given.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    graded: Mapping[tuple[str, str], Graded] = field(default_factory=dict)
    votes: tuple[Vote, ...] = ()

    @classmethod
    def read(cls, url: str) -> Gradebook:
        """Read it; an SQLite file that is not there is an empty book, and is not made.

        Raises:
            EnvironmentProblem: `gradebook-unreadable`.
        """
        shown = url
        try:
            address = make_url(url)
            shown = address.render_as_string(hide_password=True)
            if address.get_backend_name() == "sqlite":
                if not address.database or not Path(address.database).is_file():
                    return cls()
                url = f"sqlite:///file:{quote(str(Path(address.database).resolve()))}?mode=ro&uri=true&timeout=10"
            return cls._of(url)
        except (SQLAlchemyError, ArgumentError, ImportError) as error:
            reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            message = _(
                "The gradebook {url} cannot be read: {reason}. Is it a gradebook of this nbgrader, and is its server"
                " running?",
                url=shown, reason=reason,
            )  # fmt: skip
            raise EnvironmentProblem("gradebook-unreadable", message) from error

    @classmethod
    def _of(cls, url: str) -> Gradebook:
        engine = create_engine(url, poolclass=NullPool)
        try:
            with Session(engine) as opened:
                session: Any = opened  # nbgrader's columns look like classes to a type checker
                people = {each.id: _name(each) for each in session.scalars(select(Student))}
                units = tuple(sorted(each.name for each in session.scalars(select(Assignment))))
                graded = {
                    (each.student_id, each.assignment.name): _graded(each)
                    for each in session.scalars(select(SubmittedAssignment))
                }
        finally:
            engine.dispose()
        with Book(url) as book:
            return cls(people, units, graded, tuple(book.votes()))


# nbgrader fills these columns in after the classes are defined, so a type checker takes them for None.
def _name(student: Any) -> str:
    return " ".join(filter(None, (student.first_name, student.last_name)))


def _graded(submission: Any) -> Graded:
    cells = sorted(_cells(submission), key=lambda cell: (cell.notebook, cell.name))
    time = submission.timestamp.replace(tzinfo=UTC) if submission.timestamp else None
    return Graded(time, tuple(cells), float(submission.late_submission_penalty or 0))


def _cells(submission: Any) -> Iterator[Cell]:
    for notebook in submission.notebooks:
        answers = {cell.name for cell in notebook.notebook.solution_cells}
        comments = {each.name: each.comment or "" for each in notebook.comments}
        for grade in notebook.grades:
            yield Cell(
                name=grade.name,
                notebook=notebook.name,
                # A cell that is answer and test at once has no test: nbgrader asks a person for its points.
                by_hand=isinstance(grade.cell, TaskCell) or grade.name in answers,
                score=float(grade.score or 0),
                max_score=float(grade.max_score or 0),
                waiting=bool(grade.needs_manual_grade),
                comment=comments.get(grade.name, ""),
            )
