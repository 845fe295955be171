# pyright: basic
"""What an experiment leads to, as the front end draws it: figures before and now, who moves where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from daskalo.admission import Comparison, Placement
from daskalo.admission.play.experiment import Experiment
from daskalo.admission.play.outcome import Figures, compared, figures, figures_of, first_wishes, flows
from daskalo.i18n import translator
from daskalo_widgets.admission.lab.words import described
from daskalo_widgets.admission.wire import name_of, percent

_, ngettext = translator("daskalo_widgets.admission")

ROWS = 80
"""Children in the table; a map and the counts show all."""


def outcome(before: Experiment, after: Experiment) -> dict[str, Any]:
    """Return what two experiments lead to, side by side."""
    return compared_placements(compared(before, after), figures_of(before), figures_of(after)) | {
        "before": described(before),
        "now": described(after),
    }


def compared_placements(
    comparison: Comparison, had: Figures | None = None, has: Figures | None = None
) -> dict[str, Any]:
    """Return figures, counts, flows and the table of children of a comparison."""
    had, has = had or figures(comparison.before), has or figures(comparison.after)
    counts = comparison.counts
    won, lost = first_wishes(comparison)
    return {
        "children": has.children,
        "figures": _figures(had, has),
        "counts": [
            {"change": change, "text": text, "n": counts[change]}
            for change, text in (
                ("gains", _("get a place they prefer")),
                ("loses", _("get a place they like less, or none")),
                ("moves", _("get another place")),
                ("same", _("stay where they are")),
            )
            if counts[change] or change != "moves"
        ],
        "said": f"{_moved(counts)} {_first(won, lost)}",
        "flows": [
            {"from": start, "to": end, "count": count, "text": f"{_place(start)} → {_place(end)}"}
            for start, end, count in flows(comparison)
        ],
        "places": _places(comparison),
        "table": _table(comparison.changes),
    }


def _moved(counts: Mapping[str, int]) -> str:
    moved = counts["gains"] + counts["loses"] + counts["moves"]
    if not moved:
        return _("Nobody is placed elsewhere.")
    return ngettext("{n} child is placed elsewhere.", "{n} children are placed elsewhere.", moved)


def _first(won: int, lost: int) -> str:
    if not won and not lost:
        return _("No first wish is won or lost.")
    return " ".join(
        (
            ngettext("{n} child wins its first wish;", "{n} children win their first wish;", won),
            ngettext("{n} loses it.", "{n} lose it.", lost),
        )
    )


def _figures(had: Figures, has: Figures) -> list[dict[str, Any]]:
    named = {
        "first": _("First wish"),
        "unplaced": _("No place"),
        "envy": _("Passed over, by the rules' own points"),
        "base_envy": _("Passed over, by points without the bonus"),
        "waste": _("Free places somebody prefers"),
    }
    found: list[dict[str, Any]] = []
    for name, text in named.items():
        before, now = getattr(had, name), getattr(has, name)
        share = now / max(has.children, 1)
        found.append(
            {
                "name": name,
                "text": text,
                "before": before,
                "now": now,
                "before_share": before / max(had.children, 1),
                "now_share": share,
                "percent": percent(share) if now and name != "waste" else "",
            }
        )
    return found


def _places(comparison: Comparison) -> dict[str, dict[str, Any]]:
    """Return by institution how full it is now, and how many children came and left."""
    changes = comparison.changes[comparison.changes["change"] != "same"]
    came, left = changes["after"].value_counts(), changes["before"].value_counts()
    taken, places = _by_institution(comparison.after)
    return {
        institution: {
            "share": 1,
            **_mark(int(came.get(institution, 0)), int(left.get(institution, 0))),
            "text": _(
                "{taken} of {places} places taken; came: {came}, left: {left}",
                taken=taken[institution],
                places=places[institution],
                came=int(came.get(institution, 0)),
                left=int(left.get(institution, 0)),
            ),
        }
        for institution in places
    }


def _mark(came: int, left: int) -> dict[str, str]:
    """Return the tone and the number of an institution on the map."""
    if not came and not left:
        return {"tone": "quiet", "rank": ""}
    more = came - left
    if not more:
        return {"tone": "wish", "rank": "±0"}
    return {"tone": "right", "rank": f"+{more}"} if more > 0 else {"tone": "wrong", "rank": f"−{-more}"}


def _by_institution(placement: Placement) -> tuple[dict[str, int], dict[str, int]]:
    frame = pd.DataFrame(
        {
            "institution": placement.applications.seats["institution"],
            "taken": placement.taken,
            "places": placement.market.places,
        }
    )
    sums = frame.groupby("institution")[["taken", "places"]].sum()
    return (
        {str(name): int(value) for name, value in sums["taken"].items()},
        {str(name): int(value) for name, value in sums["places"].items()},
    )


def _table(changes: pd.DataFrame) -> dict[str, Any]:
    moved = changes[changes["change"] != "same"]
    words = {"gains": _("▲ gains"), "loses": _("▼ loses"), "moves": _("↔ moves")}
    order = moved["change"].map({"loses": 0, "gains": 1, "moves": 2})
    shown = moved.assign(order=order).sort_values(["order", "child"]).head(ROWS)
    caption = ngettext("{n} child is placed elsewhere", "{n} children are placed elsewhere", len(moved))
    if len(moved) > ROWS:
        caption += " " + _("(the first {n} are shown)", n=ROWS)
    return {
        "caption": caption,
        "columns": [{"title": title} for title in (_("Child"), _("Change"), _("Before"), _("Now"))],
        "rows": [
            [
                row["child"],
                words[row["change"]],
                _wish(row["before"], row["before_rank"]),
                _wish(row["after"], row["after_rank"]),
            ]
            for row in shown.to_dict("records")
        ],
        "empty": _("Nobody is placed elsewhere."),
    }


def _place(institution: str) -> str:
    return name_of(institution) if institution else _("no place")


def _wish(institution: Any, rank: Any) -> str:
    if pd.isna(institution):
        return _("no place")
    return _("{name} (wish {rank})", name=name_of(institution), rank="–" if pd.isna(rank) else int(rank))
