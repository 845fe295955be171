"""How much of a unit is answered: its activities and the journal of a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from daskalo.errors import DaskaloError

if TYPE_CHECKING:
    from daskalo.activities import Activity


def activities_of(folder: Path) -> Mapping[str, Activity]:
    """Return the activities of a unit that count, in order; none when the unit cannot be read.

    Activities for practice have no points, so nobody has to answer them.

    Args:
        folder (Path): A folder with `unit.json`, made by us: the source of a unit or a released one.
    """
    try:
        from daskalo import activities as activity_library

        unit = activity_library.load(folder)
    except (DaskaloError, OSError, ValueError, ImportError):
        return {}
    return {name: activity for name, activity in unit.activities.items() if not activity.practice}


def recorded(journal: bytes) -> dict[str, object]:
    """Return the last answer to each activity, from whatever the journal holds.

    The checks read a journal strictly (`daskalo.journal`), because points hang on it. The desk only counts, so it
    skips what it does not understand.
    """
    answers: dict[str, object] = {}
    for line in journal.splitlines():
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(entry, dict) and entry.get("op") == "answer" and isinstance(entry.get("activity"), str):
            answers[entry["activity"]] = entry.get("value")
    return answers


def complete_answers(activities: Mapping[str, Activity], journal: bytes) -> list[str]:
    """Return the ids of the activities whose answer is complete."""
    answers = recorded(journal)
    return [name for name, activity in activities.items() if is_complete(activity, answers.get(name))]


def is_complete(activity: Activity, value: object) -> bool:
    """Whether an answer fits its activity and nothing of it is missing."""
    if value is None:
        return False
    try:
        activity.validate(value)
        return not activity.missing(value)
    except (DaskaloError, TypeError, ValueError, LookupError, AttributeError):
        return False
