# pyright: basic
"""A season as files and as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from daskalo.admission.season.answers import STATES, state_name
from daskalo.admission.season.rounds import FREE, FREED, Round
from daskalo.admission.tables.exports import texts_of
from daskalo.admission.tables.scenario import COLUMNS, Scenario
from daskalo.errors import ContentError
from daskalo.files import write_atomically
from daskalo.i18n import translator

if TYPE_CHECKING:
    from daskalo.admission.season.season import Season

_, ngettext = translator("daskalo.admission")

FILE = "season.json"
FORMAT = 1


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table as rows; columns that hold nothing anywhere are left out."""
    used = [name for name in frame.columns if not (frame[name].astype(str) == "").all()]
    return _records(frame[used])


def tables(scenario: Scenario) -> dict[str, list[dict[str, Any]]]:
    """Return children, wishes and claims as rows; what goes without saying is left out."""
    held: dict[str, list[dict[str, Any]]] = {}
    for name in ("children", "wishes", "claims"):
        frame: pd.DataFrame = getattr(scenario, name)
        must, may = COLUMNS[name]
        said = [column for column in may if not frame[column].isin(["", True]).all()]
        held[name] = _records(frame[[*must, *said]])
    return held


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def operations(folder: Path) -> list[Mapping[str, Any]]:
    """Return the operations that a folder keeps.

    Raises:
        ContentError: `season-file-wrong`.
    """
    file = folder / FILE
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["format"] == FORMAT and all(isinstance(each, dict) for each in kept["operations"]):
            return kept["operations"]
        why: object = _("it is of another format")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        why = error
    raise ContentError(
        "season-file-wrong",
        _("{file} is not a season: {why}. Name a folder that a season was written to.", file=file, why=why),
    )


def write(season: Season, folder: Path) -> None:
    """Write a season; all is made before the first file is."""
    texts = texts_of({"children.csv": season.children, "film.csv": season.film()}, {})
    texts["summary.txt"] = season.summary() + "\n"
    kept = {"format": FORMAT, "operations": [_whole(season, each) for each in season.operations]}
    texts[FILE] = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
    for round in season.rounds:
        _made = round.placement.placements, round.placement.cutoffs, round.placement.report
    for round in season.rounds:
        round.placement.write(folder / f"round-{round.turn}")
    for name, text in texts.items():
        write_atomically(folder / name, text)


def _whole(season: Season, operation: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an operation that names no applications but holds them."""
    if operation["op"] != "receive" or "scenario" not in operation:
        return operation
    held = {**operation, **tables(season.scenarios[operation["scenario"]])}
    del held["scenario"]
    return held


def register(season: Season) -> pd.DataFrame:
    """Return the children by entry number: entry, child, group, state, institution, rank, transfer."""
    people = season.people.reset_index()
    institution = season.seats["institution"].reindex(people["seat"]).fillna("").to_numpy()
    frame = people[["entry", "child", "group", "state"]].assign(institution=institution)
    frame["rank"] = people["rank"].astype("Int64").where(people["rank"] > 0)
    return frame.assign(transfer=people["transfer"])


def summary(season: Season) -> str:
    """Return a season in a few lines."""
    rules = season.rounds[-1].rules if season.rounds else None
    lines = [rules.warning] if rules and rules.warning else []
    lines.append(_("Admission {year}, {id}.", year=season.year, id=season.rules_id))
    lines.append(_("The hash of the lottery's seed, published at the opening: {hash}", hash=season.commitment))
    for round in season.rounds:
        lines += [_told(round), *_remarks(round)]
    counts = season.counts.sum(axis=0)
    free = int(counts[FREE] + counts[FREED])
    lines.append(ngettext("Free now: {n} place.", "Free now: {n} places.", free))
    for state in STATES:
        if count := len(season.in_state(state)):
            lines.append(_("  {state}: {n}", state=state_name(state), n=count))
    return "\n".join(lines)


def _told(round: Round) -> str:
    said = _(
        "Round {turn}, {day}: {places} places, {offered} offered; {confirmed} confirmed, {refused} refused, "
        "{unproved} not proved, {dropped} without an answer in the term.",
        turn=round.turn,
        day=round.ranked,
        places=round.places,
        offered=round.offered,
        confirmed=round.confirmed,
        refused=round.refused,
        unproved=round.unproved,
        dropped=round.dropped,
    )
    if round.closed:
        return said + " " + ngettext("{n} place left.", "{n} places left.", round.left)
    if round.ends:
        return said + " " + _("Parents answer until {ends}.", ends=round.ends)
    return said + " " + _("Not published yet.")


def _remarks(round: Round) -> list[str]:
    remarks: list[str] = []
    if round.moved:
        remarks.append(
            ngettext("  {n} child moved to a better wish.", "  {n} children moved to a better wish.", round.moved)
        )
    if round.struck:
        remarks.append(
            ngettext(
                "  {n} claim was left aside: its criterion no longer counts on that day.",
                "  {n} claims were left aside: their criterion no longer counts on that day.",
                round.struck,
            )
        )
    if round.published and round.rules.confirm_within.remark:
        remarks.append(_("  About the term: {remark}", remark=round.rules.confirm_within.remark))
    return remarks
