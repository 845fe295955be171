# pyright: basic
"""Whether applications fit the rules they are ranked by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from daskalo.admission.findings import Faults
from daskalo.admission.law import Rules
from daskalo.i18n import language, translator

if TYPE_CHECKING:
    from daskalo.admission.scenario import Scenario

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
            criterion=claims.at[line, "criterion"],
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
            child=wishes.at[line, "child"],
            rank=wishes.at[line, "rank"],
            most=most.value,
        ),
    )


def _no_criterion(text: str, rules: Rules) -> str:
    if why := rules.repealed.get(criterion_id(text)):
        return _("the criterion “{given}” no longer counts: {why} Remove the claim.", given=text, why=why[language()])
    return _(
        "there is no criterion “{given}” in these rules. There are: {known}.",
        given=text[:40],
        known=", ".join(rules.criterion),
    )
