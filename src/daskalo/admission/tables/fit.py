# pyright: basic
"""Whether applications fit the rules they are ranked by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from daskalo.admission.law.rules import Rules
from daskalo.admission.tables.findings import Faults, short
from daskalo.i18n import language, translator

if TYPE_CHECKING:
    from daskalo.admission.tables.scenario import Scenario

_, ngettext = translator("daskalo.admission")


def criterion_id(text: str) -> str:
    """Return a criterion as rule files write it: `K1` and `tax_clear` mean `k1` and `tax-clear`."""
    return text.lower().replace("_", "-")


def check(scenario: Scenario, rules: Rules) -> None:
    """Compare claims and wishes with the rules.

    Raises:
        Findings: `scenario-against-rules`: a criterion that is not in the rules or no longer counts, a claim that must
            name its institution, more wishes than the rules allow; each with line and remedy.
    """
    if _fits(scenario, rules):
        return
    faults = Faults()
    note(vars(scenario), rules, faults)
    faults.raise_any(
        "scenario-against-rules",
        _(
            "The applications do not fit the rules “{id}” of {day}. Nothing was ranked and nothing was written.",
            id=rules.id,
            day=rules.in_force,
        ),
    )


def _fits(scenario: Scenario, rules: Rules) -> bool:
    """Tell quickly that there is nothing to note."""
    coded, most = scenario.coded, rules.most_wishes
    there = {each.id for each in rules.criteria if each.scope == "institution"}
    limited = most.status not in {"unknown", "training"}
    return (
        coded.claimed <= rules.criterion.keys()
        and coded.claimed_everywhere.isdisjoint(there)
        and not (limited and coded.width > most.value)
    )


def note(tables: Mapping[str, pd.DataFrame], rules: Rules, faults: Faults) -> None:
    """Add what does not fit the rules to the faults; the tables are those of a scenario."""
    for name, column in (("claims", "criterion"), ("places", "reserved_for")):
        given = tables[name].loc[tables[name][column] != "", column]
        faults.add_rows(
            f"{name}.csv",
            "criterion",
            given.index[~given.map(criterion_id).isin(list(rules.criterion))],
            lambda line, given=given: _no_criterion(str(given.at[line]), rules),
        )
    claims = tables["claims"]
    there = {each.id for each in rules.criteria if each.scope == "institution"}
    faults.add_rows(
        "claims.csv",
        "nowhere",
        claims.index[claims["criterion"].map(criterion_id).isin(there) & (claims["institution"] == "")],
        lambda line: _(
            "“{criterion}” counts at one institution only, and the claim names none. Write it into the third column.",
            criterion=short(claims.at[line, "criterion"]),
        ),
    )
    most = rules.most_wishes
    if most.status in {"unknown", "training"}:  # a limit nobody confirmed turns no application away
        return
    wishes = tables["wishes"]
    faults.add_rows(
        "wishes.csv",
        "many",
        wishes.index[wishes["rank"] > most.value],
        lambda line: _(
            "“{child}” has a wish of rank {rank}. These rules allow {most} wishes. Remove the last ones.",
            child=short(wishes.at[line, "child"]),
            rank=wishes.at[line, "rank"],
            most=most.value,
        ),
    )


def fitting(scenario: Scenario, rules: Rules) -> tuple[Scenario, pd.DataFrame]:
    """Return the part of the applications that some rules know, to compare the rules of two days.

    What they do not know is left out: claims of other criteria, claims that name no institution where one must be
    named, wishes beyond the confirmed most. Places reserved for an unknown criterion become open ones. For a ranking
    that counts use `check`, which leaves nothing out silently.

    Args:
        scenario (Scenario): The applications.
        rules (Rules): The rules.

    Returns:
        tuple[Scenario, pd.DataFrame]: The part, and what was left out: table, what (the criterion, or the rank of the
            wish), rows.
    """
    claims, wishes, places = scenario.claims, scenario.wishes, scenario.places
    ids = claims["criterion"].map(criterion_id)
    there = {each.id for each in rules.criteria if each.scope == "institution"}
    known = ids.isin(list(rules.criterion)) & ~(ids.isin(there) & (claims["institution"] == ""))
    most = rules.most_wishes
    limit = most.value if most.status not in {"unknown", "training"} else None
    allowed = wishes["rank"] <= (limit if limit is not None else wishes["rank"].max())
    strange = (places["reserved_for"] != "") & ~places["reserved_for"].map(criterion_id).isin(list(rules.criterion))
    opened = places.assign(reserved_for=places["reserved_for"].where(~strange, ""))
    keys = ["institution", "group", "reserved_for"]
    opened = opened.assign(places=opened.groupby(keys)["places"].transform("sum")).drop_duplicates(keys)
    left_out = pd.concat(
        [
            pd.DataFrame({"table": "claims", "what": ids[~known]}),
            pd.DataFrame({"table": "wishes", "what": wishes.loc[~allowed, "rank"].astype(str)}),
            pd.DataFrame({"table": "places", "what": places.loc[strange, "reserved_for"]}),
        ]
    )
    counted = left_out.groupby(["table", "what"]).size().rename("rows").reset_index()
    part = replace(scenario, claims=claims[known], wishes=wishes[allowed], places=opened)
    return part, counted


def _no_criterion(text: str, rules: Rules) -> str:
    given = short(text)
    if why := rules.repealed.get(criterion_id(text)):
        return _("the criterion “{given}” no longer counts: {why} Remove the claim.", given=given, why=why[language()])
    if not rules.criterion:
        return _("there is no criterion “{given}”: these rules hold none that is confirmed. Remove it.", given=given)
    return _(
        "there is no criterion “{given}” in these rules. There are: {known}.",
        given=given,
        known=", ".join(rules.criterion),
    )
