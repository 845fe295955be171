"""What the trainers' votes say about a text: the level reached for each criterion, and the level above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Protocol


class Vote(Protocol):
    """What a rater gave, as `daskalo_grading.book` keeps it."""

    @property
    def points(self) -> Mapping[str, float]:
        """Points by criterion."""
        ...


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the rubric.

    Attributes:
        text (str): The criterion.
        points (float): The mean of the raters.
        most (float): The most there is.
        level (str): The words of the level that is nearest to the mean; of two, the lower.
        above (str): The words of the next level; empty at the top.
        above_points (float): What the next level brings.
    """

    text: str
    points: float
    most: float
    level: str
    above: str
    above_points: float


def criteria(rubric: Mapping[str, Any], votes: Sequence[Vote]) -> list[Criterion]:
    """Return the criteria that at least one rater has voted on, in the order of the rubric.

    Args:
        rubric (Mapping): A rubric of `course.json`: criteria with id, text and levels of points and text.
        votes (Sequence[Vote]): One a rater; empty while nobody has read the work.
    """
    found = []
    for criterion in rubric.get("criteria", ()):
        given = [float(vote.points[criterion["id"]]) for vote in votes if criterion["id"] in vote.points]
        levels = sorted(criterion["levels"], key=lambda level: level["points"])
        if given and levels:
            mean = round(fmean(given), 2)
            reached = min(levels, key=lambda level: abs(level["points"] - mean))
            above = next((level for level in levels if level["points"] > mean), None)
            found.append(
                Criterion(
                    text=criterion["text"],
                    points=mean,
                    most=float(levels[-1]["points"]),
                    level=reached["text"],
                    above=above["text"] if above else "",
                    above_points=float(above["points"]) if above else 0.0,
                )
            )
    return found


def furthest(found: Sequence[Criterion]) -> Criterion | None:
    """Return the criterion where the most is still to be gained; None when every level is the highest."""
    open_ones = [criterion for criterion in found if criterion.above]
    return max(open_ones, key=lambda criterion: criterion.most - criterion.points, default=None)
