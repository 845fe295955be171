"""Deferred acceptance to which children come one by one, so that many tries with one child changed cost little.

In deferred acceptance the order in which children apply does not matter (McVitie and Wilson 1971, The Stable Marriage
Problem, Communications of the ACM 14). So a child may come last: to learn what it would get by another list, place
all others once and let it come with that list. To leave out each child in turn, halve the children again and again:
the first half comes before the second is left out one by one, and the other way round. That takes `n log n` comings
instead of `n` whole placings.

The work is a chain of rejections of a few children, so it is done with heaps and not with arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappush, heappushpop

from daskalo.admission.placing.market import NOWHERE

Wishes = Sequence[tuple[int, int]]
"""Seats with the priority of the child there, the lowest first in line, in the order in which it applies."""


class Held:
    """Which children the seats hold, and how far each child has come in its list.

    Args:
        places (Sequence[int]): By seat.
        lists (list[Wishes]): By child.
    """

    def __init__(self, places: Sequence[int], lists: list[Wishes]) -> None:
        self.places, self.lists = places, lists
        self._holds: list[list[tuple[int, int]]] = [[] for _ in places]
        self._tried = [0] * len(lists)

    def copy(self) -> Held:
        """Return a copy that others may join; the lists are shared."""
        other = Held.__new__(Held)
        other.places, other.lists = self.places, self.lists
        other._holds, other._tried = [held.copy() for held in self._holds], self._tried.copy()
        return other

    def come(self, child: int) -> None:
        """Let a child apply, and whoever loses a place by it apply further."""
        tried = self._tried
        while True:
            wishes = self.lists[child]
            at = tried[child]
            tried[child] = at + 1
            if at == len(wishes):
                return
            seat, priority = wishes[at]
            held = self._holds[seat]
            if len(held) < self.places[seat]:
                heappush(held, (-priority, child))
                return
            if held:
                child = heappushpop(held, (-priority, child))[1]

    def with_one_more(self, child: int, wishes: Wishes) -> Held:
        """Return what the seats hold when a child has come with another list than its own."""
        other = self.copy()
        other.lists = self.lists.copy()
        other.lists[child] = wishes
        other.come(child)
        return other

    def got(self, child: int) -> int:
        """Return which place in its list holds a child that has come, from 0; the length of the list for none."""
        return self._tried[child] - 1

    def seat(self, child: int) -> int:
        """Return the seat that holds a child that has come, -1 for none."""
        at, wishes = self.got(child), self.lists[child]
        return wishes[at][0] if at < len(wishes) else NOWHERE


def each_left_out(held: Held, children: Sequence[int]) -> Iterator[tuple[int, Held]]:
    """Yield each of some children who have not come, and what the seats hold when all the others have."""
    if len(children) == 1:
        yield children[0], held
        return
    half = len(children) // 2
    for left_out, coming in ((children[:half], children[half:]), (children[half:], children[:half])):
        with_them = held.copy()
        for child in coming:
            with_them.come(child)
        yield from each_left_out(with_them, left_out)
