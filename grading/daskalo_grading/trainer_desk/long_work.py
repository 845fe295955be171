"""What takes long: grading everything new, and releasing feedback, each step told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from daskalo.i18n import translator
from daskalo_grading.trainer_desk import reports
from daskalo_grading.trainer_desk.jobs import Jobs

if TYPE_CHECKING:
    from daskalo_grading.autograde import Graded
    from daskalo_grading.marking import Marking

_, ngettext = translator("daskalo_grading.trainer_desk")


def grade_units(
    jobs: Jobs,
    course: Path,
    units: Mapping[str, str],
    gradebook: str | None,
    shown_as: Callable[[str], str],
    anonymised: Callable[[str], str] = str,
) -> str:
    """Grade every new hand-in, unit after unit.

    Args:
        jobs (Jobs): Told about each hand-in.
        course (Path): The nbgrader course directory.
        units (Mapping): The titles of the units by their ids.
        gradebook (str | None): The URL of the gradebook; None for the one of the course.
        shown_as (Callable): The name that may be shown, given the person.
        anonymised (Callable): A sentence about hand-ins as it may be shown.

    Returns:
        str: How it ended.
    """
    from daskalo_grading import autograde

    new = {unit: autograde.waiting(course, unit, gradebook=gradebook) for unit in units}
    rows: list[Sequence[str]] = []
    failed = 0
    expected = sum(map(len, new.values()))
    jobs.step(all=expected, sentence=_("Grading …"))

    def told(graded: Graded) -> None:
        nonlocal failed
        failed += bool(graded.failed)
        who = shown_as(graded.person)
        rows.append(list(map(anonymised, reports.graded_row(graded, who, units[graded.unit]))))
        sentence = _("{n} of {all} are done. The last one: {who}.", n=len(rows), all=expected, who=who)
        jobs.step(done=len(rows), sentence=sentence, table=reports.graded(rows))

    for unit, people in new.items():
        if people:
            autograde.grade(course, unit, gradebook=gradebook, progress=told)
    done = ngettext("{n} hand-in is graded.", "{n} hand-ins are graded.", len(rows) - failed)
    if not failed:
        return done
    return done + " " + ngettext("{n} could not be graded: see why.", "{n} could not be graded: see why.", failed)


def release_feedback(desk: Marking, unit: str, people: Sequence[str] | None, jobs: Jobs) -> str:
    """Release the feedback of a unit.

    Args:
        desk (Marking): The gradebook.
        unit (str): The unit.
        people (Sequence[str] | None): These people; None for everybody.
        jobs (Jobs): Told who got it and who not.

    Returns:
        str: How it ended.
    """
    released = desk.release(unit, people)
    jobs.step(table=reports.released(released))
    got = sum(each.released for each in released)
    return ngettext("Feedback released to {n} person.", "Feedback released to {n} people.", got)
