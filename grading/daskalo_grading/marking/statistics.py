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
_Cell = tuple[str, str]  # notebook and grade id, which is unique in its notebook only


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
    rows: dict[str, dict[_Cell, float]] = {}
    points: dict[_Cell, float] = {}
    titles: dict[_Cell, str] = {}
    with course.open() as gradebook:
        for submission in course.submissions(gradebook, unit):
            person = str(submission.student_id)
            for notebook in submission.notebooks:
                cells = {(notebook.name, grade.name): grade for grade in notebook.grades}
                if not titles.keys() >= cells.keys():
                    known = graded_tasks(course.graded(unit, person), unit, notebook.name)
                    titles |= {(notebook.name, id): task.title for id, task in known.items()}
                for cell, grade in cells.items():
                    most = float(grade.max_score)
                    if most and not grade.needs_manual_grade and grade.score is not None:
                        rows.setdefault(person, {})[cell] = float(grade.score) / most
                        points[cell] = most
    shares: Any = pandas.DataFrame(
        [[given.get(cell) for cell in points] for given in rows.values()], columns=range(len(points)), dtype=float
    )
    weights = pandas.Series(list(points.values()), dtype=float)
    tasks = [
        (
            cell[1],
            titles.get(cell, cell[1]),
            int(shares[column].notna().sum()),
            float(shares[column].mean()),
            _discrimination(shares, weights, column),
            points[cell],
        )
        for column, cell in enumerate(points)
    ]
    columns = ["task", "title", "n", "difficulty", "discrimination", "points"]
    whole = shares.dropna()
    percents: Any = 100 * (whole * weights).sum(axis=1) / weights.sum() if len(whole) else []
    return Statistics(
        pandas.DataFrame(tasks, columns=columns).astype({"discrimination": object}),
        _wrong_answers(course, unit),
        tuple(float(percent) for percent in percents),
    )


def _discrimination(shares: Any, weights: Any, task: int) -> float | None:
    """Return the corrected item-total correlation: of a task with the points of all the others."""
    whole = shares.dropna()
    rest = (whole * weights).drop(columns=task).sum(axis=1)
    if len(weights) < 2 or len(whole) < FEWEST or whole[task].nunique() < 2 or rest.nunique() < 2:
        return None
    return float(numpy.corrcoef(whole[task], rest)[0, 1])


def _wrong_answers(course: Course, unit: str) -> pandas.DataFrame:
    """Count the wrong answers of the journals of all collected hand-ins."""
    wrong: Counter[tuple[str, str, str]] = Counter()
    answered: Counter[str] = Counter()
    titles: dict[str, str] = {}
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
            titles[id] = activity.title
            if answers.get(id) is None:
                continue
            rows = explain(activity, answers[id])
            answered[id] += bool(rows)
            wrong.update((id, row.item, row.given) for row in rows if not row.is_right and row.given != NOTHING)
    found = [
        (titles[id], item, course.anonymised(given), count, count / answered[id])
        for (id, item, given), count in wrong.most_common()
    ]
    return pandas.DataFrame(found, columns=["activity", "item", "given", "count", "share"])
