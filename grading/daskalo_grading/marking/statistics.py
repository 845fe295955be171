"""How hard the tasks of a unit were, whom they told apart, and which wrong answers were frequent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy
import pandas

from daskalo.errors import DaskaloError
from daskalo.journal import Journal
from daskalo_grading.feedback.circumstances import Course as Around
from daskalo_grading.feedback.explanations import NOTHING, explain
from daskalo_grading.marking.course import Course
from daskalo_grading.marking.work import graded_tasks

FEWEST = 3
"""People below which a correlation says nothing."""


@dataclass(frozen=True)
class Statistics:
    """The statistics of a unit.

    Attributes:
        tasks (DataFrame): `task`, `title`, `n` (people), `difficulty` (mean share of the points, 0 to 1; low is hard),
            `discrimination` (correlation of a task with the rest of the unit, -1 to 1; None when undefined), `points`.
        wrong_answers (DataFrame): `activity`, `item`, `given`, `count` (people), `share` (of those who answered it).
        percents (tuple[float, ...]): Everybody's share of all points, 0 to 100.
    """

    tasks: pandas.DataFrame
    wrong_answers: pandas.DataFrame
    percents: tuple[float, ...]


def statistics(course: Course, unit: str) -> Statistics:
    """Return the statistics of a unit; works that wait for a hand are left out of their task."""
    rows: dict[str, dict[str, float]] = {}
    points: dict[str, float] = {}
    titles: dict[str, str] = {}
    with course.open() as gradebook:
        known_units = {assignment.name for assignment in gradebook.assignments}
        for submission in gradebook.assignment_submissions(unit) if unit in known_units else []:
            person = str(submission.student_id)
            for notebook in submission.notebooks:
                if person and not titles.keys() >= {grade.name for grade in notebook.grades}:
                    known = graded_tasks(course.graded(unit, person), unit, notebook.name)
                    titles |= {id: task.title for id, task in known.items()}
                for grade in notebook.grades:
                    most = float(grade.max_score)
                    if most and not grade.needs_manual_grade and grade.score is not None:
                        rows.setdefault(person, {})[grade.name] = float(grade.score) / most
                        points[grade.name] = most
    shares: Any = pandas.DataFrame.from_dict(rows, orient="index", columns=list(points), dtype=float)
    tasks = [
        (
            task,
            titles.get(task, task),
            int(shares[task].notna().sum()),
            float(shares[task].mean()),
            _discrimination(shares, points, task),
            most,
        )
        for task, most in points.items()
    ]
    columns = ["task", "title", "n", "difficulty", "discrimination", "points"]
    whole = shares.dropna()
    percents: Any = 100 * (whole * pandas.Series(points)).sum(axis=1) / sum(points.values()) if len(whole) else []
    return Statistics(
        pandas.DataFrame(tasks, columns=columns).astype({"discrimination": object}),
        _wrong_answers(course, unit),
        tuple(float(percent) for percent in percents),
    )


def _discrimination(shares: Any, points: dict[str, float], task: str) -> float | None:
    """Return the corrected item-total correlation: of a task with the points of all the others."""
    others = [other for other in points if other != task]
    both = shares.dropna()
    if not others or len(both) < FEWEST:
        return None
    rest = (both[others] * pandas.Series({other: points[other] for other in others})).sum(axis=1)
    if both[task].nunique() < 2 or rest.nunique() < 2:
        return None
    return float(numpy.corrcoef(both[task], rest)[0, 1])


def _wrong_answers(course: Course, unit: str) -> pandas.DataFrame:
    """Count the wrong answers of the journals of all collected hand-ins."""
    wrong: Counter[tuple[str, str, str]] = Counter()
    answered: Counter[str] = Counter()
    for person in course.people(unit):
        folder = course.hand_in(unit, person)
        activities = Around.around(folder, unit).explanations
        if not activities or not (folder / "journal.jsonl").is_file():
            continue
        try:
            answers = Journal.open_unit(folder).answers()
        except DaskaloError:
            continue  # a damaged journal is no answer
        for id, activity in activities.items():
            if answers.get(id) is None:
                continue
            rows = explain(activity, answers[id])
            answered[activity.title] += bool(rows)
            wrong.update(
                (activity.title, row.item, row.given) for row in rows if not row.is_right and row.given != NOTHING
            )
    found = [(*what, count, count / answered[what[0]]) for what, count in wrong.most_common()]
    return pandas.DataFrame(found, columns=["activity", "item", "given", "count", "share"])
