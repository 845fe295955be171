"""How much of a unit is answered: its activities and the journal of a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from daskalo import activities as library
from daskalo.activities import Activity, Replay, Value
from daskalo.errors import DaskaloError

# What a line made on purpose can bring the rules to raise.
_UNREADABLE = (DaskaloError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)


def activities_of(folder: Path) -> Mapping[str, Activity]:
    """Return the activities of a unit that count, in order; none when the unit cannot be read.

    Activities for practice have no points, so nobody has to answer them.

    Args:
        folder (Path): A folder with `unit.json`.
    """
    try:
        unit = library.load(folder)
    except DaskaloError:
        return {}
    return {name: activity for name, activity in unit.activities.items() if not activity.practice}


def recorded(activities: Mapping[str, Activity], journal: bytes) -> dict[str, Value]:
    """Return the answers that a journal adds up to, from whatever it holds.

    The checks read a journal strictly (`daskalo.journal`), because points hang on it. The desk only counts, so it
    skips what it does not understand.

    Args:
        activities (Mapping[str, Activity]): The activities to look for.
        journal (bytes): The content of a journal, perhaps garbage.
    """
    replay = Replay(activities)
    for line in journal.splitlines():
        try:
            entry = json.loads(line)
            if isinstance(entry, dict):
                replay.apply(entry)
        except _UNREADABLE:
            continue
    return replay.answers()


def complete(activities: Mapping[str, Activity], journal: bytes) -> list[str]:
    """Return the ids of the activities of which nothing is missing."""
    answers = recorded(activities, journal)
    return [name for name, activity in activities.items() if not activity.missing(answers.get(name))]
