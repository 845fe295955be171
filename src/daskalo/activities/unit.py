"""The unit a lesson folder holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from daskalo.activities.model import Activity
from daskalo.activities.table import Table, wrong
from daskalo.errors import ContentError
from daskalo.i18n import LANGUAGES, translator

_, ngettext = translator("daskalo")

FILE = "unit.json"
SCHEMA = 1


@dataclass(frozen=True)
class Unit:
    """What `unit.json` says: which unit this folder is, and what it asks.

    Attributes:
        course (str): The id of the course.
        unit (str): The id of the unit.
        language (str): `bg` or `en`.
        title (str): What the learner reads.
        activities (Mapping[str, Activity]): By id, in the order of the lesson; without answers, unless practice.
    """

    course: str
    unit: str
    language: str
    title: str
    activities: Mapping[str, Activity]


def load(folder: str | Path = ".") -> Unit:
    """Read the unit of a lesson folder.

    Args:
        folder (str | Path): Where `unit.json` lies; a kernel works in it.

    Raises:
        ContentError: `unit-missing`, `unit-unreadable`, `unit-schema`, `language-unknown`, or what
            `Activity.from_table` finds.

    >>> load(example_folder()).title
    'The rain garden'
    """
    path = Path(folder) / FILE
    try:
        entries = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise ContentError(
            "unit-missing", _("{file} is not in this folder. Fetch the unit again.", file=FILE)
        ) from None
    except (OSError, ValueError, RecursionError):
        raise ContentError("unit-unreadable", _("{file} cannot be read. Fetch the unit again.", file=FILE)) from None
    table = Table(FILE, entries)
    if table.entries.get("schema") != SCHEMA:
        raise wrong("unit-schema", FILE, _("It was made by another version of Daskalo. Fetch the unit again."))
    language = table.text("language")
    if language not in LANGUAGES:
        raise wrong("language-unknown", table.place("language"), _("Use one of: {names}.", names=", ".join(LANGUAGES)))
    activities = Table(table.place("activities"), table.entries.get("activities"))
    return Unit(
        course=table.text("course"),
        unit=table.text("unit"),
        language=language,
        title=table.text("title"),
        activities={
            id: Activity.from_table(id, Table(activities.place(id), entry).entries, public=True)
            for id, entry in activities.entries.items()
        },
    )


def example_folder() -> Path:
    """Return a folder with a tiny unit, for examples in documentation."""
    return Path(__file__).parent / "example"
