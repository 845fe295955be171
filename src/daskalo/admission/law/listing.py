"""The rules as lists: which versions there are, and where each value comes from."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from daskalo import rules as dated
from daskalo.admission.law.rules import folders, load_rules, read_rules
from daskalo.columns import columns
from daskalo.i18n import translator
from daskalo.rules import STATUSES

_, ngettext = translator("daskalo.admission")


def listed(on: str | None = None, folder: Traversable | None = None) -> str:
    """Return the versions of all rules with how many values there are of each status.

    Args:
        on (str | None): Only the versions in force on this day; None for all.
        folder (Traversable | None): A folder with further versions.
    """
    day = dated.read_day(on) if on else None
    rows = [[_("rules"), _("in force from"), _("until"), *STATUSES, _("title")]]
    for id in dated.ids(folders(folder)):
        for version in dated.versions(folders(folder), id):
            if day and not (version.in_force <= day and (version.until is None or day < version.until)):
                continue
            rules = read_rules(version)
            counts = [str(rules.statuses[status]) for status in STATUSES]
            until = str(rules.until or "")
            rows.append([rules.id, str(rules.in_force), until, *counts, rules.name])
    return "\n".join(columns(rows))


def described(id: str, on: str | None = None, folder: Traversable | None = None) -> str:
    """Return every value of one version with its status and source; the last version without a day."""
    rules = load_rules(id, on=on or dated.versions(folders(folder), id)[-1].in_force, folder=folder)
    rows = [[_("value"), _("says"), _("status"), _("source")]]
    rows += [
        [fact.path, "" if fact.path == "act" else fact.said, fact.status, f"{fact.article} {fact.source}".strip()]
        for fact in rules.facts()
    ]
    rows += [[f"repealed.{id}", "", "", ""] for id in rules.repealed]
    head = [f"{rules.name} ({rules.in_force})", *([rules.warning] if rules.warning else [])]
    return "\n".join([*head, *columns(rows)])
