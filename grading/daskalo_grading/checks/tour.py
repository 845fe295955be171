"""Marking what was done in the admission app, from the journal beside the notebook."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path

from daskalo.activities import load
from daskalo.errors import DaskaloError
from daskalo.i18n import speaking, translator
from daskalo.journal import Journal
from daskalo_grading.checks.verdict import Unfinished, Verdict, most_points

_, ngettext = translator("daskalo_grading.checks")


def check_tour(tasks: Collection[str], points: float) -> Verdict | None:
    """Mark tasks of the guided tour of the admission app; each is worth the same.

    There is no key to hide: a task is done when replaying the journal has done it. While nbgrader grades, nothing is
    raised: what cannot be read earns 0 points and a sentence.

    Args:
        tasks (Collection[str]): Ids of tasks, as `daskalo.admission.play.grade` knows them.
        points (float): What the cell is worth.

    Returns:
        Verdict | None: The points and what is still to do; nothing under nbgrader's Validate when all is done.

    Raises:
        Unfinished: Under Validate, while a task is open; outside grading, for a journal that cannot be read.
        ContentError: `points-wrong`.
    """
    from daskalo.admission.play import grade

    most = most_points(points)
    execution = os.environ.get("NBGRADER_EXECUTION", "")
    with ExitStack() as stack:
        try:
            stack.enter_context(speaking(load(Path.cwd()).language))
            result = grade(Journal.open_unit(Path.cwd()).operations(), tasks)
        except DaskaloError as error:
            if execution == "autograde":
                return Verdict.marked(0, most, [error.message])
            raise Unfinished(error.code, error.message) from None
        still = [_("Still open: “{title}”. {text}", title=task.title, text=task.text) for task in result.open]
        verdict = Verdict.marked(
            result.points / max(result.most, 1), most, still or [_("Every task is done. Well done!")]
        )
        if execution != "validate":
            return verdict
        if still:
            raise Unfinished("unfinished", str(verdict))
        return None
