"""What a practice activity says to an answer: each part right or not yet, and why."""

from __future__ import annotations

from typing import Any

from daskalo.activities import Activity, Choice, Choices, Number, Order, Sort, score
from daskalo.i18n import translator

_, ngettext = translator("daskalo_widgets")


def checkable(activity: Activity) -> bool:
    """Return whether the learner may have this activity checked: practice, with an answer to check by."""
    return activity.practice and activity.answer is not None


def marks(activity: Activity, value: Any) -> dict[str, dict[str, Any]]:
    """Return `{part: {"right", "why"}}` for what was answered; what is still to be found is not given away."""
    marked = score(activity, activity.key(), value)
    reasons = _reasons(activity)
    return {
        part: {"right": right, "why": reasons.get(part, "")}
        for right, parts in ((True, marked.right), (False, marked.wrong))
        for part in parts
    }


def summary(activity: Activity, value: Any) -> str:
    """Return a sentence or two about the whole: how many are right, what to do next, and why once all is right."""
    unfinished = activity.missing(value)
    if value is None or (unfinished and not isinstance(activity, Sort)):
        return " ".join(unfinished)
    marked = score(activity, activity.key(), value)
    if marked.fraction == 1:
        return " ".join(filter(None, [_("Everything is right."), activity.why]))
    sentences: list[str] = []
    if not isinstance(activity, (Choice, Number)):
        sentences.append(ngettext("{n} is right.", "{n} are right.", len(marked.right)))
    if isinstance(activity, Choices) and marked.missing:
        sentences.append(ngettext("{n} more is to be found.", "{n} more are to be found.", len(marked.missing)))
    next_step = activity.hint or _("Change what you like and check again.")
    return " ".join([*sentences, *unfinished, next_step])


def _reasons(activity: Activity) -> dict[str, str]:
    match activity:
        case Choice(options=parts) | Choices(options=parts) | Sort(items=parts) | Order(items=parts):
            return {part.id: part.why for part in parts}
        case _:
            return {}
