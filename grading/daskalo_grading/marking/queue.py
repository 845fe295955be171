"""The manual queue: every work that a hand marks, with all that a trainer wants to see beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from babel.numbers import format_decimal

from daskalo.i18n import language, translator
from daskalo_grading.book import Note, Vote
from daskalo_grading.marking.course import Course
from daskalo_grading.marking.place import Place
from daskalo_grading.marking.work import Piece, graded_tasks

_, ngettext = translator("daskalo_grading.marking")


@dataclass(frozen=True)
class _Kept:
    """What our tables hold about one unit."""

    votes: Mapping[Place, Sequence[Vote]]
    outdated: Mapping[Place, Sequence[Vote]]
    notes: Mapping[str, Sequence[Note]]

    @classmethod
    def of(cls, course: Course, unit: str) -> _Kept:
        with course.book() as book:
            votes, outdated, notes = book.votes(unit), book.votes(unit, outdated=True), book.notes(unit)
        by_person: dict[str, list[Note]] = {}
        for note in notes:
            by_person.setdefault(note.person, []).append(note)
        return cls(_by_place(votes), _by_place(outdated), by_person)


def pieces(course: Course, unit: str, rater: str, only: str = "") -> list[Piece]:
    """Return what is marked by hand in a unit: task by task, first what this rater has not marked yet.

    Args:
        course (Course): The course.
        unit (str): The unit.
        rater (str): For whom; marks of others are shown beside the own ones.
        only (str): Of this person; of everybody when empty.
    """
    kept = _Kept.of(course, unit)
    found = []
    with course.open() as gradebook:
        for submission in course.submissions(gradebook, unit):
            person = submission.student_id
            if only and person != only:
                continue
            for notebook in submission.notebooks:
                tasks = None
                for grade in notebook.grades:
                    place = Place(unit, notebook.name, grade.name, person)
                    if not (grade.needs_manual_grade or place in kept.votes or _is_by_formgrader(grade, place, kept)):
                        continue
                    tasks = tasks or graded_tasks(course.graded(unit, person), unit, notebook.name)
                    if task := tasks.get(grade.name):
                        piece = Piece(
                            key=place.key,
                            unit=unit,
                            unit_title=course.units.get(unit, unit),
                            notebook=notebook.name,
                            task=grade.name,
                            title=task.title,
                            person=person,
                            shown_as=course.shown_as(person),
                            work_html=course.anonymised(task.work_html, person),
                            fingerprint=task.fingerprint,
                            rubric=task.rubric,
                            points=float(grade.max_score),
                            notes=tuple(_notes(course, grade, place, kept, rater)),
                            automatic=_automatic(submission),
                        )
                        found.append(_with_votes(piece, kept, place, rater))
    order = list(dict.fromkeys((piece.notebook, piece.task) for piece in found))
    return sorted(
        found, key=lambda piece: (order.index((piece.notebook, piece.task)), piece.mine is not None, piece.shown_as)
    )


def most_used(votes: Iterable[Vote]) -> list[str]:
    """Return the comments of votes, most used first, the newer ones first among equals."""
    counts = Counter(vote.comment for vote in reversed(list(votes)) if vote.comment)
    return [comment for comment, _count in counts.most_common()]


def _by_place(votes: Iterable[Vote]) -> dict[Place, list[Vote]]:
    found: dict[Place, list[Vote]] = {}
    for vote in votes:
        found.setdefault(Place.of(vote), []).append(vote)
    return found


def _with_votes(piece: Piece, kept: _Kept, here: Place, rater: str) -> Piece:
    votes = kept.votes.get(here, ())
    mine = next((vote for vote in votes if vote.rater == rater), None)
    others = tuple(vote for vote in votes if vote.rater != rater) if mine else ()
    # What others wrote about this very work would tell how they marked it.
    suggestions = [
        vote
        for votes in (kept.outdated, kept.votes)
        for place, given in votes.items()
        if (place.notebook, place.task) == (here.notebook, here.task)
        for vote in given
        if place != here or mine or vote.rater == rater
    ]
    return replace(piece, mine=mine, others=others, comments=tuple(most_used(suggestions)))


def _notes(course: Course, grade: Any, place: Place, kept: _Kept, rater: str) -> Iterable[str]:
    for vote in kept.outdated.get(place, ()):
        if vote.rater == rater and place not in kept.votes:
            points = number(sum(vote.points.values()))
            yield _("The work has changed since you marked it: it had {points} points. Mark it again.", points=points)
    if _is_by_formgrader(grade, place, kept):
        points = number(grade.manual_score)
        yield _("Marked in the formgrader: {points} points. Your marks replace them.", points=points)
    for note in kept.notes.get(place.person, ()):
        if note.notebook in ("", place.notebook):
            yield course.anonymised_note(note.sentence)


def _is_by_formgrader(grade: Any, place: Place, kept: _Kept) -> bool:
    """Whether a mark by hand was given in nbgrader's own formgrader; the first vote here replaces it."""
    return grade.auto_score is None and grade.manual_score is not None and place not in kept.votes


def _automatic(submission: Any) -> str:
    """Return what the machine gave, in words."""
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    by_machine = [grade for grade in grades if grade.auto_score is not None]
    if not by_machine:
        return ""
    earned = sum(float(grade.auto_score) for grade in by_machine)
    most = sum(float(grade.max_score) for grade in by_machine)
    return _("{earned} of {most} points by machine", earned=number(earned), most=number(most))


def number(value: float) -> str:
    """Write a number in the language of the reader."""
    return format_decimal(round(float(value), 2), format="0.##", locale=language())
