"""Rules about how the parts of a unit fit: activities, tests, tasks, rubrics, points, hours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from daskalo.activities import Activity, Text
from daskalo.i18n import translator
from daskalo_grading.authoring.code import calls, last_call
from daskalo_grading.authoring.course import Course, Points
from daskalo_grading.authoring.findings import Finding
from daskalo_grading.authoring.rubric import Rubric
from daskalo_grading.authoring.sources import ACTIVITIES, UnitSource, rubric_blocks

_, ngettext = translator("daskalo_grading")

AREAS = {"DigCompEdu 2017": (4, 3, 4, 3, 3, 5)}
"""The number of competences in each area of a framework: the codes are 1.1, 1.2, ..."""


def course_findings(course: Course) -> Iterator[Finding]:
    """Yield what does not add up in `course.toml`."""
    place = f"{course.id}/course.toml"
    topics = [*course.units, *course.planned]
    for name in ("present", "self_study"):
        listed, whole = sum(getattr(topic.hours, name) for topic in topics), getattr(course.hours, name)
        if listed != whole:
            yield Finding(
                place,
                "hours-differ",
                _("The units have {listed} hours ({name}), the course {whole}. Correct one of them, or add "
                  "[[planned]] units.", listed=f"{listed:g}", name=name, whole=f"{whole:g}"),
            )  # fmt: skip
    if course.framework not in AREAS:
        known = ", ".join(AREAS)
        yield Finding(
            place, "framework-unknown", _("“{name}” is not known. Use: {known}.", name=course.framework, known=known)
        )
        return
    areas = enumerate(AREAS[course.framework], 1)
    codes = {f"{area}.{number}" for area, most in areas for number in range(1, most + 1)}
    for topic in topics:
        for outcome in topic.outcomes:
            for code in sorted(set(outcome.codes) - codes):
                yield Finding(
                    place,
                    "code-unknown",
                    _("{framework} has no competence “{code}” ({unit}).",
                      framework=course.framework, code=code, unit=topic.title),
                )  # fmt: skip
    for topic in course.units:
        if not topic.outcomes:
            yield Finding(place, "outcome-missing", _("The unit {unit} has no [[unit.outcome]].", unit=topic.id))


def unit_findings(unit: UnitSource, rubric: Callable[[str], Rubric | None]) -> Iterator[Finding]:
    """Yield what does not fit together in a unit.

    Args:
        unit (UnitSource): The unit.
        rubric (Callable): Gives a rubric by its id; None when it cannot be read, which is another finding.
    """
    yield from _unknown(unit)
    shown = Counter(unit.shown)
    checked = Counter(last_call(cell.source, "check") for cell in unit.cells if cell.is_test)
    for id, activity in unit.activities.items():
        for code, message in [*_shown(shown[id]), *_checked(activity, checked[id]), *_by_hand(unit, activity, rubric)]:
            yield Finding(unit.place(f"{ACTIVITIES}#{id}"), code, message)
    yield from _rubric_points(unit, rubric)
    yield from _points(unit)


def _unknown(unit: UnitSource) -> Iterator[Finding]:
    known = ", ".join(unit.activities) or "–"
    for cell in unit.cells:
        if cell.type != "code":
            continue
        place = cell.place(unit.place("lesson.md"))
        for id in [*calls(cell.source, "activity"), *calls(cell.source, "check")]:
            if id not in unit.activities:
                yield Finding(
                    place, "activity-unknown", _("There is no activity “{id}”. There are: {known}.", id=id, known=known)
                )
        if cell.is_test and calls(cell.source, "check") and last_call(cell.source, "check") is None:
            yield Finding(
                place,
                "check-not-last",
                _('The last line of a test must be exactly check("id"): it gets the hidden test.'),
            )


def _shown(times: int) -> Iterator[tuple[str, str]]:
    if times == 0:
        yield "activity-not-shown", _('No cell shows it. Add a locked cell with activity("id"), or delete it here.')
    elif times > 1:
        yield "activity-shown-twice", _("{n} cells show it. Show it once.", n=times)


def _checked(activity: Activity, times: int) -> Iterator[tuple[str, str]]:
    if activity.practice or isinstance(activity, Text):
        if times:
            yield "not-for-marking", _("Practice and texts are not marked by a machine. Delete the test.")
    elif times == 0:
        yield "activity-not-checked", _('No test marks it. Add a locked, graded cell that ends in check("id").')
    elif times > 1:
        yield "activity-checked-twice", _("{n} tests mark it. Keep one.", n=times)


def _by_hand(unit: UnitSource, activity: Activity, rubric: Callable[[str], Rubric | None]) -> Iterator[tuple[str, str]]:
    if not isinstance(activity, Text) or not activity.rubric:
        return
    tasks = [cell for cell in unit.cells if cell.has("task") and cell.grade_id == activity.id]
    if not tasks:
        yield (
            "task-missing",
            _("It has a rubric, but no task: add a locked Markdown cell with “task”: true and the grade_id “{id}” "
              "after the cell that shows it.", id=activity.id),
        )  # fmt: skip
        return
    if not any(block.argument == activity.rubric for block in rubric_blocks(tasks[0])):
        yield (
            "rubric-not-shown",
            _("Its task does not show the rubric. Put a fence ```{name} into the cell.",
              name=f"{{rubric}} {activity.rubric}"),
        )  # fmt: skip


def _rubric_points(unit: UnitSource, rubric: Callable[[str], Rubric | None]) -> Iterator[Finding]:
    for cell in unit.cells:
        if cell.type != "markdown" or not cell.by_hand:
            continue
        used = [found for block in rubric_blocks(cell) if (found := rubric(block.argument))]
        if used and sum(each.points for each in used) != cell.points:
            yield Finding(
                cell.place(unit.place("lesson.md")),
                "rubric-points-differ",
                _("The rubric gives {rubric} points at most, the task {task}. Make them equal.",
                  rubric=f"{sum(each.points for each in used):g}", task=f"{cell.points:g}"),
            )  # fmt: skip


def _points(unit: UnitSource) -> Iterator[Finding]:
    found = Points(
        sum(cell.points for cell in unit.cells if cell.is_test), sum(cell.points for cell in unit.cells if cell.by_hand)
    )
    for name in ("automatic", "manual"):
        listed, given = getattr(unit.topic.points, name), getattr(found, name)
        if listed != given:
            yield Finding(
                unit.place("lesson.md"),
                "points-differ",
                _("The cells give {given} points ({name}), course.toml says {listed}.",
                  given=f"{given:g}", name=name, listed=f"{listed:g}"),
            )  # fmt: skip
