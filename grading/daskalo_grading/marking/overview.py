"""What waits where: the first thing a trainer sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from daskalo_grading.marking.course import Course
from daskalo_grading.marking.release import hands, released


@dataclass(frozen=True)
class UnitOverview:
    """One unit.

    Attributes:
        id, title (str): Which one.
        handed_in (int): Hand-ins that were collected.
        to_grade (int): Those of them that are new for the machine.
        to_mark (int): Works that wait for a hand.
        to_release (int): People whose feedback is ready and not released.
        failed (int): Hand-ins the machine could not grade.
        mean_percent (float | None): Mean share of the points, 0 to 100, of those that wait for nothing.
    """

    id: str
    title: str
    handed_in: int
    to_grade: int
    to_mark: int
    to_release: int
    failed: int
    mean_percent: float | None


@dataclass(frozen=True)
class PersonOverview:
    """One person: how many units were handed in, all points, works that wait for a hand."""

    shown_as: str
    handed_in: int
    score: float
    waiting: int


@dataclass(frozen=True)
class Remark:
    """What the trainer should know about a hand-in."""

    shown_as: str
    unit_title: str
    sentence: str


@dataclass(frozen=True)
class Overview:
    """All of it."""

    course_title: str
    units: Sequence[UnitOverview]
    people: Sequence[PersonOverview]
    notes: Sequence[Remark]


def overview(course: Course) -> Overview:
    """Return what waits where."""
    with course.book() as book:
        notes = book.notes()
    failed = {(note.unit, note.person) for note in notes if note.code == "not-graded"}
    units, by_person = [], {person: [0, 0.0, 0] for person in course.names}
    with course.open() as gradebook:
        for unit, title in course.units.items():
            people = course.people(unit)
            has_feedback = released(course, unit)
            graded = [
                each for each in course.submissions(gradebook, unit) if course.graded(unit, each.student_id).is_dir()
            ]
            waiting = {each.student_id: hands(each) for each in graded}
            done = [each for each in graded if not waiting[each.student_id]]
            shares = [100 * each.score / each.max_score for each in done if each.max_score]
            units.append(
                UnitOverview(
                    id=unit,
                    title=title,
                    handed_in=len(people),
                    to_grade=sum(course.is_new(unit, person) for person in people),
                    to_mark=sum(waiting.values()),
                    to_release=sum(each.student_id not in has_feedback for each in done),
                    failed=sum((unit, person) in failed for person in people),
                    mean_percent=sum(shares) / len(shares) if shares else None,
                )
            )
            for person in people:
                by_person.setdefault(person, [0, 0.0, 0])[0] += 1
            for each in graded:
                row = by_person.setdefault(each.student_id, [0, 0.0, 0])
                row[1] += each.score
                row[2] += waiting[each.student_id]
    found = [
        PersonOverview(course.shown_as(person), handed_in, score, waits)
        for person, (handed_in, score, waits) in by_person.items()
    ]
    remarks = [
        Remark(
            course.shown_as(note.person), course.units.get(note.unit, note.unit), course.anonymised_note(note.sentence)
        )
        for note in notes
    ]
    return Overview(course.title, units, sorted(found, key=lambda person: person.shown_as), remarks)
