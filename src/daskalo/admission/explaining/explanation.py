# pyright: basic
"""Why a child was placed where it was: wish by wish the cutoff, who stood ahead, and what would have changed it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from daskalo.admission.explaining.changes import Change, Retrial
from daskalo.admission.law.rules import Criterion
from daskalo.admission.placing.market import NOWHERE
from daskalo.admission.tables.fit import criterion_id
from daskalo.errors import UsageError
from daskalo.i18n import translator

if TYPE_CHECKING:
    from daskalo.admission.placing.placement import Placement

_, ngettext = translator("daskalo.admission")

REACHABLE = ("below-cutoff", "lost-draw", "passed-over", "no-places")
"""Outcomes of a wish for which a change is looked for."""


@dataclass(frozen=True)
class Claim:
    """A criterion a child claims.

    Attributes:
        criterion (Criterion): With its text and points.
        institution (str): Where it counts; empty for everywhere.
        why_not (str): Empty when it counts; `unproved`; `higher-degree` when another criterion of the same fact counts.
    """

    criterion: Criterion
    institution: str
    why_not: str = ""


@dataclass(frozen=True)
class Wish:
    """What became of one wish.

    Attributes:
        rank (int): From 1.
        institution (str): Its name.
        places (int): Places of the child's group there, reserved ones included.
        applicants (int): Children who applied there.
        points (Decimal): Points of criteria.
        bonus (Decimal): Points of the rank of the wish.
        number (int): The number that breaks ties.
        cutoff_points (Decimal | None): Points of the last child placed, with those of its wish; None where a place is
            free or none was given.
        cutoff_number (int | None): Its number.
        ahead (int): Children who stood ahead and applied there.
        ahead_elsewhere (int): Of those the ones who got a place they preferred.
        outcome (str): `granted`; `not-needed` (a better wish was granted); `below-cutoff`; `lost-draw` (as many points
            as the last one, a worse number); `passed-over` (ahead of the last one, which not every mechanism respects);
            `no-places`; `twin` (the twin found no place there, or did not wish it); `not-eligible`.
        changes (tuple[Change, ...]): What would have been enough, one of each kind.
    """

    rank: int
    institution: str
    places: int
    applicants: int
    points: Decimal
    bonus: Decimal
    number: int
    cutoff_points: Decimal | None
    cutoff_number: int | None
    ahead: int
    ahead_elsewhere: int
    outcome: str
    changes: tuple[Change, ...] = ()

    @property
    def total(self) -> Decimal:
        """The points that ranked the child."""
        return self.points + self.bonus


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why a child was placed where it was.

    Attributes:
        placement (Placement): The ranking.
        child (str): Its name.
        group (str): Its group.
        eligible (bool): Whether it fulfils the mandatory conditions.
        institution (str): Where it is placed; empty for nowhere.
        rank (int): The rank of the wish granted, from 1; 0 for a place it had and kept, -1 for none.
        number (int): The number that breaks ties, at the granted or first wish.
        claims (tuple[Claim, ...]): What it claims, in the order of the rules.
        wishes (tuple[Wish, ...]): In the order of its list.
    """

    placement: Placement
    child: str
    group: str
    eligible: bool
    institution: str
    rank: int
    number: int
    claims: tuple[Claim, ...]
    wishes: tuple[Wish, ...]

    def text(self) -> str:
        """Return the explanation as a person reads it, in the language of the reader."""
        from daskalo.admission.explaining.explained import text

        return text(self)

    def card(self, sealed: bool = False) -> str:
        """Return the explanation as a page to print: one HTML file without anything outside it.

        Args:
            sealed (bool): Keep the seed of the draw back, as long as other rounds are still to be drawn from it.
        """
        from daskalo.admission.explaining.card import card

        return card(self, sealed)

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as plain JSON; points are texts."""
        return {
            "warning": self.placement.rules.warning,
            "child": self.child,
            "group": self.group,
            "eligible": self.eligible,
            "institution": self.institution or None,
            "rank": self.rank if self.rank > 0 else None,
            "number": self.number,
            "claims": [
                {
                    "criterion": claim.criterion.id,
                    "points": str(claim.criterion.points.value),
                    "institution": claim.institution or None,
                    "counts": not claim.why_not,
                    "why_not": claim.why_not or None,
                }
                for claim in self.claims
            ],
            "wishes": [
                {
                    name: _plain(getattr(wish, name))
                    for name in (*Wish.__dataclass_fields__, "total")
                    if name != "changes"
                }
                | {"changes": [{"kind": one.kind, "amount": _plain(one.amount)} for one in wish.changes]}
                for wish in self.wishes
            ],
        }


def explain(placement: Placement, child: str, changes: bool = True) -> Explanation:
    """Explain where a child was placed.

    Args:
        placement (Placement): The ranking.
        child (str): Its name in the tables.
        changes (bool): Look for the smallest changes too, which places all children anew some dozens of times.

    Raises:
        UsageError: `child-unknown`.
    """
    prepared = placement.prepared
    if child not in prepared.row:
        raise UsageError(
            "child-unknown",
            _("There is no child “{child}” in this ranking. Write it as in children.csv.", child=str(child)[:40]),
        )
    row = prepared.row[child]
    said = placement.scenario.children.set_index("child").loc[child]
    granted = int(placement.granted[row])
    own = placement.scenario.wishes.query("child == @child").sort_values("rank")
    wishes = _Wishes(placement, row, bool(said["eligible"]))
    retrial = Retrial(prepared, placement.mechanism, row) if changes else None
    column = max(granted, 0)
    return Explanation(
        placement=placement,
        child=child,
        group=str(said["group"]),
        eligible=bool(said["eligible"]),
        institution=str(placement.applications.seats["institution"].iloc[placement.seats[row]]) if granted >= 0 else "",
        rank=int(placement.ranks[row]),
        number=int(placement.applications.number[row, column]),
        claims=_claims(placement, child),
        wishes=tuple(
            wishes.one(int(rank), str(institution), retrial)
            for rank, institution in zip(own["rank"], own["institution"], strict=True)
        ),
    )


class _Wishes:
    """What became of the wishes of one child."""

    def __init__(self, placement: Placement, row: int, eligible: bool) -> None:
        self._placement, self._row, self._eligible = placement, row, eligible
        self._seats = placement.applications.seats
        self._group = placement.scenario.children["group"].iloc[row]

    def one(self, rank: int, institution: str, retrial: Retrial | None) -> Wish:
        placement, prepared, row = self._placement, self._placement.prepared, self._row
        columns = np.flatnonzero((prepared.rank[row] == rank) & (prepared.wishes[row] >= 0))
        here = self._seats[(self._seats["institution"] == institution) & (self._seats["group"] == self._group)]
        applied = len(columns) > 0
        at = int(columns[-1]) if applied else 0  # the open places come after those reserved for a criterion
        seat = int(prepared.wishes[row, at]) if applied else int(here.index[-1])
        outcome = self._outcome(rank, institution, at, seat, applied)
        last = int(placement.last_placed[seat])
        cutoff = (last, int(placement.granted[last])) if last != NOWHERE else None
        ahead = np.flatnonzero(((prepared.wishes == seat) & (self._priority < self._priority[row, at])).any(axis=1))
        ahead = ahead[ahead != row] if applied else ahead[:0]
        return Wish(
            rank=rank,
            institution=institution,
            places=int(here["places"].sum()),
            applicants=int(np.isin(prepared.wishes, here.index).any(axis=1).sum()),
            points=prepared.decimal(prepared.points[row, at]) if applied else Decimal(0),
            bonus=prepared.decimal(prepared.bonus[row, at]) if applied else Decimal(0),
            number=int(prepared.number[row, at]),
            cutoff_points=placement.applications.decimal(placement.applications.total[cutoff]) if cutoff else None,
            cutoff_number=int(placement.applications.number[cutoff]) if cutoff else None,
            ahead=len(ahead),
            ahead_elsewhere=int((~np.isin(placement.seats[ahead], here.index) & self._prefers(ahead, seat)).sum()),
            outcome=outcome,
            changes=retrial.changes(rank) if retrial and applied and outcome in REACHABLE else (),
        )

    @property
    def _priority(self) -> np.ndarray:
        return self._placement.prepared_market.priority

    def _prefers(self, rows: np.ndarray, seat: int) -> np.ndarray:
        """Say which children got a place they prefer to a seat."""
        placement = self._placement
        at = np.argmax(placement.prepared.wishes[rows] == seat, axis=1)
        rank = placement.prepared.rank[rows, at]
        return (placement.ranks[rows] > 0) & (placement.ranks[rows] < rank)

    def _outcome(self, rank: int, institution: str, at: int, seat: int, applied: bool) -> str:
        placement, row = self._placement, self._row
        got = int(placement.ranks[row])
        if not self._eligible:
            return "not-eligible"
        if got == rank:
            return "granted"
        if not applied or 0 < got < rank:
            return "not-needed"
        if institution in placement.applications.parted.get(row, ()) or self._not_reached(row, seat):
            return "twin"
        if not placement.market.places[seat]:
            return "no-places"
        last = int(placement.last_placed[seat])
        if last == NOWHERE:
            return "passed-over"
        column = int(placement.granted[last])
        mine = int(placement.prepared.total[row, at])
        theirs = int(placement.applications.total[last, column])
        if mine < theirs:
            return "below-cutoff"
        worse = placement.prepared.lots[row, at] > placement.applications.lots[last, column]
        return "lost-draw" if mine == theirs and worse else "passed-over"

    def _not_reached(self, row: int, seat: int) -> bool:
        """Say whether a twin did not apply for a seat in the end: the other one was placed elsewhere with it."""
        applications = self._placement.applications
        return any(row in rows for rows in applications.twins) and seat not in applications.wishes[row]


def _claims(placement: Placement, child: str) -> tuple[Claim, ...]:
    rules, given = placement.rules, placement.scenario.claims
    own = given[given["child"] == child]
    claimed = sorted(
        (list(rules.criterion).index(criterion_id(claim["criterion"])), claim["institution"], bool(claim["proved"]))
        for _line, claim in own.iterrows()
    )
    found: list[Claim] = []
    for index, institution, proved in claimed:
        criterion = rules.criteria[index]
        rivals = [
            rules.criteria[other].points.value
            for other, elsewhere, counts in claimed
            if counts and elsewhere in {"", institution} and rules.criteria[other].one_of == criterion.one_of != ""
        ]
        lower = proved and bool(rivals) and criterion.points.value < max(rivals)
        found.append(
            Claim(criterion, institution, "" if proved and not lower else "higher-degree" if lower else "unproved")
        )
    return tuple(found)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value
