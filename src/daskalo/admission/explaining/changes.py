# pyright: basic
"""What would have placed a child at a wish: the smallest change of one thing, found by placing all children anew.

Deferred acceptance and serial dictatorship respect improvements: who gets more points, a better number or more places
at an institution never ends lower (Balinski and Sönmez 1999, A Tale of Two Mechanisms, Journal of Economic Theory 84).
So the smallest change is found by bisection. Elsewhere, and when twins apply, every possible change is tried while
there are few; of many one is found that is enough where the next smaller one is not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from daskalo.admission.placing.applications import Applications
from daskalo.admission.placing.market import NOWHERE, Ints

RESPECT_IMPROVEMENTS = ("deferred-acceptance", "serial-dictatorship")
STRATEGY_PROOF = (*RESPECT_IMPROVEMENTS, "top-trading-cycles")
FEW = 60
"""Possible changes that are tried one by one where bisection may overlook one."""


@dataclass(frozen=True)
class Change:
    """The smallest change of one thing that would have placed a child at a wish, or at one it prefers.

    Attributes:
        kind (str): `points`: so many more at every wish; `number`: one that stands better than this; `rank`: this wish
            written so early in the list; `places`: so many more at the institution.
        amount (Decimal | int): The points, the number, the rank, or the places.
    """

    kind: str
    amount: Decimal | int


class Retrial:
    """Places everybody anew with one thing changed for one child.

    Args:
        applications (Applications): Before twins were moved on.
        mechanism (str): One of `daskalo.admission.placing.mechanisms.MECHANISMS`.
        row (int): The child.
    """

    def __init__(self, applications: Applications, mechanism: str, row: int) -> None:
        self._applications, self._mechanism, self._row = applications, mechanism, row

    def changes(self, rank: int) -> tuple[Change, ...]:
        """Return the smallest change of each kind that is enough for a wish; a kind that never is enough is left out.

        Args:
            rank (int): Of the wish, from 1; the child must not have it, nor one it prefers.
        """
        found = (self._number(rank), self._rank(rank), self._points(rank), self._places(rank))
        return tuple(change for change in found if change)

    def _number(self, rank: int) -> Change | None:
        given = self._applications
        own = self._columns(rank if given.numbers.unit == "application" else None)
        tied = [
            given.number[(given.wishes == given.wishes[self._row, at]) & (given.total == given.total[self._row, at])]
            for at in self._columns(rank)
        ]
        lots = np.unique(np.concatenate(tied))
        lots = lots[::-1] if given.numbers.wins == "lower" else lots  # the number that is easiest to beat comes first
        ahead = 1 if given.numbers.wins == "higher" else -1

        def enough(lot: int) -> bool:
            number = 2 * given.number
            number[self._row, own] = 2 * lot + ahead
            return self._gets(replace(given, number=number), rank)

        found = self._first(lots.tolist(), enough)
        return None if found is None else Change("number", found)

    def _points(self, rank: int) -> Change | None:
        given = self._applications
        steps = [np.array([1])]
        for at in self._columns(None):
            if given.rank[self._row, at] > rank:
                continue
            levels = np.unique(given.total[given.wishes == given.wishes[self._row, at]]) - given.total[self._row, at]
            steps += [levels[levels > 0], levels[levels >= 0] + 1]

        def enough(more: int) -> bool:
            points = given.points.copy()
            points[self._row] += more
            return self._gets(replace(given, points=points), rank)

        found = self._first(np.unique(np.concatenate(steps)).tolist(), enough)
        return None if found is None else Change("points", given.decimal(found))

    def _rank(self, rank: int) -> Change | None:
        """Try the wish one place earlier, then two; the points of the rank move with it."""
        given, row = self._applications, self._row
        if self._mechanism in STRATEGY_PROOF and not given.bonus.any() and not given.twins:
            return None  # no order of the wishes helps
        institution = int(given.institution[given.wishes[row, self._columns(rank)[0]]])
        for earlier in range(rank - 1, 0, -1):
            moved = moved_up(given, row, rank, earlier)
            granted_rank, seat = self._result(moved)
            if granted_rank == earlier and given.institution[seat] == institution:
                return Change("rank", earlier)
        return None

    def _places(self, rank: int) -> Change | None:
        given = self._applications
        seat = int(given.wishes[self._row, self._columns(rank)[-1]])

        def enough(more: int) -> bool:
            places = given.places.copy()
            places[seat] += more
            return self._gets(replace(given, places=places), rank)

        applicants = int((given.wishes == seat).sum())
        found = self._first(range(1, applicants + 1), enough)
        return None if found is None else Change("places", found)

    def _columns(self, rank: int | None) -> Ints:
        """Return the columns of a wish, those of reserved places first; None for all wishes."""
        given = self._applications
        here = given.wishes[self._row] >= 0
        return np.flatnonzero(here & (given.rank[self._row] == rank) if rank is not None else here)

    def _result(self, applications: Applications) -> tuple[int, int]:
        """Return the rank and the seat the child gets."""
        solved, market, granted = applications.solve(self._mechanism)
        column = int(granted[self._row])
        if column == NOWHERE:
            return NOWHERE, NOWHERE
        return int(solved.rank[self._row, column]), int(market.wishes[self._row, column])

    def _gets(self, applications: Applications, rank: int) -> bool:
        return 0 < self._result(applications)[0] <= rank

    def _first(self, candidates: Sequence[int], enough: Callable[[int], bool]) -> int | None:
        """Return the first candidate that is enough; where improvements are respected all after it are enough too."""
        certain = self._mechanism in RESPECT_IMPROVEMENTS and not self._applications.twins
        if not certain and len(candidates) <= FEW:
            return next((candidate for candidate in candidates if enough(candidate)), None)
        if not candidates or not enough(candidates[-1]):
            return None
        return candidates[bisect_left(range(len(candidates) - 1), True, key=lambda at: enough(candidates[at]))]


def moved_up(applications: Applications, row: int, rank: int, earlier: int) -> Applications:
    """Return the applications with one wish of one child moved up; those in between move down by one.

    Args:
        applications (Applications): All applications.
        row (int): The child.
        rank (int): Of the wish, from 1.
        earlier (int): The rank it is moved to, from 1.
    """
    ranks = applications.rank[row]
    bonus_of = dict(zip(ranks.tolist(), applications.bonus[row].tolist(), strict=True))
    new = np.where(ranks == rank, earlier, np.where((ranks >= earlier) & (ranks < rank), ranks + 1, ranks))
    new = np.where(applications.wishes[row] >= 0, new, ranks)
    order = np.argsort(np.where((applications.wishes[row] < 0) | (new == 0), len(ranks) + 1, new), kind="stable")
    matrices = {name: getattr(applications, name).copy() for name in ("wishes", "rank", "points", "bonus", "number")}
    matrices["rank"][row] = new
    matrices["bonus"][row] = [bonus_of[one] for one in new.tolist()]
    for matrix in matrices.values():
        matrix[row] = matrix[row, order]
    return replace(applications, **matrices)
