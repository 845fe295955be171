"""The next step, in one sentence: for one task, and for the whole unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from daskalo.activities import Activity
from daskalo.i18n import language, translator
from daskalo_grading.feedback.rubric import Criterion

if TYPE_CHECKING:
    from daskalo_grading.feedback.page import Task

_, ngettext = translator("daskalo_grading.feedback")

SHOWN_FIRST = 3


def points(number: float) -> str:
    """Return points as the reader writes them: no needless zeros, a decimal comma in Bulgarian.

    >>> from daskalo.i18n import speaking
    >>> with speaking("bg"):
    ...     points(2.50), points(3.0)
    ('2,5', '3')
    """
    return format_decimal(number, format="0.##", locale=language())


def in_points(number: float) -> str:
    """Return a number of points with its noun.

    >>> from daskalo.i18n import speaking
    >>> with speaking("bg"):
    ...     in_points(1), in_points(2.5)
    ('1 точка', '2,5 точки')
    """
    return _("1 point") if number == 1 else _("{n} points", n=points(number))


def next_step(
    *,
    complete: bool,
    unanswered: bool,
    own_error: bool,
    tested: bool,
    activity: Activity | None,
    criterion: Criterion | None,
) -> str:
    """Return what to do next for one task; empty where nothing is missing.

    Args:
        complete (bool): Whether all points are there, or a person has still to give them.
        unanswered (bool): Whether an answer cell is as it was released.
        own_error (bool): Whether one of the learner's cells ends in an error.
        tested (bool): Whether a machine checks it.
        activity (Activity | None): What it is about, with the author's hint.
        criterion (Criterion | None): Where the rubric has most to give.
    """
    if complete:
        return ""
    if criterion is not None:
        return _(
            "“{criterion}”, for {points}: {level}",
            criterion=criterion.text,
            points=in_points(criterion.above_points),
            level=criterion.above,
        )
    if activity is not None:
        return f"{_('Go back to “{title}”.', title=activity.title)} {activity.hint}".strip()
    if unanswered:
        return _("Write an answer, even a short one: a start can be improved.")
    if own_error:
        return _("Repair the error in your cell first. Restart the kernel, run everything and see what changes.")
    if tested:
        return _("Try your code with other values too: an empty list, zero, a negative number, a single element.")
    return _("Read the comment and improve what it names.")


def take_first(tasks: Sequence[Task]) -> list[Task]:
    """Return the tasks that can bring the most points, the richest first."""
    return sorted((task for task in tasks if task.missing), key=lambda task: -task.missing)[:SHOWN_FIRST]
