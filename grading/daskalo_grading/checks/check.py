"""Looking at an answer, and marking it, in the language of the unit."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from daskalo.activities import Activity, Unit, Value, load, score
from daskalo.errors import AnswerError, ContentError, DaskaloError
from daskalo.i18n import speaking, translator
from daskalo.journal import Journal
from daskalo_grading.checks.sentences import look_again, sentences
from daskalo_grading.checks.verdict import Unfinished, Verdict, most_points

_, ngettext = translator("daskalo_grading.checks")


def check(id: str, key: Mapping[str, Any] | None = None, points: float | None = None) -> Verdict | None:
    """Say whether an activity is complete or, with a key, mark it.

    The unit and the journal lie in the working folder. While nbgrader grades, nothing is raised: what cannot be marked
    earns 0 points and a sentence.

    Args:
        id (str): The id of the activity.
        key (Mapping | None): What `Activity.key()` returned; only hidden tests know it.
        points (float | None): What the cell is worth; needed with a key.

    Returns:
        Verdict | None: With a key, the points and the sentences. Without one, whether the answer is complete; nothing
            under nbgrader's Validate, which takes silence for success.

    Raises:
        Unfinished: Under Validate, for an incomplete answer; outside grading, for a journal or a unit that cannot be
            read. It shows as its sentence, without a traceback.

    >>> from contextlib import chdir
    >>> from daskalo.activities import example_folder
    >>> with chdir(example_folder()):
    ...     print(check("rain-garden"))
    Not finished yet: “The first step”
    Choose one of the answers.
    Go back to “The first step” above.
    """
    execution = os.environ.get("NBGRADER_EXECUTION", "")
    with ExitStack() as stack:
        try:
            unit = load(Path.cwd())
            stack.enter_context(speaking(unit.language))
            if key is None:
                verdict = _looked_at(unit, id)
            else:
                return _marked(unit, id, key, points)
        except Exception as error:
            sentence = error.message if isinstance(error, DaskaloError) else _("The answer could not be read.")
            if execution == "autograde":
                return _nothing(sentence, points)
            raise Unfinished(getattr(error, "code", "check-failed"), sentence) from None
        if execution == "autograde":
            return _nothing(verdict.headline, points)  # a cell without hidden tests has nothing to mark by
        if execution != "validate":
            return verdict
        if verdict.sentences:
            raise Unfinished("unfinished", str(verdict))
        return None


def _looked_at(unit: Unit, id: str) -> Verdict:
    activity = _activity(unit, id)
    given = _given(activity)
    missing = activity.missing(given)
    if not missing:
        return Verdict(_("Complete: “{title}”", title=activity.title))
    return Verdict(_("Not finished yet: “{title}”", title=activity.title), [*missing, look_again(activity)])


def _marked(unit: Unit, id: str, key: Mapping[str, Any], points: float | None) -> Verdict:
    most = most_points(points)
    activity = _activity(unit, id)
    marked = score(activity, key, _given(activity))
    return Verdict.marked(marked.fraction, most, sentences(activity, marked))


def _activity(unit: Unit, id: str) -> Activity:
    if id not in unit.activities:
        raise ContentError("unknown-activity", _("This unit has no activity “{id}”. Fetch the unit again.", id=id))
    return unit.activities[id]


def _given(activity: Activity) -> Value:
    """Return the answer of the journal; when all there is was refused by the rules, say why."""
    journal = Journal.open_unit(Path.cwd())
    value = journal.answers().get(activity.id)
    refused = [sentence for _n, about, sentence in journal.refused() if about == activity.id]
    if value is None and refused:
        raise AnswerError("answer-refused", refused[-1])
    return value


def _nothing(sentence: str, points: object) -> Verdict:
    try:
        most = most_points(points)
    except ContentError:
        most = 0.0
    return Verdict.marked(0, most, [sentence])
