"""What is answered in a unit, activity by activity, as the person reads it before handing in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from daskalo.activities import Activity

from daskalo import activities
from daskalo.errors import DaskaloError
from daskalo.i18n import translator
from daskalo_grading.desk import homes
from daskalo_grading.desk.answers import activities_of, is_complete, recorded
from daskalo_grading.desk.facts import JOURNAL
from daskalo_grading.desk.server.exchange import Copy

_, _ngettext = translator("daskalo_grading.desk")


@dataclass(frozen=True)
class Line:
    """One activity in the list.

    Attributes:
        title (str): Of the activity, in the language of the course.
        complete (bool): Nothing is missing.
        missing (tuple[str, ...]): What is missing, as sentences.
    """

    title: str
    complete: bool
    missing: tuple[str, ...] = ()


def title(copy: Copy) -> str:
    """Return the title of the unit, or its id when it cannot be read."""
    try:
        return activities.load(copy.folder).title
    except (DaskaloError, OSError, ValueError):
        return copy.unit


def from_journal(copy: Copy) -> list[Line]:
    """Look at the answers in the journal, without running anything."""
    answers = recorded(homes.read(copy.root, f"{copy.inside}/{JOURNAL}") or b"")
    return [_line(activity, answers.get(name)) for name, activity in activities_of(copy.folder).items()]


def from_validation(copy: Copy, checks: Mapping[str, Mapping]) -> list[Line]:
    """Say what nbgrader's validation found; activities without a check are looked up in the journal.

    Args:
        copy (Copy): The unit.
        checks (Mapping[str, Mapping]): By activity: `ok` and `sentences`, from `validation`.
    """
    answers = recorded(homes.read(copy.root, f"{copy.inside}/{JOURNAL}") or b"")
    lines = []
    for name, activity in activities_of(copy.folder).items():
        if name in checks:
            found = checks[name]
            lines.append(Line(activity.title, bool(found["ok"]), tuple(map(str, found["sentences"]))))
        else:
            lines.append(_line(activity, answers.get(name)))
    return lines


def _line(activity: Activity, value: object) -> Line:
    if is_complete(activity, value):
        return Line(activity.title, complete=True)
    if value is None:
        return Line(activity.title, complete=False, missing=(_("Not answered yet."),))
    try:
        activity.validate(value)
        sentences = tuple(activity.missing(value))
    except DaskaloError as error:
        sentences = (str(error),)
    except (TypeError, ValueError, LookupError, AttributeError):
        sentences = (_("The answer cannot be read. Answer again."),)
    return Line(activity.title, complete=False, missing=sentences)
