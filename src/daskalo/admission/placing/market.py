"""An admission as arrays: who wishes which seats, how many places each has, who stands before whom.

A *seat* is an institution with an age group. An *application* is one wish of one child. All applications stand in one
strict order, the priority; a seat looks only at those that name it, so a child may stand higher at one seat (a sibling
there) than at another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
NOWHERE = -1
"""Stands for no seat in `Market.wishes`, and for no wish granted in a placement."""


@dataclass(frozen=True)
class Market:
    """An admission as arrays.

    Attributes:
        wishes (Ints): Seats by child and rank of the wish, from 0, shape (children, wishes); `NOWHERE` after the last.
        places (Ints): Places by seat.
        priority (Ints): The place of each application in the one strict order, from 0, the best first, as `wishes`;
            what is no application stands behind all that are.
    """

    wishes: Ints
    places: Ints
    priority: Ints

    @classmethod
    def ranked(cls, wishes: Ints, places: Ints, points: Ints, number: Ints) -> Market:
        """Rank applications by points, the most first, then by number, the lowest first, then as they stand.

        Args:
            wishes (Ints): As `Market.wishes`.
            places (Ints): As `Market.places`.
            points (Ints): Shape as `wishes`, or (children, 1) when no point depends on the wish.
            number (Ints): The tie-break, as `points`.

        Examples:
            Two children want the one place; the second has more points.

            >>> market = Market.ranked(np.array([[0], [0]]), np.array([1]), np.array([[1], [2]]), np.array([[7], [8]]))
            >>> market.priority.tolist()
            [[1], [0]]
        """
        shape = wishes.shape
        points, number = np.broadcast_to(points, shape), np.broadcast_to(number, shape)
        order = _sorted(wishes < 0, points, number)
        return cls(wishes.astype(np.int64), places.astype(np.int64), _inverse(order).reshape(shape))

    @cached_property
    def order(self) -> Ints:
        """The applications as indices into `wishes.ravel()`, the best first."""
        return _inverse(self.priority.ravel())

    def with_wishes_by_priority(self) -> tuple[Market, Ints]:
        """Return the market where each child wishes first what it stands highest for, and the ranks it came from."""
        ranks = np.argsort(self.priority, axis=1)
        wishes = np.take_along_axis(self.wishes, ranks, axis=1)
        return replace(self, wishes=wishes, priority=np.take_along_axis(self.priority, ranks, axis=1)), ranks

    def with_one_order_of_children(self) -> Market:
        """Return the market where the best application of a child counts at all its wishes."""
        width = self.wishes.shape[1]
        rank = _inverse(np.argsort(self.priority.min(axis=1, initial=self.wishes.size)))
        return replace(self, priority=rank[:, None] * width + np.arange(width))

    def seats(self, granted: Ints) -> Ints:
        """Return the seat of each child, `NOWHERE` without one.

        Args:
            granted (Ints): The rank of the wish granted to each child, from 0, or `NOWHERE`.
        """
        if not self.wishes.size:
            return np.full(len(granted), NOWHERE)
        return np.where(granted >= 0, self.wishes[np.arange(len(granted)), granted], NOWHERE)

    def taken(self, granted: Ints) -> Ints:
        """Return how many places of each seat are taken."""
        seats = self.seats(granted)
        return np.bincount(seats[seats >= 0], minlength=len(self.places))

    def cutoffs(self, granted: Ints) -> Ints:
        """Return the priority of the last child placed at each seat; `NOWHERE` where places are free.

        A seat without any place, wished or not, is full: nobody was placed, so its cutoff is 0, before the first.
        """
        last = np.zeros(len(self.places), dtype=np.int64)
        placed = np.flatnonzero(granted >= 0)
        np.maximum.at(last, self.wishes[placed, granted[placed]], self.priority[placed, granted[placed]])
        return np.where(self.taken(granted) < self.places, NOWHERE, last)

    def blocking(self, granted: Ints) -> Ints:
        """Return the blocking pairs: a child and a better wish, with a place free or held by one who stands lower.

        Returns:
            Ints: Rows of child and rank of the wish, in their order; none when the placement is stable.
        """
        ranks: Ints = np.arange(self.wishes.shape[1], dtype=np.int64)
        reached = np.where(granted >= 0, granted, self.wishes.shape[1])
        preferred = (ranks[None, :] < reached[:, None]) & (self.wishes >= 0)
        cutoffs = self.cutoffs(granted)[self.wishes]
        possible = (cutoffs == NOWHERE) | (self.priority < cutoffs)
        return np.argwhere(preferred & possible).astype(np.int64)


def _sorted(last: NDArray[np.bool_], points: Ints, number: Ints) -> Ints:
    """Return the order of applications by points, the most first, then number, then as they stand; some come last.

    All of it is packed into one whole number for each application, which sorts several times faster than three keys do.
    """
    size = last.size
    if not size:
        return np.zeros(0, dtype=np.int64)
    most, least_number = points.max(), number.min()
    kinds, numbers = int(most - points.min()) + 2, int(number.max() - least_number) + 1
    if kinds * numbers * size >= 2**63 or not np.can_cast(np.result_type(points, number), np.int64):
        return np.lexsort((number.ravel(), -points.ravel(), last.ravel()))
    keys = np.where(last, kinds - 1, most - points) * numbers
    keys += number - least_number
    keys *= size
    keys += np.arange(size).reshape(last.shape)
    keys = keys.ravel()
    keys.sort()
    return keys % size


def _inverse(permutation: Ints) -> Ints:
    inverse = np.empty_like(permutation)
    inverse[permutation] = np.arange(len(permutation))
    return inverse
