"""What one person sees: the courses learnt with each unit, the courses led with the numbers waiting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from daskalo_grading.desk import courses, gradebook
from daskalo_grading.desk.courses import Course, UnitInfo
from daskalo_grading.desk.facts import Places, work_on
from daskalo_grading.desk.shelves import display_name
from daskalo_grading.desk.states import Stage, Step, Work


@dataclass(frozen=True)
class LearntUnit:
    """One unit as its learner sees it."""

    info: UnitInfo
    work: Work


@dataclass(frozen=True)
class LearntCourse:
    """A course that the person learns in."""

    course: Course
    units: tuple[LearntUnit, ...]

    @property
    def handed_in(self) -> int:
        """How many units the person has handed in at least once."""
        return sum(unit.work.newest is not None for unit in self.units)

    @property
    def score(self) -> float:
        """The points of the feedback so far."""
        return sum(unit.work.score or 0 for unit in self.units)

    @property
    def max_score(self) -> float:
        """The points that could be given where there is feedback; 0 without any."""
        return sum(unit.work.max_score or 0 for unit in self.units)

    @property
    def next_unit(self) -> str | None:
        """The unit to go on with: feedback first, then work begun, then the first that is open."""
        for wanted in (Stage.FEEDBACK_READY, Stage.IN_WORK, Stage.NOT_FETCHED):
            for unit in self.units:
                if unit.work.stage is wanted:
                    return unit.info.id
        return None


@dataclass(frozen=True)
class Learner:
    """One row of the trainer's table: a person, and the work on each unit by its id."""

    person: str
    name: str
    works: Mapping[str, Work]


@dataclass(frozen=True)
class LedCourse:
    """A course that the person leads."""

    course: Course
    learners: tuple[Learner, ...]
    released: frozenset[str]

    @property
    def units(self) -> tuple[UnitInfo, ...]:
        """The units that are open, or that somebody has handed in."""
        return tuple(
            info
            for info in self.course.units
            if info.id in self.released or any(learner.works[info.id].newest for learner in self.learners)
        )

    def waiting(self, unit: str | None = None) -> dict[Step, int]:
        """Return how many hand-ins wait at each step, of one unit or of all."""
        counts = dict.fromkeys(Step, 0)
        for learner in self.learners:
            for name, work in learner.works.items():
                if work.waiting and unit in {None, name}:
                    counts[work.waiting] += 1
        return counts

    @property
    def total(self) -> int:
        """How many hand-ins wait at all."""
        return sum(self.waiting().values())


def learnt(places: Places, course_id: str, person: str) -> LearntCourse:
    """Gather one course for its learner."""
    course = courses.load(places.course(course_id))
    works = _works(places, course, gradebook.read(places.course(course_id)), person)
    return LearntCourse(course, tuple(LearntUnit(info, works[info.id]) for info in course.units))


def led(places: Places, course_id: str, people: Iterable[str]) -> LedCourse:
    """Gather one course for its trainer.

    Args:
        places (Places): The folders of the hub.
        course_id (str): The course.
        people (Iterable[str]): The members of its group, as far as the hub told; whoever handed something in or stands
            in the gradebook is added.
    """
    course = courses.load(places.course(course_id))
    book = gradebook.read(places.course(course_id))
    known = {*people, *places.handed_in(course_id), *book.people, *(person for person, _ in book.marks)}
    return LedCourse(
        course,
        tuple(
            Learner(person, display_name(places.state, person), _works(places, course, book, person))
            for person in sorted(known)
        ),
        frozenset(places.released(course_id)),
    )


def _works(places: Places, course: Course, book: gradebook.Gradebook, person: str) -> dict[str, Work]:
    """Return one person's work on each unit."""
    released = places.released(course.id)
    return {
        name: work_on(places, course.id, name, person, book.marks.get((person, name)), released=name in released)
        for name in (info.id for info in course.units)
    }
