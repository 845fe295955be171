# pyright: basic
"""A comparison in sentences, in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from daskalo.admission.placing.words import mechanism_name
from daskalo.i18n import language, translator

if TYPE_CHECKING:
    from daskalo.admission.comparing.comparison import Comparison
    from daskalo.admission.placing.placement import Placement

_, ngettext = translator("daskalo.admission")

SHOWN = 20
"""Children who are told one by one; the table holds all."""


def text(comparison: Comparison) -> str:
    """Return the whole comparison as lines."""
    before, after = comparison.before, comparison.after
    lines = list(dict.fromkeys(each.rules.warning for each in (before, after) if each.rules.warning))
    lines += [_("Before: {what}", what=_said(before)), _("After: {what}", what=_said(after)), ""]
    lines += [in_one_only(row, comparison) for row in comparison.in_one_only.to_dict("records")]
    lines += _counts(comparison.counts)
    changed = comparison.changes[comparison.changes["change"] != "same"]
    lines += ["  " + _case(row) for row in changed.head(SHOWN).to_dict("records")]
    more = len(changed) - SHOWN
    if more > 0:
        lines.append("  " + ngettext("… and {n} more.", "… and {n} more.", more))
    return "\n".join(lines)


def _said(placement: Placement) -> str:
    return _(
        "{title}, in force from {day}. Mechanism: {name}. With a place: {placed}, at the first wish: {first}.",
        title=placement.rules.name,
        day=placement.rules.in_force,
        name=mechanism_name(placement.mechanism),
        placed=placement.report["placed"],
        first=placement.report["placed_by_rank"].get("1", 0),
    )


def in_one_only(row: Mapping[Any, Any], comparison: Comparison) -> str:
    """Return a row of `Comparison.in_one_only` as a sentence."""
    rules, other = comparison.before.rules, comparison.after.rules
    if row["where"] == "after":
        rules, other = other, rules
    when = _("Before only") if row["where"] == "before" else _("After only")
    if row["table"] == "wishes":
        return ngettext(
            "{when}: a wish of rank {rank}, of {n} child.",
            "{when}: a wish of rank {rank}, of {n} children.",
            row["count"],
            when=when,
            rank=row["what"],
        )
    criterion = rules.criterion[row["what"]].name
    if row["table"] == "places":
        return ngettext(
            "{when}: {n} place is reserved for “{criterion}”.",
            "{when}: {n} places are reserved for “{criterion}”.",
            row["count"],
            when=when,
            criterion=criterion,
        )
    said = ngettext(
        "{when}: the criterion “{criterion}” counts; {n} child claims it.",
        "{when}: the criterion “{criterion}” counts; {n} children claim it.",
        row["count"],
        when=when,
        criterion=criterion,
    )
    why = other.repealed.get(row["what"])
    return f"{said} {why[language()]}" if why else said


def _counts(counts: Mapping[str, int]) -> list[str]:
    if not any(counts[change] for change in ("gains", "loses", "moves")):
        return [_("Nothing changes for any child.")]
    said = [
        ngettext("{n} child gets a place it prefers", "{n} children get a place they prefer", counts["gains"]),
        ngettext("{n} a place it likes less", "{n} a place they like less", counts["loses"]),
    ]
    if counts["moves"]:
        said.append(ngettext("{n} another place", "{n} another place", counts["moves"]))
    said.append(ngettext("{n} stays where it is", "{n} stay where they are", counts["same"]))
    lines = ["; ".join(said) + "."]
    if counts["placed"] or counts["unplaced"]:
        lines.append(
            _(
                "Among them, {placed} had no place and get one; {unplaced} had one and get none.",
                placed=counts["placed"],
                unplaced=counts["unplaced"],
            )
        )
    return lines


def _case(row: Mapping[Any, Any]) -> str:
    names = {
        "gains": _("gains"),
        "loses": _("loses"),
        "moves": _("moves"),
    }
    return _(
        "{child} {change}: {before} → {after}",
        child=row["child"],
        change=names[row["change"]],
        before=_place(row["before"], row["before_rank"]),
        after=_place(row["after"], row["after_rank"]),
    )


def _place(institution: Any, rank: Any) -> str:
    if pd.isna(institution):
        return _("no place")
    return _("{institution} (kept)", institution=institution) if pd.isna(rank) else f"{institution} ({rank})"
