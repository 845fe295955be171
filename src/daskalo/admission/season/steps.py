# pyright: basic
"""The steps of a season: what each asks for, and what becomes of children and places.

Each takes a season and returns the next one; `daskalo.admission.season.season.Season` is how they are called.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from daskalo import rules as dated
from daskalo.admission.law.rules import folders
from daskalo.admission.placing.market import NOWHERE, Ints
from daskalo.admission.placing.placement import place
from daskalo.admission.season import answers as season_answers
from daskalo.admission.season.answers import OUT, PEOPLE, joined, state_name
from daskalo.admission.season.operations import read, written
from daskalo.admission.season.rounds import CONFIRMED, COUNTS, FREE, FREED, OFFERED, REFUSED, Round, Step, add
from daskalo.admission.season.working_days import YEARS
from daskalo.admission.tables.fit import check, criterion_id
from daskalo.admission.tables.scenario import COLUMNS, Scenario
from daskalo.errors import UsageError
from daskalo.i18n import translator

if TYPE_CHECKING:
    from daskalo.admission.season.season import Season

_, ngettext = translator("daskalo.admission")


def opened(
    operation: Mapping[str, Any], folder: Traversable | None, scenarios: Mapping[str, Scenario], entry: int = 1
) -> Season:
    """Return the season that the operation `open` opens."""
    from daskalo.admission.season.season import Season

    op, fields = read(operation)
    if op != "open":
        raise UsageError(
            "season-operation-wrong", _("The first step is “{op}”. A season begins with the step “open”.", op=op)
        )
    year = fields["year"]
    if year not in YEARS:
        raise UsageError(
            "season-year",
            _(
                "“{year}” is no year of an admission. Name one between {first} and {last}.",
                year=year,
                first=YEARS[0],
                last=YEARS[-1],
            ),
        )
    dated.versions(folders(folder), fields["rules"])  # the id is known
    seats, counts = _seats(fields["places"])
    wishes, claims = (pd.DataFrame(columns=[*must, *may]) for must, may in (COLUMNS["wishes"], COLUMNS["claims"]))
    people = pd.DataFrame(columns=list(PEOPLE), index=pd.Index([], name="child", dtype=object)).astype(PEOPLE)
    season = Season(
        year=year,
        rules_id=fields["rules"],
        seed=fields["seed"],
        training=fields.get("training", True),
        changes=fields.get("changes", {}),
        folder=folder,
        scenarios=scenarios,
        phase="open",
        day=datetime.date(year, 1, 1),
        seats=seats,
        counts=counts,
        people=people,
        wishes=wishes.astype({"rank": "int64"}),
        claims=claims.astype({"proved": "bool"}),
        next_entry=fields.get("entry", entry),
    )
    step = Step(season.day, "open", 0, seats, counts)
    return replace(season, steps=(step,), operations=(dict(operation),))


def _seats(rows: Sequence[Mapping[str, Any]]) -> tuple[pd.DataFrame, Ints]:
    """Return the seats and their counts."""
    if not rows:
        raise UsageError("season-no-places", _("There are no places. Name at least one institution with its places."))
    given = pd.DataFrame(list(rows), dtype=object).fillna("")
    enrolled = [row.get("enrolled") or 0 for row in rows]
    if not all(isinstance(count, int) and count >= 0 for count in enrolled):
        raise UsageError("season-operation-wrong", _("“enrolled” counts children: a whole number, from 0. Mend it."))
    must, may = COLUMNS["places"]
    checked = _scenario(places=given.reindex(columns=[*must, *may], fill_value=""))
    seats = checked.places[["institution", "group", "reserved_for"]].reset_index(drop=True)
    counts = np.zeros((len(seats), len(COUNTS)), dtype=np.int64)
    counts[:, FREE] = checked.places["places"]
    counts[:, CONFIRMED] = enrolled
    return seats, counts


def _scenario(**tables: pd.DataFrame) -> Scenario:
    """Return a scenario of some tables; the others are empty."""
    empty = {name: pd.DataFrame(columns=[*must, *may]) for name, (must, may) in COLUMNS.items() if name != "lottery"}
    return Scenario.of(**empty | tables)


def without_numbers(scenario: Scenario) -> None:
    """Refuse applications that bring numbers: a season draws them itself."""
    if scenario.lottery is not None:
        raise UsageError(
            "season-numbers-given",
            _(
                "These applications bring their own numbers (lottery.csv). A season draws them from its seed, whose "
                "hash was published at the opening. Remove that table."
            ),
        )


def take(season: Season, op: str, fields: dict[str, Any]) -> Season:
    """Take a step.

    Args:
        season (Season): The season.
        op (str): The step.
        fields (dict): Its fields, checked.
    """
    if op == "open":
        raise UsageError("season-operation-wrong", _("The season is open already. Use “next-year” for a new one."))
    on = fields.pop("on", None)
    day = season.day if on is None else dated.read_day(on)
    if day < season.day:
        raise UsageError(
            "season-day-earlier",
            _(
                "{day} lies before the step of {last}. Steps are taken in the order of their days.",
                day=day,
                last=season.day,
            ),
        )
    return _STEPS[op](replace(season, day=day), **fields)


def _in_its_year(season: Season) -> None:
    if season.day.year != season.year:
        raise UsageError(
            "season-another-year",
            _(
                "{day} is not in {year}. Applications count for one calendar year; open the next year first.",
                day=season.day,
                year=season.year,
            ),
        )


def _receive(season: Season, scenario: str | None = None, **tables: list[Mapping[str, Any]]) -> Season:
    _in_its_year(season)
    if scenario is not None and (tables or scenario not in season.scenarios):
        raise UsageError(
            "season-scenario-unknown",
            _(
                "There are no applications “{name}”. There are: {known}.",
                name=scenario,
                known=", ".join(season.scenarios),
            ),
        )
    if scenario is not None:
        without_numbers(season.scenarios[scenario])
        given = {name: getattr(season.scenarios[scenario], name) for name in ("children", "wishes", "claims")}
    else:
        given = {name: _frame(name, tables.get(name, [])) for name in ("children", "wishes", "claims")}
    offer = season.seats.assign(places=season.counts[:, FREE])
    received = _scenario(places=offer, **given)
    check(received, season.rules_on(season.day))
    children = received.children
    known = season.people["state"].reindex(children["child"])
    if len(again := known[known.notna() & ~known.isin(OUT)]):
        raise UsageError(
            "season-applied-already",
            _(
                "“{child}” has applied already and {state}. A child has one application; withdraw it before a new one.",
                child=again.index[0],
                state=state_name(again.iloc[0]),
            ),
        )
    people, counts = _entered(season, children)
    keep = ~season.people.index.isin(children["child"])
    return replace(
        season,
        people=pd.concat([season.people[keep], people]),
        wishes=joined(season.wishes, received.wishes, children["child"]),
        claims=joined(season.claims, received.claims, children["child"]),
        counts=counts,
        next_entry=season.next_entry + len(people),
    )


def _frame(name: str, rows: list[Mapping[str, Any]]) -> pd.DataFrame:
    must, may = COLUMNS[name]
    return pd.DataFrame(rows, columns=[*must, *may], dtype=object)


def _entered(season: Season, children: pd.DataFrame) -> tuple[pd.DataFrame, Ints]:
    """Give entry numbers; a child that has a place elsewhere and wants another keeps it: one confirmed place more."""
    people = children.set_index("child")[["group", "birth_date", "district", "eligible", "together"]]
    seat = _seat_numbers(season, children["current"], children["group"])
    people = people.assign(
        entry=np.arange(season.next_entry, season.next_entry + len(people)),
        state=np.where(seat >= 0, "confirmed", "waiting"),
        seat=seat,
        rank=0,
        transfer=seat >= 0,
    )
    counts = season.counts.copy()
    add(counts, seat[seat >= 0], CONFIRMED, 1)
    return people[list(PEOPLE)].astype(PEOPLE), counts


def _seat_numbers(season: Season, institutions: pd.Series, groups: pd.Series) -> Ints:
    """Return the rows of the open seats, `NOWHERE` where there is none."""
    seats = season.seats[season.seats["reserved_for"] == ""]
    at = dict(zip(zip(seats["institution"], seats["group"], strict=True), seats.index, strict=True))
    pairs = zip(institutions, groups, strict=True)
    return np.array([at.get(pair, NOWHERE) for pair in pairs], dtype=np.int64)


def _rank(season: Season, mechanism: str | None = None) -> Season:
    _no_round_runs(season)
    _in_its_year(season)
    rules = season.rules_on(season.day)
    counts = season.counts.copy()
    counts[:, FREE] += counts[:, FREED]
    counts[:, [FREED, REFUSED]] = 0
    season = replace(season, counts=counts.copy())
    claims = season.claims
    counting = ~claims["criterion"].map(criterion_id).isin(list(rules.repealed)).astype(bool)
    scenario = _to_rank(season, claims[counting])
    if not len(scenario.children):
        raise UsageError(
            "season-nobody-waits", _("Nobody waits for a place, and nobody asks for a transfer. Receive applications.")
        )
    turn = len(season.rounds) + 1
    placement = place(scenario, rules, mechanism, season.seed, turn)
    people = season.people.copy()
    names = placement.applications.children
    had = people.loc[names, "seat"].to_numpy()
    new = placement.seats
    offered = (had < 0) & (new >= 0)
    moved = (had >= 0) & (new >= 0) & (placement.ranks > 0)
    add(counts, new[offered], OFFERED, 1)
    add(counts, new[offered], FREE, -1)
    add(counts, new[moved], CONFIRMED, 1)
    add(counts, new[moved], FREE, -1)
    add(counts, had[moved], CONFIRMED, -1)
    add(counts, _left_open(season, had[moved]), FREE, 1)
    changed = offered | moved
    people.loc[names[changed], "seat"] = new[changed]
    people.loc[names[changed], "rank"] = placement.ranks[changed]
    people.loc[names[offered], "state"] = "offered"
    people.loc[names[moved], "transfer"] = False
    round = Round(
        turn=turn,
        ranked=season.day,
        rules=rules,
        placement=placement,
        places=int(season.counts[:, FREE].sum()),
        offered=int(offered.sum()),
        moved=int(moved.sum()),
        struck=int((~counting & claims["child"].isin(names)).sum()),
    )
    return replace(season, phase="ranked", people=people, counts=counts, rounds=(*season.rounds, round))


def _left_open(season: Season, seats: Ints) -> Ints:
    """Return where places that were left become free: those reserved for a criterion among the open ones, if any.

    A child who asks for a transfer is ranked as the holder of an open place, so an open one is what it leaves.
    """
    left = season.seats.iloc[seats]
    open_seats = _seat_numbers(season, left["institution"], left["group"])
    return np.where(open_seats >= 0, open_seats, seats)


def _to_rank(season: Season, claims: pd.DataFrame) -> Scenario:
    """Return those who wait and those who ask for a transfer, as a scenario."""
    people = season.people[(season.people["state"] == "waiting") | season.people["transfer"]]
    wishes = season.wishes[season.wishes["child"].isin(people.index)]
    has = season.seats["institution"].reindex(people["seat"]).set_axis(people.index).fillna("")
    own = wishes[wishes["institution"] == wishes["child"].map(has)].set_index("child")["rank"]
    better = wishes["rank"] < wishes["child"].map(own).fillna(np.inf)
    children = people.reset_index().assign(current=has.to_numpy())
    must, may = COLUMNS["children"]
    return Scenario(
        places=_lines(season.seats.assign(places=season.counts[:, FREE])),
        children=_lines(children[[*must, *may]]),
        wishes=_lines(wishes[better]),
        claims=_lines(claims[claims["child"].isin(people.index)]),
    )


def _lines(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_axis(pd.RangeIndex(2, len(frame) + 2, name="line"))


def _no_round_runs(season: Season) -> None:
    if season.phase != "open":
        raise UsageError(
            "season-round-runs", _("Round {turn} still runs. Publish and close it first.", turn=len(season.rounds))
        )


def _add_places(season: Season, institution: str, group: str, places: int, reserved_for: str = "") -> Season:
    seats = season.seats
    here = (seats["institution"] == institution) & (seats["group"] == group) & (seats["reserved_for"] == reserved_for)
    counts = season.counts.copy()
    if here.any():
        counts[here.to_numpy(), FREE] += places
        return replace(season, counts=counts)
    row = pd.DataFrame({"institution": [institution], "group": [group], "reserved_for": [reserved_for]})
    added = np.zeros((1, len(COUNTS)), dtype=np.int64)
    added[0, FREE] = places
    return replace(season, seats=pd.concat([seats, row], ignore_index=True), counts=np.concatenate([counts, added]))


def _next_year(season: Season, seed: str) -> Season:
    _no_round_runs(season)
    season.rules_on(season.day).validity.value  # noqa: B018 - raises when nobody knows it
    names = season.seats.to_dict("records")
    rows = [
        {name: text for name, text in seat.items() if text}
        | {"places": int(count[FREE] + count[FREED])}
        | ({"enrolled": int(count[CONFIRMED])} if count[CONFIRMED] else {})
        for seat, count in zip(names, season.counts, strict=True)
    ]
    operation = written(
        "open",
        year=season.year + 1,
        rules=season.rules_id,
        seed=seed,
        places=rows,
        training=None if season.training else False,
        changes=season.changes or None,
        entry=season.next_entry,
    )
    return opened(operation, season.folder, season.scenarios)


_STEPS: Mapping[str, Callable[..., Season]] = {
    "receive": _receive,
    "rank": _rank,
    "publish": season_answers.publish,
    "confirm": season_answers.confirm,
    "refuse": season_answers.refuse,
    "withdraw": season_answers.withdraw,
    "transfer": season_answers.transfer,
    "add-places": _add_places,
    "close": season_answers.close,
    "next-year": _next_year,
}
