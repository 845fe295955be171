"""From votes to nbgrader: the mean of the raters becomes the manual score.

The votes change and the score is written in one transaction that holds the row of the grade, so that of two raters who
finish at the same moment the later one counts both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import fmean
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select, text, update

from daskalo_grading.book import Book, Vote
from daskalo_grading.marking.course import Course
from daskalo_grading.marking.place import Place
from daskalo_grading.marking.work import Rubric, Task, graded_tasks

# nbgrader fills their columns in after the classes are defined, which a type checker cannot know.
_MODELS: tuple[Any, ...] = (BaseCell, Notebook, Assignment, SubmittedNotebook, SubmittedAssignment, Grade)
STEP = 0.25
"""A mean of several raters goes to nbgrader in quarters of a point."""


def push(course: Course, place: Place, task: Task, change: Callable[[Book], None]) -> None:
    """Change the votes of a work, and write what they say together into nbgrader's columns.

    Args:
        course (Course): The course.
        place (Place): Which work.
        task (Task): Its task, for the rubric.
        change (Callable): Changes the votes of the book it is given.
    """
    with course.book() as book:
        book.prepare()
    with course.open() as gradebook:
        grade: Any = gradebook.find_grade(*place.in_nbgrader)
        _hold(gradebook, grade)
        book = Book.within(gradebook.db.connection())
        before = _votes(book, place)
        change(book)
        votes = _votes(book, place)
        grade.manual_score = together(votes, task.rubric, float(grade.max_score))
        grade.needs_manual_grade = not votes
        _comment(gradebook, place, before, votes)
        gradebook.db.commit()


def settle(course: Course) -> None:
    """Bring marks into order after grading anew, when nbgrader asks for every mark by hand again.

    Where the work is the same as before, the votes count again; where it is not, they are outdated.
    """
    with course.book() as book:
        places = dict.fromkeys(map(Place.of, book.votes()))
    if not places:
        return
    with course.open() as gradebook:
        waiting = _waiting(gradebook)
    for place in filter(waiting.__contains__, places):
        folder = course.graded(place.unit, place.person)
        if task := graded_tasks(folder, place.unit, place.notebook).get(place.task):
            push(course, place, task, lambda book, place=place, work=task.fingerprint: _outdate(book, place, work))


def together(votes: Sequence[Vote], rubric: Rubric | None, most: float) -> float | None:
    """Return the mean of the raters' sums, in points of the task; None without votes.

    Args:
        votes (Sequence[Vote]): One a rater.
        rubric (Rubric | None): Where it gives more or less than the task, its sum is scaled.
        most (float): The points of the task.
    """
    if not votes:
        return None
    scale = most / rubric.points if rubric and rubric.points else 1.0
    sums = [sum(vote.points.values()) * scale for vote in votes]
    mean = fmean(sums)
    if mean >= most or (scale == 1 and mean in sums):
        return min(most, mean)  # what a rater gave stays as it is
    return min(most, math.floor(mean / STEP + 0.5) * STEP)


def _votes(book: Book, place: Place) -> list[Vote]:
    votes = book.votes(unit=place.unit, person=place.person, task=place.task)
    return [vote for vote in votes if vote.notebook == place.notebook]


def _outdate(book: Book, place: Place, work: str) -> None:
    for vote in _votes(book, place):
        if vote.work and vote.work != work:
            book.outdate(vote)


def _waiting(gradebook: Gradebook) -> set[Place]:
    """Return every work that nbgrader wants marked by hand, in one query."""
    cell, notebook, unit, work, hand_in, grade = _MODELS
    rows = gradebook.db.execute(
        select(unit.name, notebook.name, cell.name, hand_in.student_id)
        .join(grade, grade.cell_id == cell.id)
        .join(work, work.id == grade.notebook_id)
        .join(notebook, notebook.id == work.notebook_id)
        .join(hand_in, hand_in.id == work.assignment_id)
        .join(unit, unit.id == hand_in.assignment_id)
        .where(grade.needs_manual_grade)
    )
    return {Place(*row) for row in rows}


def _hold(gradebook: Gradebook, grade: Any) -> None:
    """Lock the row of a grade until the transaction ends; SQLite locks the file."""
    row: Any = Grade
    connection = gradebook.db.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA busy_timeout = 30000"))
    connection.execute(update(row).where(row.id == grade.id).values(needs_manual_grade=row.needs_manual_grade))
    gradebook.db.refresh(grade)


def _comment(gradebook: Gradebook, place: Place, before: Sequence[Vote], votes: Sequence[Vote]) -> None:
    """Write the raters' comments, each once; what was written in the formgrader stays below them."""
    try:
        comment: Any = gradebook.find_comment(*place.in_nbgrader)
    except MissingEntry:  # a test that was marked by hand has no place for comments
        return
    own = dict.fromkeys(vote.comment for vote in votes if vote.comment)
    rest = comment.manual_comment or ""
    for earlier in dict.fromkeys(vote.comment for vote in before if vote.comment):
        rest = rest.replace(earlier, "", 1)
    comment.manual_comment = "\n\n".join(filter(None, [*own, rest.strip()])) or None
