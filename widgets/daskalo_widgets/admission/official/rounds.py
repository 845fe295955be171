# pyright: basic
"""The rounds of a year as the front end draws them: counts, cutoffs, published figures, the film, the audit."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from daskalo.admission import Placement, Scenario, Season
from daskalo.admission.auditing.audited import sections
from daskalo.admission.explaining.explained import number
from daskalo.admission.placing.words import procedure
from daskalo.admission.play.office import Office
from daskalo.admission.season.rounds import COUNTS, STOCK, Round
from daskalo.i18n import translator
from daskalo_widgets.admission.official.term import day_text
from daskalo_widgets.admission.wire import group_name, name_of, plan

_, ngettext = translator("daskalo_widgets.admission")


def places(season: Season) -> list[dict[str, Any]]:
    """Return the places by institution: places, free, offered, confirmed, freed."""
    columns = ["places", *STOCK]
    sums = season.places.groupby("institution", sort=False)[columns].sum()
    return [
        {"id": id, "name": name_of(str(id)), **{str(name): int(count) for name, count in row.items()}}
        for id, row in sums.to_dict("index").items()
    ]


def offered(scenario: Scenario) -> list[dict[str, Any]]:
    """Return the places of applications before a year is opened with them: all are free."""
    sums = scenario.places.groupby("institution", sort=False)["places"].sum()
    none = dict.fromkeys(STOCK, 0)
    return [
        {"id": id, "name": name_of(str(id)), **none, "places": int(count), "free": int(count)}
        for id, count in sums.items()
    ]


def round_line(round: Round) -> dict[str, Any]:
    """Return a round in counts."""
    names = ("turn", "places", "offered", "moved", "confirmed", "refused", "unproved", "dropped", "waiting", "left")
    return {
        **{name: getattr(round, name) for name in names},
        "day": day_text(round.ranked),
        "closed": round.closed is not None,
        "published": round.published is not None,
    }


def round_page(season: Season, turn: int) -> dict[str, Any]:
    """Return the result of a round: placed by wish, cutoffs."""
    placement = season.rounds[turn - 1].placement
    report, cutoffs = placement.report, placement.cutoffs
    return {
        "turn": turn,
        "said": procedure(placement),
        "check": _check(placement),
        "placed": report["placed"],
        "children": report["children"],
        "unplaced": report["unplaced"],
        "not_eligible": report["not_eligible"],
        "by_rank": [{"rank": int(rank), "n": count} for rank, count in report["placed_by_rank"].items()],
        "cutoffs": [
            [
                name_of(row["institution"]),
                group_name(row["group"]),
                "–" if pd.isna(row["points"]) else number(Decimal(row["points"])),
                "–" if pd.isna(row["lottery"]) else str(row["lottery"]),
            ]
            for row in cutoffs.astype(object).to_dict("records")
        ],
    }


def _check(placement: Placement) -> str:
    """Say what the cutoffs are for."""
    if placement.report["cutoffs_decide"]:
        return _("With these anyone can check an own result without seeing other children. A dash: a place stays free.")
    return _(
        "With these a family sees how far it was from a place. They do not decide alone here: twins who found no place "
        "together moved on to the next wish. A dash: a place stays free."
    )


def film(season: Season) -> dict[str, Any]:
    """Return the film: by step the places of each institution, as `STOCK` names them."""
    names = list(dict.fromkeys(name for step in season.steps for name in step.seats["institution"]))
    at = {name: row for row, name in enumerate(names)}
    frames: list[list[list[int]]] = []
    for step in season.steps:
        sums = np.zeros((len(names), len(STOCK)), dtype=np.int64)
        rows = [at[name] for name in step.seats["institution"]]
        np.add.at(sums, rows, step.counts[:, : len(STOCK)])
        frames.append(sums.tolist())
    return {
        "columns": list(COUNTS[: len(STOCK)]),
        "institutions": [{"id": name, "name": name_of(name)} for name in names],
        "steps": [{"day": day_text(step.day), "what": _happened(step.op, step.turn)} for step in season.steps],
        "frames": frames,
    }


def _happened(op: str, turn: int) -> str:
    return {
        "open": _("the year is opened"),
        "receive": _("applications come in"),
        "rank": _("round {turn} is ranked", turn=turn),
        "publish": _("round {turn} is published", turn=turn),
        "confirm": _("families confirm"),
        "refuse": _("families refuse"),
        "withdraw": _("families withdraw"),
        "transfer": _("a family asks for a transfer"),
        "add-places": _("places are added"),
        "close": _("round {turn} is closed", turn=turn),
    }.get(op, op)


def figures(office: Office) -> list[dict[str, Any]]:
    """Return what was published about the last round of the data set, beside what came out here."""
    season = office.season
    if season is None:
        return []
    rows: list[dict[str, Any]] = []
    for example in office.examples:
        if example.id not in office.imported or len(season.rounds) < example.turn:
            continue
        round = season.rounds[example.turn - 1]
        ours = _ours(season, round) | {"applications": str(len(example.scenario.children))}
        rows += [
            {
                "turn": round.turn,
                "what": what,
                "ours": ours[name],
                "published": str(example.figures[name]["value"]),
                "status": _status(example.figures[name]["status"]),
                "source": example.figures[name]["source"],
            }
            for name, what in _figure_names().items()
            if name in example.figures
        ]
    return rows


def _figure_names() -> dict[str, str]:
    return {
        "places": _("places"),
        "applications": _("new applications"),
        "placed": _("children with a place"),
        "confirmed": _("places confirmed"),
        "first_wish_refused": _("refused, though it was the first wish"),
        "first_wish_silent": _("no answer, though it was the first wish"),
        "places_next_round": _("places left for the next round"),
    }


def _ours(season: Season, round: Round) -> dict[str, str]:
    ours = {"places": str(round.places), "placed": str(round.offered + round.moved)}
    later = dict.fromkeys(("confirmed", "first_wish_refused", "first_wish_silent", "places_next_round"), "…")
    if round.closed is None:
        return ours | later
    first = round.placement.prepared.children[round.placement.ranks == 1]
    states = season.people["state"].reindex(first)
    return ours | {
        "confirmed": str(round.confirmed),
        "first_wish_refused": str(int((states == "refused").sum())),
        "first_wish_silent": str(int((states == "dropped").sum())),
        "places_next_round": str(round.left),
    }


def _status(status: str) -> str:
    """Return how well a figure is known."""
    return {
        "confirmed": _("confirmed by the municipality"),
        "reported": _("reported by the press"),
        "inferred": _("inferred"),
    }[status]


def _named(sentence: str) -> str:
    """Write institutions of the map in the language of the reader."""
    for one in plan()["institutions"]:
        sentence = sentence.replace(one["id"], one["name"])
    return sentence


@lru_cache(maxsize=8)
def audit_page(placement: Placement, _language: str) -> dict[str, Any]:
    """Return the audit of a round in figures and in words."""
    audit = placement.audit(misreports=False)
    found = [table[table["kind"] == "envy"]["child"].nunique() for table in (audit.envy, audit.base_envy)]
    return {
        "passed": found[0],
        "passed_without_bonus": found[1],
        "bonus": bool(placement.prepared.bonus.any()),
        "wasted": int(audit.waste["wished_by"].sum()),
        "parts": [
            {"heading": heading, "lines": [_named(line.strip()) for line in told]} for heading, told in sections(audit)
        ],
    }
