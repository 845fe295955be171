"""What a check returns: a number for nbgrader, sentences for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import isfinite

from babel.numbers import format_decimal

from daskalo.errors import AnswerError, ContentError
from daskalo.i18n import language, translator

_, ngettext = translator("daskalo_grading.checks")


MOST_POINTS = 1_000_000


@dataclass(frozen=True, repr=False)
class Verdict:
    """The outcome of one check.

    nbgrader reads the last expression of a graded cell by its `repr`: a number is that many points, anything else is
    all of them, and more than all of them stops the grading. So the `repr` of a marked answer is a number from 0 to
    `most`; that of an answer which was only looked at is its words, and `check` shows those outside grading only.

    Attributes:
        headline (str): The outcome in one sentence.
        sentences (Sequence[str]): What is right, what is missing, where to click next.
        earned (float | None): Points from 0 to `most`, to two decimals; None when the answer was not marked.
        most (float): The points of the cell.
    """

    headline: str
    sentences: Sequence[str] = ()
    earned: float | None = None
    most: float = 0.0

    @classmethod
    def marked(cls, fraction: float, points: float, sentences: Sequence[str]) -> Verdict:
        """Return the outcome of marking: the earned share of the points.

        Args:
            fraction (float): 0 to 1; what lies outside, or is no number, is pulled to the nearer end, 0 in doubt.
            points (float): The most there is, from `most_points`.
            sentences (Sequence[str]): What to say besides.
        """
        share = min(max(float(fraction), 0.0), 1.0) if isfinite(fraction) else 0.0
        earned = min(round(share * points, 2), points)
        headline = _("{earned} of {most} points", earned=_written(earned), most=_written(points))
        return cls(headline, tuple(sentences), earned, points)

    def __repr__(self) -> str:
        return str(self) if self.earned is None else f"{self.earned}"

    def __str__(self) -> str:
        return "\n".join([self.headline, *self.sentences])

    def _repr_html_(self) -> str:
        sentences = "".join(f"<div>{escape(sentence)}</div>" for sentence in self.sentences)
        return (
            f"<div class='daskalo daskalo-check'><div><strong>{escape(self.headline)}</strong></div>{sentences}</div>"
        )


class Unfinished(AnswerError):
    """The check stops here: nbgrader's Validate shows the sentences, and no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [self.message]


def most_points(points: object) -> float:
    """Return the points of a cell.

    Raises:
        ContentError: `points-wrong`, unless it is a number from 0 to `MOST_POINTS`.
    """
    if isinstance(points, bool) or not isinstance(points, (int, float)) or not 0 <= points <= MOST_POINTS:
        raise ContentError("points-wrong", _("This cell does not say how many points it is worth. Tell your trainer."))
    return float(points)


def _written(number: float) -> str:
    return format_decimal(number, format="0.##", locale=language())
