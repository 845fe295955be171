"""What the check tells a teacher about a marked answer, without giving the right one away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daskalo.activities import Activity, Choices, Marked
from daskalo.activities.words import listed
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.checks")


def sentences(activity: Activity, marked: Marked) -> list[str]:
    """Return what is right, what is not, what is missing, and where to look again."""
    if marked.fraction == 1:
        return [_("Everything is right. Well done!")]
    return [*_found(activity, marked), look_again(activity)]


def look_again(activity: Activity) -> str:
    """Return the sentence that leads back to the activity, with the author's hint."""
    back = _("Go back to “{title}” above.", title=activity.title)
    return f"{back} {activity.hint}".strip()


def _found(activity: Activity, marked: Marked) -> Iterator[str]:
    parts = len(marked.right) + len(marked.wrong) + len(marked.missing)
    if not marked.right and not marked.wrong:
        yield _("There is no answer yet.")
    elif parts == 1:
        yield _("This answer is not right yet.")
    else:
        yield from _by_part(activity, marked)


def _by_part(activity: Activity, marked: Marked) -> Iterator[str]:
    if marked.right:
        yield ngettext(
            "{n} answer is right: {items}.",
            "{n} answers are right: {items}.",
            len(marked.right),
            items=_named(activity, marked.right),
        )
    if marked.wrong:
        yield ngettext(
            "Think again about {n} answer: {items}.",
            "Think again about {n} answers: {items}.",
            len(marked.wrong),
            items=_named(activity, marked.wrong),
        )
        if isinstance(activity, Choices) and marked.right:
            yield _("A wrong tick takes away what a right one brings.")
    if not marked.missing:
        return
    if isinstance(activity, Choices):  # their names would be the answer
        yield ngettext("{n} more answer is to be found.", "{n} more answers are to be found.", len(marked.missing))
    else:
        yield ngettext(
            "{n} has no answer yet: {items}.",
            "{n} have no answer yet: {items}.",
            len(marked.missing),
            items=_named(activity, marked.missing),
        )


def _named(activity: Activity, ids: Sequence[str]) -> str:
    return listed([activity.texts[id] for id in ids])
