"""What is answered in a unit, activity by activity, as the person reads it before handing in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from daskalo import activities
from daskalo.errors import DaskaloError
from daskalo.journal import FILE as JOURNAL
from daskalo_grading.desk import homes
from daskalo_grading.desk.answers import activities_of, recorded
from daskalo_grading.desk.server.exchange import Copy


@dataclass(frozen=True)
class Line:
    """One activity in the list.

    Attributes:
        title (str): Of the activity, in the language of the course.
        missing (tuple[str, ...]): What is missing, as sentences; nothing when the answer is complete.
    """

    title: str
    missing: tuple[str, ...] = ()


def title(copy: Copy) -> str:
    """Return the title of the unit, or its id when it cannot be read."""
    try:
        return activities.load(copy.folder).title
    except DaskaloError:
        return copy.unit


def from_journal(copy: Copy) -> list[Line]:
    """Look at the answers in the journal, without running anything."""
    return from_validation(copy, {})


def from_validation(copy: Copy, checks: Mapping[str, Mapping]) -> list[Line]:
    """Say what nbgrader's validation found; activities without a check are looked up in the journal.

    Args:
        copy (Copy): The unit.
        checks (Mapping[str, Mapping]): By activity: `missing`, a list of sentences, from `validation`.
    """
    rules = activities_of(copy.folder)
    answers = recorded(rules, homes.read(copy.root, f"{copy.inside}/{JOURNAL}") or b"")
    return [
        Line(
            activity.title,
            tuple(checks[name]["missing"]) if name in checks else tuple(activity.missing(answers.get(name))),
        )
        for name, activity in rules.items()
    ]
