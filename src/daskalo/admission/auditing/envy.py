# pyright: basic
"""Justified envy and waste: who was passed over by one who stands lower, and which wished places stay free.

A child is passed over at a wish it prefers to what it got when somebody who stands lower has a place there
(Abdulkadiroğlu and Sönmez 2003, School Choice, American Economic Review 93). Where a child *stands* is measured twice:
by the rule's own score, and by the score without the points for the rank of the wish. The second shows whom the order
of the wishes, and not the criteria, put behind. Where points are equal the number decides, in both.

Not each such pair is an error of the ranking, so each has a kind:

- `envy`: nothing in the rules explains it but the mechanism, or the points of the wish;
- `reserved`: the other child has a place reserved for a criterion that this child does not prove;
- `twins`: the child is placed together with its twin, and both would not have found a place there;
- `twins-together`: both would have found a place there in the end, but had been moved on before it came free.

A place that a transferring child keeps is taken from nobody, so it produces no envy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from daskalo.admission.placing.market import NOWHERE, Ints, Market

if TYPE_CHECKING:
    from daskalo.admission.placing.placement import Placement

KINDS = ("envy", "reserved", "twins", "twins-together")


class Standing:
    """Who stands where, by one score, and what each child prefers to what it got.

    Args:
        placement (Placement): The ranking.
        base (bool): Without the points for the rank of the wish.
    """

    def __init__(self, placement: Placement, base: bool = False) -> None:
        applications = placement.prepared
        self.placement, self.applications = placement, applications
        self.score = applications.points if base else applications.total
        self.priority = placement.prepared_market.priority
        if base:
            by_score = Market.ranked(applications.wishes, applications.places, self.score, applications.lots)
            self.priority = by_score.priority
        self.seat = placement.seats
        placed = self.seat >= 0
        self.column = np.where(placed, np.argmax(applications.wishes == self.seat[:, None], axis=1), NOWHERE)
        self.kept = placement.ranks == 0
        self.holders = np.flatnonzero(placed & ~self.kept)
        self.lowest = self._lowest()

    def _lowest(self) -> Ints:
        """Return the child that stands lowest of those placed at each seat, `NOWHERE` for none."""
        lowest = np.full(len(self.applications.places), NOWHERE, dtype=np.int64)
        stands = self.priority[self.holders, self.column[self.holders]]
        by_standing = self.holders[np.argsort(stands)]
        lowest[self.seat[by_standing]] = by_standing
        return lowest

    @property
    def preferred(self) -> np.ndarray:
        """Which applications a child prefers to what it got, another institution each; shape (children, columns)."""
        applications = self.applications
        before = np.arange(applications.wishes.shape[1]) < np.where(self.column < 0, 10**6, self.column)[:, None]
        got = np.where(self.seat >= 0, applications.institution[self.seat], NOWHERE)
        other = applications.institution[applications.wishes] != got[:, None]
        return before & other & (applications.wishes >= 0)

    def stands_of_lowest(self, seats: Ints) -> Ints:
        """Return the priority of the lowest child placed at some seats; -1, ahead of all, where nobody is."""
        lowest = self.lowest[seats]
        return np.where(lowest >= 0, self.priority[lowest, self.column[lowest]], NOWHERE)


def envy(placement: Placement, base: bool = False) -> pd.DataFrame:
    """Return who was passed over, where, and by whom.

    Args:
        placement (Placement): The ranking.
        base (bool): By the score without the points for the rank of the wish.

    Returns:
        pd.DataFrame: One row a child and wish (and kind of places), by child and rank: child, rank, institution,
            reserved_for (of the places of the other), points, lottery, other (the child that stands lowest there),
            other_points, other_lottery, decided_by (`points` or `lottery`), kind.
    """
    standing = Standing(placement, base)
    applications, preferred = standing.applications, standing.preferred
    rows, columns = np.nonzero(preferred & (standing.priority < standing.stands_of_lowest(applications.wishes)))
    seats = applications.wishes[rows, columns]
    kinds = np.full(len(rows), "envy", dtype=object)
    twins = _twins_at(standing, preferred)
    for pair, (row, seat) in enumerate(zip(rows.tolist(), seats.tolist(), strict=True) if twins else ()):
        if row in twins:
            kinds[pair] = "twins-together" if seat in twins[row] else "twins"
    reserved = _by_reserved_places(standing, preferred)
    rows, columns, seats = (
        np.concatenate([own, more]) for own, more in zip((rows, columns, seats), reserved, strict=True)
    )
    kinds = np.concatenate([kinds, np.full(len(reserved[0]), "reserved", dtype=object)])
    other = standing.lowest[seats]
    frame = pd.DataFrame(
        {
            "child": applications.children[rows],
            "rank": applications.rank[rows, columns],
            "institution": applications.seats["institution"].to_numpy(dtype=object)[seats],
            "reserved_for": applications.seats["reserved_for"].to_numpy(dtype=object)[seats],
            "points": placement.points_text(standing.score[rows, columns]),
            "lottery": applications.number[rows, columns],
            "other": applications.children[other],
            "other_points": placement.points_text(standing.score[other, standing.column[other]]),
            "other_lottery": applications.number[other, standing.column[other]],
            "decided_by": np.where(
                standing.score[rows, columns] > standing.score[other, standing.column[other]], "points", "lottery"
            ),
            "kind": kinds,
        }
    )
    return frame.sort_values(["child", "rank", "reserved_for"], ignore_index=True)


def _by_reserved_places(standing: Standing, preferred: np.ndarray) -> tuple[Ints, Ints, Ints]:
    """Return rows, columns and seats where one who stands lower has a reserved place the child may not use."""
    applications, seats = standing.applications, standing.applications.seats
    none = np.zeros(0, dtype=np.int64)
    found: list[tuple[Ints, Ints, Ints]] = [(none, none, none)]
    reserved = np.flatnonzero((seats["reserved_for"] != "").to_numpy() & (standing.lowest >= 0))
    for seat in reserved:
        place = seats.iloc[seat]
        same = (seats["institution"] == place["institution"]) & (seats["group"] == place["group"])
        here = np.isin(applications.wishes, np.flatnonzero(same & (seats["reserved_for"] == "")))
        may_not = ~(applications.wishes == seat).any(axis=1, keepdims=True)
        stands = standing.stands_of_lowest(np.array([seat]))
        rows, columns = np.nonzero(preferred & here & may_not & (standing.priority < stands))
        found.append((rows, columns, np.full(len(rows), seat)))
    rows, columns, places = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return rows, columns, places


def _twins_at(standing: Standing, preferred: np.ndarray) -> dict[int, set[int]]:
    """Return by twin the seats it prefers where all its twins would have found a place beside those ahead of them."""
    applications, places = standing.applications, standing.applications.places
    found: dict[int, set[int]] = {}
    for twins in applications.twins:
        wished = [set(applications.wishes[row][preferred[row]].tolist()) for row in twins]
        together: set[int] = set()
        for seat in set.intersection(*wished):
            at = np.argmax(applications.wishes[twins] == seat, axis=1)
            inside = np.flatnonzero(standing.seat == seat)
            stands = standing.priority[inside, standing.column[inside]]
            ahead = int((stands < standing.priority[twins, at].max()).sum())
            if ahead + len(twins) <= places[seat]:
                together.add(seat)
        found.update({int(row): together for row in twins})
    return found


def waste(placement: Placement) -> pd.DataFrame:
    """Return places that stay free although somebody who got less wished them.

    Returns:
        pd.DataFrame: By institution, group and reserved_for: free (places), wished_by (children who prefer it to what
            they got and might have it alone), twins (children who prefer it but are placed together with a twin),
            not_entitled (children who prefer the institution but do not prove what the free places are reserved for).
    """
    standing = Standing(placement)
    applications, preferred = standing.applications, standing.preferred
    seats = applications.seats
    free = placement.market.places - placement.taken
    twin = np.zeros(len(applications.children), dtype=bool)
    for rows in applications.twins:
        twin[rows] = True
    found = []
    for seat in np.flatnonzero(free > 0):
        place = seats.iloc[seat]
        same = (seats["institution"] == place["institution"]) & (seats["group"] == place["group"])
        wish_it = (preferred & (applications.wishes == seat)).any(axis=1)
        wish_there = (preferred & np.isin(applications.wishes, np.flatnonzero(same))).any(axis=1)
        may = (applications.wishes == seat).any(axis=1)
        found.append(
            {
                "institution": place["institution"],
                "group": place["group"],
                "reserved_for": place["reserved_for"],
                "free": int(free[seat]),
                "wished_by": int((wish_it & ~twin).sum()),
                "twins": int((wish_it & twin).sum()),
                "not_entitled": int((wish_there & ~may).sum()),
            }
        )
    columns = ["institution", "group", "reserved_for", "free", "wished_by", "twins", "not_entitled"]
    frame = pd.DataFrame(found, columns=columns)
    frame = frame[frame[["wished_by", "twins", "not_entitled"]].sum(axis=1) > 0]
    return frame.sort_values(["institution", "group", "reserved_for"], ignore_index=True)
