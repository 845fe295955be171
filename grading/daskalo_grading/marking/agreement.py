"""How far two raters agree: exact agreement, and Cohen's kappa with quadratic weights on the levels of a rubric."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy
import pandas
from statsmodels.stats.inter_rater import cohens_kappa

from daskalo.i18n import translator
from daskalo_grading.book import Vote
from daskalo_grading.marking.course import Course
from daskalo_grading.marking.work import Rubric, graded_tasks

_, ngettext = translator("daskalo_grading.marking")

COLUMNS = ["title", "criterion", "raters", "n", "exact", "kappa"]


def agreement(course: Course, unit: str) -> pandas.DataFrame:
    """Return one row a task, criterion and pair of raters, and one for all criteria together.

    Returns:
        DataFrame: `title`, `criterion`, `raters`, `n` (works both have marked), `exact` (share with the same points,
            0 to 1), `kappa` (weighted, -1 to 1; None with fewer than two works or where all got the same).
    """
    with course.book() as book:
        votes = book.votes(unit=unit)
    by_task: dict[tuple[str, str], list[Vote]] = {}
    for vote in votes:
        by_task.setdefault((vote.notebook, vote.task), []).append(vote)
    rows = [row for given in by_task.values() for row in _of_task(course, given)]
    return pandas.DataFrame(rows, columns=COLUMNS).astype({"kappa": object})


def _of_task(course: Course, given: Sequence[Vote]) -> Iterator[tuple[Any, ...]]:
    first = given[0]
    known = graded_tasks(course.graded(first.unit, first.person), first.unit, first.notebook).get(first.task)
    title, rubric = (known.title, known.rubric) if known else (first.task, None)
    criteria = {criterion.id: criterion.text for criterion in rubric.criteria} if rubric else {}
    for one, other in combinations(sorted({vote.rater for vote in given}), 2):
        pairs = list(_pairs(given, one, other))
        if not pairs:
            continue
        for id, text in criteria.items():
            marks = [(a[id], b[id]) for a, b in pairs if id in a and id in b]
            yield (title, text, f"{one} – {other}", len(marks), *_agree(marks, _levels(rubric, id)))
        sums = [(sum(a.values()), sum(b.values())) for a, b in pairs]
        yield (title, _("Together"), f"{one} – {other}", len(sums), *_agree(sums, ()))


def _pairs(votes: Sequence[Vote], one: str, other: str) -> Iterator[tuple[Mapping[str, float], Mapping[str, float]]]:
    by_rater = {rater: {vote.person: vote.points for vote in votes if vote.rater == rater} for rater in (one, other)}
    for person in sorted(set(by_rater[one]) & set(by_rater[other])):
        yield by_rater[one][person], by_rater[other][person]


def _levels(rubric: Rubric | None, id: str) -> list[float]:
    criterion = next(criterion for criterion in rubric.criteria if criterion.id == id) if rubric else None
    return sorted({level.points for level in criterion.levels}) if criterion else []


def _agree(marks: Sequence[tuple[float, float]], levels: Sequence[float]) -> tuple[float | None, float | None]:
    """Return exact agreement and weighted kappa.

    >>> _agree([(4, 4), (2, 2), (0, 0)], [0, 2, 4])
    (1.0, 1.0)
    >>> _agree([(4, 4)], [0, 2, 4])
    (1.0, None)
    """
    if not marks:
        return None, None
    exact = sum(one == other for one, other in marks) / len(marks)
    places = {
        points: place for place, points in enumerate(sorted({*levels, *(mark for pair in marks for mark in pair)}))
    }
    if len(marks) < 2 or len({mark for pair in marks for mark in pair}) < 2:
        return exact, None
    table = numpy.zeros((len(places), len(places)))
    for one, other in marks:
        table[places[one], places[other]] += 1
    # Levels are steps, however many points lie between them; sums are as far apart as their points.
    scores: Any = range(len(places)) if levels else list(places)
    distance = numpy.subtract.outer(scores, scores).astype(float)
    with numpy.errstate(all="ignore"):
        kappa: Any = cohens_kappa(table, weights=distance**2, return_results=False)
    return exact, float(kappa) if math.isfinite(kappa) else None
