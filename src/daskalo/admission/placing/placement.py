# pyright: basic
"""Placing children: from applications and rules to who got which place, the cutoffs and the report."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from daskalo.admission.law.rules import Rules
from daskalo.admission.placing.applications import Applications, prepare
from daskalo.admission.placing.lottery import commitment
from daskalo.admission.placing.market import NOWHERE, Ints, Market
from daskalo.admission.placing.mechanisms import MECHANISMS
from daskalo.admission.tables.exports import write_result
from daskalo.admission.tables.scenario import Scenario
from daskalo.errors import UsageError
from daskalo.i18n import translator

if TYPE_CHECKING:
    from daskalo.admission.auditing.audit import Audit
    from daskalo.admission.auditing.misreports import Progress
    from daskalo.admission.explaining.explanation import Explanation

_, ngettext = translator("daskalo.admission")

STABLE = ("deferred-acceptance", "institution-proposing")
"""Mechanisms where the cutoffs alone decide: a child is placed at the first wish where it reaches the cutoff."""


def place(
    scenario: Scenario, rules: Rules, mechanism: str | None = None, seed: int | str | None = None, turn: int = 1
) -> Placement:
    """Place the children of a scenario.

    Args:
        scenario (Scenario): The applications.
        rules (Rules): The rules.
        mechanism (str | None): One of `MECHANISMS`; None for the one of the rules.
        seed (int | str | None): What the numbers are drawn from; None draws one that nobody can guess. The report
            names it.
        turn (int): Which ranking of the year this is, for rules that draw anew each time.

    Raises:
        UsageError: `mechanism-unknown`, `seed-empty`.
        Findings: `scenario-against-rules`.
        UnknownRule: `rule-unknown`: a value is needed that nobody has confirmed.
    """
    name = rules.mechanism.value if mechanism is None else mechanism
    if name not in MECHANISMS:
        raise UsageError(
            "mechanism-unknown",
            _("There is no mechanism “{given}”. There are: {known}.", given=name, known=", ".join(MECHANISMS)),
        )
    if seed is not None and not str(seed):
        raise UsageError("seed-empty", _("The seed is empty. Give a number or a word, or leave it out to draw one."))
    prepared = prepare(scenario, rules, seed, turn)
    return Placement(scenario, rules, name, prepared, *prepared.solve(name))


@dataclass(frozen=True, eq=False)
class Placement:
    """Who got which place.

    Attributes:
        scenario (Scenario): The applications.
        rules (Rules): The rules.
        mechanism (str): One of `MECHANISMS`.
        prepared (Applications): All applications, as arrays.
        applications (Applications): What was ranked in the end: twins apply only where they have come to.
        market (Market): The same in one strict order.
        granted (Ints): The column of `applications` granted to each child, `NOWHERE` for none.
    """

    scenario: Scenario
    rules: Rules
    mechanism: str
    prepared: Applications
    applications: Applications
    market: Market
    granted: Ints

    @cached_property
    def prepared_market(self) -> Market:
        """All applications in one strict order, those that twins gave up included."""
        return self.market if self.prepared is self.applications else self.prepared.market()

    def explain(self, child: str, changes: bool = True) -> Explanation:
        """Explain where a child was placed; arguments and errors are those of `daskalo.admission.explain`."""
        from daskalo.admission.explaining.explanation import explain

        return explain(self, child, changes)

    def audit(self, misreports: bool = True, sample: int | None = None, progress: Progress | None = None) -> Audit:
        """Audit the ranking; the arguments are those of `daskalo.admission.auditing.audit.audit`."""
        from daskalo.admission.auditing.audit import audit

        return audit(self, misreports, sample, progress)

    @cached_property
    def seats(self) -> Ints:
        """The seat of each child, `NOWHERE` without one."""
        return self.market.seats(self.granted)

    @cached_property
    def ranks(self) -> Ints:
        """The rank of the wish granted to each child, from 1; 0 for a place that was kept, `NOWHERE` without one."""
        column = np.maximum(self.granted, 0)
        return np.where(self.granted >= 0, self._at(self.applications.rank, column), NOWHERE)

    def _at(self, matrix: Ints, column: Ints) -> Ints:
        return matrix[np.arange(len(matrix)), column]

    def points_text(self, units: Ints) -> np.ndarray:
        """Return points, given in units of 1/scale, as texts without needless zeros."""
        values, at = np.unique(units, return_inverse=True)
        return np.array([str(self.applications.decimal(value)) for value in values], dtype=object)[
            at.reshape(units.shape)
        ]

    @cached_property
    def placements(self) -> pd.DataFrame:
        """One row a child, by name: child, institution, rank (from 1), points (with those of the wish), lottery.

        Without a place institution, rank and points are empty; so is the rank of a place that was kept.
        """
        applications = self.applications
        placed = self.granted >= 0
        column = np.maximum(self.granted, 0)
        institution = applications.seats["institution"].to_numpy(dtype=object)
        frame = pd.DataFrame(
            {
                "child": applications.children,
                "institution": _or_empty(institution[self.seats], placed),
                "rank": pd.array(self.ranks, dtype="Int64"),
                "points": _or_empty(self.points_text(self._at(applications.total, column)), placed),
                "lottery": pd.array(self._at(applications.number, column), dtype="Int64"),
            }
        )
        frame.loc[self.ranks < 1, "rank"] = pd.NA
        if applications.numbers.unit == "application":
            frame.loc[~placed, "lottery"] = pd.NA
        return frame.sort_values("child", ignore_index=True)

    @cached_property
    def last_placed(self) -> Ints:
        """By seat the child that was placed last; `NOWHERE` where places are free, and where nobody was ranked in."""
        ranked = np.flatnonzero((self.granted >= 0) & (self.ranks != 0))
        last = np.full(len(self.market.places), NOWHERE, dtype=np.int64)
        by_priority = ranked[np.argsort(self.market.priority[ranked, self.granted[ranked]], kind="stable")]
        last[self.seats[by_priority]] = by_priority
        return np.where(self.taken < self.market.places, NOWHERE, last)

    @cached_property
    def taken(self) -> Ints:
        """How many places of each seat are taken."""
        return self.market.taken(self.granted)

    @cached_property
    def cutoffs(self) -> pd.DataFrame:
        """What the last child placed had: institution, group, points (with those of the wish), lottery.

        Where a place stays free points and lottery are empty: everyone who wished it is in. Places nobody could get
        (there are none, or all are kept) have no row. With reserved places there is a column `reserved_for`.
        """
        applications = self.applications
        frame = applications.seats[["institution", "group", "reserved_for"]].copy()
        last, full = self.last_placed, self.taken >= self.market.places
        named = np.flatnonzero(last >= 0)
        rows = last[named]
        points = np.full(len(last), None, dtype=object)
        points[named] = self.points_text(applications.total[rows, self.granted[rows]])
        lottery = pd.array([pd.NA] * len(last), dtype="Int64")
        lottery[named] = applications.number[rows, self.granted[rows]]
        frame = frame.assign(points=points, lottery=lottery)
        frame = frame[(last >= 0) | ~full].sort_values(["institution", "group", "reserved_for"], ignore_index=True)
        if (applications.seats["reserved_for"] == "").all():
            return frame.drop(columns="reserved_for")
        return frame[["institution", "group", "points", "lottery", "reserved_for"]]

    @cached_property
    def report(self) -> dict[str, Any]:
        """The ranking in numbers: rules, lottery, counts; what `report.json` holds."""
        rules, numbers = self.rules, self.applications.numbers
        placed = self.granted >= 0
        by_rank = {
            str(rank): int((self.ranks == rank).sum()) for rank in sorted(set(self.ranks[self.ranks > 0].tolist()))
        }
        children = self.scenario.children
        return {
            "warning": rules.warning,
            "rules": {
                "id": rules.id,
                "in_force": rules.in_force.isoformat(),
                "title": rules.name,
                "training": [fact.path for fact in rules.training],
            },
            "mechanism": self.mechanism,
            "lottery": {
                "source": numbers.source,
                "unit": numbers.unit,
                "wins": numbers.wins,
                "seed": numbers.seed or None,
                "commitment": commitment(numbers.seed) if numbers.seed else None,
            },
            "children": len(placed),
            "placed": int(placed.sum()),
            "placed_by_rank": by_rank,
            "kept_their_place": int((self.ranks == 0).sum()),
            "unplaced": int((~placed).sum()),
            "not_eligible": int((~children["eligible"].astype(bool)).sum()),
            "without_wishes": int((~children["child"].isin(self.scenario.wishes["child"])).sum()),
            "places": int(self.applications.seats["places"].sum()),
            "free_places": int((self.market.places - self.taken).sum()),
            "blocking_pairs": len(self.market.blocking(self.granted)),
            "cutoffs_decide": self.mechanism in STABLE and not self.applications.parted,
        }

    def write(self, folder: Path | str) -> None:
        """Write `placements.csv`, `cutoffs.csv` and `report.json`, and `TRAINING-DATA.txt` under training values."""
        tables = {"placements.csv": self.placements, "cutoffs.csv": self.cutoffs}
        write_result(folder, tables, {"report.json": self.report}, self.rules)


def _or_empty(values: np.ndarray, stands: np.ndarray) -> np.ndarray:
    """Return values with None where nothing stands."""
    shown = values.astype(object)
    shown[~stands] = None
    return shown
