"""Rules of a folder of one's own beside those of the kit: on each day the later version counts."""

from __future__ import annotations

import datetime
from dataclasses import replace
from importlib.resources.abc import Traversable

from daskalo import rules as dated
from daskalo.admission.law import FOLDER, Rules, load_rules, read_rules
from daskalo.errors import UsageError
from daskalo.i18n import translator
from daskalo.rules import Version

_, ngettext = translator("daskalo.admission")


def versions(id: str, folder: Traversable | None = None) -> list[Version]:
    """Return the versions of a rule in both places, the earliest first; of the same day that of the folder.

    Raises:
        UsageError: `rule-id-unknown`, when neither knows it; `rules-folder-missing`.
    """
    if folder is not None and not folder.is_dir():
        raise UsageError(
            "rules-folder-missing", _("{folder} is not a folder. Name the one with the rules.", folder=folder)
        )
    if folder is None or id not in dated.ids(folder):
        return dated.versions(FOLDER, id)
    kit = dated.versions(FOLDER, id) if id in dated.ids(FOLDER) else []
    found = {version.in_force: version for version in [*kit, *dated.versions(folder, id)]}
    days = sorted(found)
    return [replace(found[day], until=end) for day, end in zip(days, [*days[1:], None], strict=True)]


def rules_in_force(
    id: str, on: datetime.date | str, *, training: bool = True, folder: Traversable | None = None
) -> Rules:
    """Return the rules in force on a day, as `load_rules`; a folder adds versions to those of the kit.

    A later version of the kit is not hidden by an earlier one of the folder: what a court struck stays struck.
    """
    day = dated.read_day(on)
    if begun := [version for version in versions(id, folder) if version.in_force <= day]:
        return read_rules(begun[-1], training=training)
    return load_rules(id, day, training=training, folder=folder if folder and id in dated.ids(folder) else None)
