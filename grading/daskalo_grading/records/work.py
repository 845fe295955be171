"""The work of one person on one unit, as the record tells it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from daskalo_grading.book import Vote
from daskalo_grading.records.course import Course, Unit
from daskalo_grading.records.gradebook import Cell, Graded
from daskalo_grading.records.hours import plain
from daskalo_grading.records.personal_numbers import without_numbers

MISSING, HANDED_IN, WAITING, MARKED = "not-handed-in", "handed-in", "waits-for-marks", "marked"
SLACK = 1e-9
"""Shares are floats: 0.7 of 10 points is 7 of 10."""


def unit_work(
    course: Course, unit: Unit, graded: Graded | None, votes: Sequence[Vote], product: dict[str, Any] | None
) -> dict[str, Any]:
    """Describe one unit of one person.

    Args:
        course (Course): The course, for its rubrics and its pass mark.
        unit (Unit): The unit.
        graded (Graded | None): What the gradebook holds; None before grading.
        votes (Sequence[Vote]): Of this person on this unit.
        product (dict | None): What was handed in; None when nothing lies there.
    """
    cells = graded.cells if graded else ()
    by_hand = [cell for cell in cells if cell.by_hand]
    automatic = _points([cell for cell in cells if not cell.by_hand]) if graded else None
    status = MISSING if graded is None and product is None else HANDED_IN
    if graded:
        status = WAITING if any(cell.waiting for cell in cells) else MARKED
    total = _points(cells) if graded else None
    passed = _passed(course.pass_mark, automatic, total, status)
    penalty = graded.penalty if graded else 0.0
    dates = sorted(vote.time.date().isoformat() for vote in votes if vote.time)
    return {
        "id": unit.id,
        "title": unit.title,
        "hours": unit.hours.plain() if unit.hours else None,
        "status": status,
        "handed_in": f"{graded.time:%Y-%m-%dT%H:%M:%SZ}" if graded and graded.time else None,
        "automatic": automatic,
        "by_hand": _points(by_hand) if graded else None,
        "late_penalty": _number(penalty),
        "score": _number(max(0.0, total["score"] - penalty)) if total else None,
        "max_score": total["max"] if total else None,
        "passed": passed,
        "self_study_hours": plain(unit.hours.self_study) if unit.hours and passed else 0,
        "tasks": [_task(course, unit, cell, votes) for cell in by_hand],
        "product": product
        and product | {"reviewers": sorted({vote.rater for vote in votes}), "reviewed": dates[-1] if dates else None},
    }


def _passed(mark: float | None, automatic: dict | None, total: dict | None, status: str) -> bool | None:
    """Whether the unit is passed; None where nobody can say (yet)."""
    if status == MISSING:
        return False
    if mark is None or automatic is None or total is None:
        return None
    counted = automatic if automatic["max"] else total
    if not counted["max"] or (counted is total and status == WAITING):
        return None
    return counted["score"] / counted["max"] >= mark - SLACK


def _task(course: Course, unit: Unit, cell: Cell, all_votes: Sequence[Vote]) -> dict[str, Any]:
    """Describe a task that people mark: each criterion with the vote of each rater."""
    votes = [vote for vote in all_votes if vote.task == cell.name and vote.notebook in ("", cell.notebook)]
    rubric = course.rubric(unit.id, cell.name)
    known = {criterion["id"]: criterion for criterion in rubric.get("criteria", ())}
    ids = list(dict.fromkeys([*known, *(id for vote in votes for id in vote.points)]))
    comments = [
        {"rater": vote.rater, "comment": without_numbers(vote.comment), "date": _day(vote)}
        for vote in votes
        if vote.comment.strip()
    ]
    if not comments and cell.comment.strip():
        comments = [{"rater": None, "comment": without_numbers(cell.comment), "date": None}]
    return {
        "task": cell.name,
        "notebook": cell.notebook,
        "title": course.activity(unit.id, cell.name).get("title", cell.name),
        "rubric": {"id": rubric["id"], "title": rubric.get("title", rubric["id"])} if rubric else None,
        "criteria": [
            {
                "id": id,
                "text": known.get(id, {}).get("text", id),
                "max": max((level["points"] for level in known.get(id, {}).get("levels", ())), default=None),
                "votes": [
                    {"rater": vote.rater, "points": _number(vote.points[id]), "date": _day(vote)}
                    for vote in votes
                    if id in vote.points
                ],
            }
            for id in ids
        ],
        "comments": comments,
        "score": None if cell.waiting else _number(cell.score),
        "max_score": _number(cell.max_score),
    }


def _day(vote: Vote) -> str | None:
    return vote.time.date().isoformat() if vote.time else None


def _points(cells: Sequence[Cell]) -> dict[str, int | float]:
    return {
        "score": _number(sum(cell.score for cell in cells)),
        "max": _number(sum(cell.max_score for cell in cells)),
    }


def _number(value: float) -> int | float:
    return plain(Decimal(str(round(value, 4))))
