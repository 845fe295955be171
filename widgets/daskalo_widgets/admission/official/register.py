# pyright: basic
"""The register of a year as the front end draws it: one page of children, and one child with its explanation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from daskalo.admission import Placement, Season
from daskalo.admission.auditing.envy import envy
from daskalo.admission.explaining.explained import number
from daskalo.admission.play.office import Office
from daskalo.admission.season.answers import STATES, state_name
from daskalo.errors import UsageError
from daskalo.i18n import translator
from daskalo_widgets.admission.explaining import explained
from daskalo_widgets.admission.wire import group_name, name_of

_, ngettext = translator("daskalo_widgets.admission")

PAGE = 15
"""Children on a page of the list."""


def listed(season: Season, message: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page of the register.

    Args:
        season (Season): The year.
        message (Mapping): `search` (a part of the number), `state` (one of `STATES`, or empty), `order` (`entry` or
            `points`), `page` (from 0).
    """
    table = _table(season)
    chosen = table
    if search := str(message.get("search", "")).strip()[:40]:
        chosen = chosen[chosen["child"].str.contains(search, case=False, regex=False)]
    if (state := message.get("state")) in STATES:
        chosen = chosen[chosen["state"] == state]
    if message.get("order") == "points":
        chosen = chosen.sort_values("points", ascending=False, kind="stable", na_position="last")
    pages = max(1, -(-len(chosen) // PAGE))
    given = message.get("page")
    page = min(max(0, given if isinstance(given, int) else 0), pages - 1)
    shown = chosen.iloc[page * PAGE : (page + 1) * PAGE]
    return {
        "children": [_line(row) for row in shown.to_dict("records")],
        "found": len(chosen),
        "page": page,
        "pages": pages,
        "states": [
            {"value": one, "text": f"{state_name(one)} ({count})"}
            for one in STATES
            if (count := int((table["state"] == one).sum()))
        ],
    }


@lru_cache(maxsize=4)
def _table(season: Season) -> pd.DataFrame:
    """Return the register with the points of the last ranking a child was in: the most at one of its wishes."""
    best: dict[str, float] = {}
    turns: dict[str, int] = {}
    for round in season.rounds:
        best |= _best(round.placement)
        turns |= dict.fromkeys(round.placement.prepared.children.tolist(), round.turn)
    table = season.children
    points = table["child"].map(best).astype(float)
    return table.assign(points=points, turn=table["child"].map(turns).fillna(0).astype(int))


@lru_cache(maxsize=16)
def _best(placement: Placement) -> dict[str, float]:
    prepared = placement.prepared
    most = prepared.total.max(axis=1, where=prepared.wishes >= 0, initial=-1)
    points = np.where(most >= 0, most / prepared.scale, np.nan)
    return dict(zip(prepared.children.tolist(), points.tolist(), strict=True))


def _line(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "child": row["child"],
        "entry": int(row["entry"]),
        "group": group_name(row["group"]),
        "points": "–" if pd.isna(row["points"]) else number(round(row["points"], 6)),
        "state": state_name(row["state"]),
        "tone": row["state"],
        "institution": name_of(row["institution"]) if row["institution"] else "–",
        "rank": "–" if pd.isna(row["rank"]) else str(row["rank"]),
        "turn": int(row["turn"]),
    }


def one_child(office: Office, child: str, turn: int) -> dict[str, Any]:
    """Return one child: where it stands, what it can answer today, and why it was placed as it was.

    Args:
        office (Office): The desk.
        child (str): Its name in the register.
        turn (int): The round to explain; 0 for the last one it was in.

    Raises:
        UsageError: `message-unknown`.
    """
    season = office.season
    if season is None or child not in season.people.index:
        raise UsageError("message-unknown", _("There is no such child in the register."))
    table = _table(season)
    row = table[table["child"] == child].iloc[0].to_dict()
    turns = [one.turn for one in season.rounds if child in one.placement.prepared.row]
    chosen = turn if turn in turns else (turns[-1] if turns else 0)
    known = {**_line(row), "turns": turns, "chosen": chosen, "actions": _actions(office, row), "why": None}
    if chosen:
        placement = season.rounds[chosen - 1].placement
        explanation = placement.explain(child)
        known["why"] = {**explained(explanation), "defence": _defence(placement, child)}
    return known


def _actions(office: Office, row: Mapping[Any, Any]) -> list[str]:
    """Return what a family can do today."""
    if row["state"] == "offered":
        return ["confirm", "refuse"] if office.term and office.today <= office.term[-1] else []
    better = row["state"] == "confirmed" and not pd.isna(row["rank"]) and row["rank"] > 1 and not row["transfer"]
    return [*(["transfer"] if better else []), *(["withdraw"] if row["state"] in {"waiting", "confirmed"} else [])]


def _defence(placement: Placement, child: str) -> list[str]:
    """Return what the office can answer to an appeal: who stands lower and is where this child wished to be."""
    own, base = _envy(placement)
    mine = own[(own["child"] == child) & (own["kind"] == "envy")]
    said = [
        _("Nobody who stands lower by points and number has a place where this child wished to be.")
        if mine.empty
        else ngettext(
            "{n} child who stands lower has a place where this child wished to be. The ranking must be looked at.",
            "{n} children who stand lower have a place where this child wished to be. The ranking must be looked at.",
            mine["other"].nunique(),
        )
    ]
    without = base[(base["child"] == child) & (base["kind"] == "envy")]
    if mine.empty and not without.empty:
        said.append(
            ngettext(
                "Without the points for the order of wishes {n} child placed there would stand lower. Those points are "
                "what the council has chosen.",
                "Without the points for the order of wishes {n} children placed there would stand lower. Those points "
                "are what the council has chosen.",
                without["other"].nunique(),
            )
        )
    return said


@lru_cache(maxsize=8)
def _envy(placement: Placement) -> tuple[pd.DataFrame, pd.DataFrame]:
    return envy(placement), envy(placement, base=True)
