# pyright: basic
"""The same children under two rules: who gains, who loses, who moves.

Only the rule differs: the numbers are drawn from the same seed. What only one of two versions knows (a criterion that a
court struck, a group of reserved places) does not stop the comparison; it counts where it is known, and is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from daskalo.admission.law.rules import Rules
from daskalo.admission.placing.placement import Placement, place
from daskalo.admission.tables.exports import records, write_result
from daskalo.admission.tables.fit import criterion_id
from daskalo.errors import UsageError
from daskalo.i18n import translator

if TYPE_CHECKING:
    from daskalo.admission.tables.scenario import Scenario

_, ngettext = translator("daskalo.admission")

CHANGES = ("gains", "loses", "moves", "same")
BEHIND = 10**6
"""Stands for a place that is kept and not wished, behind all wishes; one more stands for no place."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two placements of the same children.

    Attributes:
        before (Placement): The first.
        after (Placement): The second.
        changes (pd.DataFrame): By child: child, before and after (institutions), before_rank and after_rank (of the
            wishes; empty for none and for a place that was kept), change (`gains`: a place it prefers; `loses`;
            `moves`: another place, and its first list does not say which it prefers; `same`).
        in_one_only (pd.DataFrame): What counts in one of the two only: table (`claims`, `wishes`, `places`), what (the
            criterion claimed, the rank of the wish, the criterion the places are reserved for), where (`before` or
            `after`), count (children; places).
    """

    before: Placement
    after: Placement
    changes: pd.DataFrame
    in_one_only: pd.DataFrame

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many children gain, lose, move and stay, get a place at all (`placed`), and lose one (`unplaced`)."""
        found = self.changes["change"].value_counts()
        had, have = self.changes["before"].notna(), self.changes["after"].notna()
        counts = {change: int(found.get(change, 0)) for change in CHANGES}
        return counts | {"placed": int((~had & have).sum()), "unplaced": int((had & ~have).sum())}

    def text(self) -> str:
        """Return the comparison as a person reads it, in the language of the reader."""
        from daskalo.admission.comparing.compared import text

        return text(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison in numbers, as plain JSON."""
        return {
            "before": _said(self.before),
            "after": _said(self.after),
            "counts": self.counts,
            "in_one_only": records(self.in_one_only),
        }

    def write(self, folder: Path | str) -> None:
        """Write `changes.csv`, which names single children, and `comparison.json`."""
        tables, documents = {"changes.csv": self.changes}, {"comparison.json": self.to_dict()}
        write_result(folder, tables, documents, self.before.rules, self.after.rules)


def _said(placement: Placement) -> dict[str, Any]:
    rules = placement.rules
    return {
        "warning": rules.warning,
        "rules": {"id": rules.id, "in_force": rules.in_force.isoformat()},
        "mechanism": placement.mechanism,
        "placed": placement.report["placed"],
        "placed_by_rank": placement.report["placed_by_rank"],
        "lottery": placement.report["lottery"],
    }


def compare_rules(
    scenario: Scenario,
    rules: Rules,
    against: Rules,
    mechanism: str | None = None,
    against_mechanism: str | None = None,
    seed: int | str | None = None,
) -> Comparison:
    """Place the same applications under two rules, with the same lottery, and compare.

    Args:
        scenario (Scenario): The applications; each of the rules takes what it knows (`Scenario.under`).
        rules (Rules): The first.
        against (Rules): The second.
        mechanism (str | None): For the first; None for the one of the rules.
        against_mechanism (str | None): For the second.
        seed (int | str | None): Of the lottery, for both; None draws one.

    Raises:
        UsageError: `mechanism-unknown`.
        UnknownRule: `rule-unknown`: a value is needed that nobody has confirmed.
    """
    before = place(scenario.under(rules)[0], rules, mechanism, seed)
    after = place(scenario.under(against)[0], against, against_mechanism, before.applications.numbers.seed or seed)
    return compare(before, after)


def compare(before: Placement, after: Placement) -> Comparison:
    """Compare two placements of the same children.

    What a child prefers is what the list of the first placement says.

    Args:
        before (Placement): The first.
        after (Placement): The second.

    Raises:
        UsageError: `children-differ`, `seeds-differ`.
    """
    first, second = before.placements, after.placements
    if first["child"].tolist() != second["child"].tolist():
        strangers = sorted(set(first["child"]) ^ set(second["child"]))
        raise UsageError(
            "children-differ",
            _(
                "Only placements of the same children can be compared. “{child}” is in one of them only.",
                child=strangers[0],
            ),
        )
    seeds = {each.applications.numbers.seed for each in (before, after)} - {""}
    if len(seeds) > 1:
        raise UsageError(
            "seeds-differ",
            _("The two lotteries were drawn from different seeds. Place both with the same seed, seed=…, and compare."),
        )
    changes = pd.DataFrame(
        {
            "child": first["child"],
            "before": first["institution"],
            "before_rank": first["rank"],
            "after": second["institution"],
            "after_rank": second["rank"],
        }
    )
    wishes = before.scenario.wishes
    rank_of = pd.Series(
        wishes["rank"].to_numpy(), index=pd.MultiIndex.from_frame(wishes[["child", "institution"]]), dtype="float64"
    )
    old, new = _worth(first, rank_of), _worth(second, rank_of)
    same = (first["institution"].fillna("") == second["institution"].fillna("")).to_numpy()
    unknown = np.isnan(old) | np.isnan(new) | (old == new)
    changes["change"] = np.select([same, unknown, new < old], ["same", "moves", "gains"], "loses").astype(object)
    return Comparison(before, after, changes, _in_one_only(before, after))


def _worth(placements: pd.DataFrame, rank_of: pd.Series) -> np.ndarray:
    """Return the rank each child gives to its place, nan for a place its list does not name."""
    pairs = pd.MultiIndex.from_frame(placements[["child", "institution"]])
    worth = rank_of.reindex(pairs).to_numpy(dtype=float, copy=True)
    nowhere, kept = placements["institution"].isna(), placements["rank"].isna()
    worth[np.isnan(worth) & (kept & ~nowhere).to_numpy()] = BEHIND
    worth[nowhere.to_numpy()] = BEHIND + 1
    return worth


def _in_one_only(before: Placement, after: Placement) -> pd.DataFrame:
    sides = {"before": _counting(before), "after": _counting(after)}
    both = pd.concat([found.assign(where=name) for name, found in sides.items()])
    alone = both.drop_duplicates(["table", "what", "who", "institution"], keep=False)
    children = alone[alone["table"] != "places"].groupby(["table", "what", "where"])["who"].nunique()
    places = alone[alone["table"] == "places"].groupby(["table", "what", "where"])["places"].sum()
    return pd.concat([children, places]).astype("int64").rename("count").reset_index()


def _counting(placement: Placement) -> pd.DataFrame:
    """Return what counts in a placement: table, what, who, institution, places."""
    scenario = placement.scenario
    claims = scenario.claims[scenario.claims["proved"].astype(bool)]
    reserved = scenario.places[scenario.places["reserved_for"] != ""]
    parts = {
        "claims": (claims["criterion"].map(criterion_id), claims["child"], claims["institution"], 0),
        "wishes": (scenario.wishes["rank"].astype(str), scenario.wishes["child"], scenario.wishes["institution"], 0),
        "places": (
            reserved["reserved_for"].map(criterion_id),
            reserved["group"],
            reserved["institution"],
            reserved["places"],
        ),
    }
    return pd.concat(
        [
            pd.DataFrame({"table": table, "what": what, "who": who, "institution": institution, "places": places})
            for table, (what, who, institution, places) in parts.items()
        ],
        ignore_index=True,
    )
