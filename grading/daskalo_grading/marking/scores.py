"""Everybody's points, and the files a trainer takes along."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas

from daskalo.errors import UsageError
from daskalo.files import write_atomically
from daskalo.i18n import translator
from daskalo_grading.marking.agreement import agreement
from daskalo_grading.marking.course import Course
from daskalo_grading.marking.release import hands, released
from daskalo_grading.marking.statistics import statistics

_, ngettext = translator("daskalo_grading.marking")

FORMATS = ("csv", "xlsx")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ["name", "unit", "automatic", "manual", "late_penalty", "total", "max", "percent", "status"]
NOT_GRADED = (None,) * 7


def scores(course: Course) -> pandas.DataFrame:
    """Return one row a person and unit that was graded or handed in.

    Returns:
        DataFrame: `name`, `unit` (its title), `automatic`, `manual`, `late_penalty`, `total`, `max` (points), `percent`
            (0 to 100), `status` (in words).
    """
    return _scores(course).drop(columns="id")


def _scores(course: Course) -> pandas.DataFrame:
    """Return the scores with the ids of the people, which tell two of the same name apart."""
    rows = []
    with course.open() as gradebook:
        for unit, title in course.units.items():
            found = {each.student_id: each for each in course.submissions(gradebook, unit)}
            has_feedback = released(course, unit)
            for person in sorted({*found, *course.people(unit)}, key=course.shown_as):
                graded = found.get(person) if course.graded(unit, person).is_dir() else None
                points = _points(graded, is_released=person in has_feedback) if graded else NOT_GRADED
                status = points[-1] or _("not graded yet")
                rows.append((person, course.shown_as(person), title, *points[:-1], status))
    return pandas.DataFrame(rows, columns=["id", *COLUMNS])


def _points(submission: Any, *, is_released: bool) -> tuple[Any, ...]:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    by_hand = sum(float(grade.manual_score or 0) + float(grade.extra_credit or 0) for grade in grades)
    by_machine = sum(float(grade.auto_score or 0) for grade in grades if grade.manual_score is None)
    most = float(submission.max_score)
    penalty = float(submission.late_submission_penalty or 0)
    total = max(0.0, float(submission.score) - penalty)
    if waiting := hands(submission):
        status = ngettext("waits for {n} mark", "waits for {n} marks", waiting)
    else:
        status = _("feedback released") if is_released else _("ready")
    return by_machine, by_hand, penalty, total, most, round(100 * total / most, 1) if most else None, status


def votes(course: Course) -> pandas.DataFrame:
    """Return the marks by hand: one row a person, task, criterion and rater."""
    with course.book() as book:
        found = book.votes()
    rows = []
    for vote in found:
        about = (course.shown_as(vote.person), course.units.get(vote.unit, vote.unit), vote.task, vote.rater)
        comment = course.anonymised(vote.comment, vote.person)
        rows += [(*about, criterion, given, comment) for criterion, given in vote.points.items()]
    columns = ["name", "unit", "task", "rater", "criterion", "points", "comment"]
    return pandas.DataFrame(rows, columns=columns)


def export(course: Course, folder: Path, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Write points, marks by hand, agreement and statistics.

    Args:
        course (Course): The course.
        folder (Path): Where to.
        formats (Sequence[str]): `csv` (a file a table, for Excel too) and `xlsx` (one file).

    Returns:
        list[Path]: What was written.

    Raises:
        UsageError: `format-unknown`; nothing was written.
    """
    if unknown := set(formats) - set(FORMATS):
        message = _(
            "There is no format “{given}”. There are: {known}.", given=", ".join(unknown), known=", ".join(FORMATS)
        )
        raise UsageError("format-unknown", message)
    points = scores(course) if course.anonymous else _scores(course)
    tables = {_("scores"): points, _("marks"): votes(course)}
    units = [(unit, title, statistics(course, unit)) for unit, title in course.units.items()]
    tables[_("agreement")] = _stacked([(title, agreement(course, unit)) for unit, title, _found in units])
    tables[_("tasks")] = _stacked([(title, found.tasks) for _unit, title, found in units])
    tables[_("wrong answers")] = _stacked([(title, found.wrong_answers) for _unit, title, found in units])
    tables = {name: _harmless(table).rename(columns=_headings()) for name, table in tables.items()}
    written = []
    folder.mkdir(parents=True, exist_ok=True)
    if "csv" in formats:
        for name, table in tables.items():
            path = folder / f"{name.replace(' ', '-')}.csv"
            write_atomically(path, table.to_csv(index=False).encode("utf-8-sig"))
            written.append(path)
    if "xlsx" in formats:
        buffer = BytesIO()
        with pandas.ExcelWriter(buffer, engine="openpyxl") as book:
            for name, table in tables.items():
                table.to_excel(book, sheet_name=name[:31], index=False)
        path = folder / f"{course.id or course.folder.name}.xlsx"
        write_atomically(path, buffer.getvalue())
        written.append(path)
    return written


def _stacked(tables: Sequence[tuple[str, pandas.DataFrame]]) -> pandas.DataFrame:
    filled = [table.assign(unit=title) for title, table in tables if len(table)]
    return pandas.concat(filled, ignore_index=True) if filled else pandas.DataFrame(columns=["unit"])


def _harmless(table: pandas.DataFrame) -> pandas.DataFrame:
    """Return a table in which no text is taken for a formula by a spreadsheet."""
    return table.map(lambda value: f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value)


def _headings() -> dict[str, str]:
    """Return the headings of the columns, in the language of the reader."""
    return {
        "id": _("Id"),
        "name": _("Name"),
        "unit": _("Unit"),
        "automatic": _("Points by machine"),
        "manual": _("Points by hand"),
        "late_penalty": _("Taken off for lateness"),
        "total": _("Together"),
        "max": _("Of"),
        "percent": _("Percent"),
        "status": _("Stage"),
        "task": _("Task"),
        "title": _("Title"),
        "rater": _("Rater"),
        "raters": _("Raters"),
        "criterion": _("Criterion"),
        "points": _("Points"),
        "comment": _("Comment"),
        "n": _("Works"),
        "exact": _("Share with the same points"),
        "kappa": _("Weighted kappa"),
        "difficulty": _("Mean share of the points"),
        "discrimination": _("Discrimination"),
        "activity": _("Activity"),
        "item": _("Item"),
        "given": _("What was answered"),
        "count": _("People"),
        "share": _("Share"),
    }
