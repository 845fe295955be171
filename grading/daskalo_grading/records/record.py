"""`record.json`: everything that is documented about one participant of one course, and what is missing, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from daskalo.i18n import speaking, translator
from daskalo_grading.records.attendance import PRESENT, SYNCHRONOUS, Session
from daskalo_grading.records.course import Course
from daskalo_grading.records.hours import CREDIT_HOURS, MINUTES, credits, plain
from daskalo_grading.records.personal_numbers import without_numbers
from daskalo_grading.records.wording import count, percent
from daskalo_grading.records.work import HANDED_IN, MARKED, MISSING, WAITING

_, ngettext = translator("daskalo_grading.records")

SCHEMA = 1


@dataclass(frozen=True)
class Participant:
    """Somebody in the course, with all there is about them.

    Attributes:
        id (str): What the hub and nbgrader call them.
        name (str): Empty where nobody wrote it down.
        sessions (Sequence[Session]): When they were there.
        units (Sequence[dict]): Their work, as `unit_work` describes it.
        training (bool): An invented person of the demo: nobody was trained.
    """

    id: str
    name: str
    sessions: Sequence[Session]
    units: Sequence[dict[str, Any]]
    training: bool


def compose(course: Course, person: Participant, made: date) -> dict[str, Any]:
    """Return the record of one participant, in the language of the course.

    Args:
        course (Course): The course.
        person (Participant): Who.
        made (date): The day of the record.
    """
    with speaking(course.language):
        present, synchronous = (
            sum((each.hours for each in person.sessions if each.form == form), Decimal())
            for form in (PRESENT, SYNCHRONOUS)
        )
        self_study = sum((Decimal(str(unit["self_study_hours"])) for unit in person.units), Decimal())
        attended = present + synchronous
        missing = list(_missing(course, person, attended, self_study))
        days = sorted([f"{each.date}" for each in person.sessions] + [u["handed_in"][:10] for u in _handed(person)])
        first, last = (days[0], days[-1]) if days else (None, None)
        return {
            "schema": SCHEMA,
            "kind": "daskalo-record",
            "made": f"{made}",
            "language": course.language,
            "training_data": person.training,
            "participant": {"id": person.id, "name": person.name or None},
            "course": {
                "id": course.id,
                "title": course.title,
                "hours": course.hours.plain() if course.hours else None,
                "pass_mark": course.pass_mark,
            },
            "period": {"from": first, "to": last},
            "sessions": [_session(each) for each in sorted(person.sessions)],
            "units": list(person.units),
            "totals": {
                "present_hours": plain(present),
                "synchronous_hours": plain(synchronous),
                "attended_hours": plain(attended),
                "self_study_hours": plain(self_study),
                "total_hours": plain(attended + self_study),
            },
            "completion": {"completed": _completed(course, missing), "rule": _rule(course), "missing": missing},
            "rules": {
                "academic_hour_minutes": MINUTES,
                "attended": _("Hours of attendance come from the attendance list and from nowhere else."),
                "self_study": _(
                    "The hours of self-study of a unit are those the course plans for it; they count once the unit is"
                    " handed in and passed. Nobody measured how long a person worked."
                ),
            },
            "credits": {
                "awarded": 0,
                "corresponds_to_if_recognised": credits(course.hours, attended, self_study),
                "statement": statement(),
            },
            "regional_office_form": _form(course, person, first, last, plain(attended + self_study)),
        }


def statement() -> str:
    """Return the sentence about credits that each document carries."""
    return _(
        "This document awards no qualification credits. Only an approved provider can award them, or the regional"
        " office of education (РУО) can recognise them; {hours} documented academic hours then correspond to one"
        " credit.",
        hours=CREDIT_HOURS,
    )


def _handed(person: Participant) -> list[dict[str, Any]]:
    return [unit for unit in person.units if unit["handed_in"]]


def _session(session: Session) -> dict[str, Any]:
    return {
        "date": f"{session.date}",
        "start": f"{session.start:%H:%M}",
        "end": f"{session.end:%H:%M}",
        "form": session.form,
        "hours": plain(session.hours),
        "note": without_numbers(session.note),
    }


def _rule(course: Course) -> str:
    if course.hours is None or course.pass_mark is None:
        return _("The course does not say what completes it: it names no hours or no pass mark.")
    return _(
        "Completed means: {present} hours of attendance and {self_study} hours of self-study are documented, every unit"
        " is handed in, marked and passed. A unit is passed with {mark} of its automatic points, or of all its points"
        " where it has no automatic ones.",
        present=count(course.hours.present), self_study=count(course.hours.self_study), mark=percent(course.pass_mark),
    )  # fmt: skip


def _completed(course: Course, missing: Sequence[str]) -> bool | None:
    """Whether the course is completed; None where the course does not say what completes it."""
    if course.hours is None or course.pass_mark is None or not course.units:
        return None
    return not missing


def _missing(course: Course, person: Participant, attended: Decimal, self_study: Decimal) -> Iterator[str]:
    if course.hours is None:
        yield _("The course names no hours: how many are needed is not known.")
    if course.pass_mark is None:
        yield _("The course names no pass mark: whether a unit is passed is not known.")
    if not person.sessions:
        yield _("No hours of attendance are documented: the attendance list has no line of this person.")
    elif course.hours and attended < course.hours.present:
        yield _(
            "{documented} of {planned} hours of attendance are documented.",
            documented=count(attended), planned=count(course.hours.present),
        )  # fmt: skip
    for unit in person.units:
        yield from _missing_in(course, unit)
    if course.hours and self_study < course.hours.self_study:
        yield _(
            "{documented} of {planned} hours of self-study are documented.",
            documented=count(self_study), planned=count(course.hours.self_study),
        )  # fmt: skip
        offered = sum((unit.hours.self_study for unit in course.units if unit.hours), Decimal())
        if offered < course.hours.self_study:
            yield _(
                "The units that the course has so far hold {offered} of its {planned} hours of self-study.",
                offered=count(offered), planned=count(course.hours.self_study),
            )  # fmt: skip


def _missing_in(course: Course, unit: dict[str, Any]) -> Iterator[str]:
    title = unit["title"]
    if unit["status"] == MISSING:
        yield _("“{unit}” is not handed in.", unit=title)
    elif unit["status"] == HANDED_IN:
        yield _("“{unit}” is handed in and not graded yet.", unit=title)
    elif unit["status"] == WAITING:
        yield _("“{unit}” waits for marks by hand.", unit=title)
    if unit["status"] in (WAITING, MARKED) and unit["passed"] is False and course.pass_mark is not None:
        points = unit["automatic"] if unit["automatic"]["max"] else {"score": unit["score"], "max": unit["max_score"]}
        yield _(
            "“{unit}” has {score} of {all} points; {mark} of them are needed.",
            unit=title, score=count(points["score"]), all=count(points["max"]), mark=percent(course.pass_mark),
        )  # fmt: skip


def _form(course: Course, person: Participant, first: str | None, last: str | None, hours: int | float) -> dict:
    """Return the fields of Приложение № 28 (Наредба № 15/2019, чл. 53, ал. 1); what nobody told us is None."""
    return {
        "form": "Приложение № 28 към чл. 53, ал. 1 – Наредба № 15/22.07.2019",
        "register_number": None,
        "register_date": None,
        "names": person.name or None,
        "position": None,
        "workplace": None,
        "town_and_region": None,
        "kind": "training",
        "held_by": None,
        "from": first,
        "to": last,
        "academic_hours": hours,
        "topic": course.title,
        "published_in": None,
        "recognised_credits": None,
        "head_of_regional_office": None,
    }
