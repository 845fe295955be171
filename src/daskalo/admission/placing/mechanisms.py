"""Who gets which place: six procedures on the arrays of a market.

All take a `Market` and return the rank of the wish granted to each child, from 0, or `NOWHERE`. They work in rounds
over arrays: a round of deferred acceptance settles all applications that are open at once. Only top trading cycles, of
which no round settles many, walk from child to child.

Gale and Shapley (1962), College Admissions and the Stability of Marriage, American Mathematical Monthly 69;
Abdulkadiroğlu and Sönmez (2003), School Choice: A Mechanism Design Approach, American Economic Review 93.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from daskalo.admission.placing.market import NOWHERE, Ints, Market


def deferred_acceptance(market: Market) -> Ints:
    """Children apply in the order of their wishes; a seat holds the best so far and rejects the others (Gale–Shapley).

    The result is the stable placement that is best for every child at once; no child gains by a false order of wishes.

    Examples:
        >>> wishes, points, numbers = np.array([[0, 1], [0, 1]]), np.array([[1], [2]]), np.array([[0], [1]])
        >>> market = Market.ranked(wishes, np.array([1, 1]), points, numbers)
        >>> deferred_acceptance(market).tolist()
        [1, 0]
    """
    wishes, places, priority = market.wishes, market.places, market.priority
    count, width = wishes.shape
    order = market.order
    size = max(wishes.size, 1)
    start = np.cumsum(places) - places
    held = np.zeros(int(places.sum()), dtype=np.int64)  # by seat: the priorities of the children it holds
    number_held = np.zeros(len(places), dtype=np.int64)
    cutoff = np.where(places > 0, size, 0)  # only a priority below it is held
    rank = np.zeros(count, dtype=np.int64)
    applying: Ints = np.arange(count, dtype=np.int64)
    while True:
        applying = _next_wish(market, applying, rank, cutoff)
        if not applying.size:
            return np.where(rank < width, rank, NOWHERE)
        seats = wishes[applying, rank[applying]]
        here = np.bincount(seats, minlength=len(places))
        asked = np.flatnonzero(here)
        here = here[asked] + number_held[asked]
        older = _blocks(start[asked], number_held[asked])
        new = seats * size + priority[applying, rank[applying]]
        old = np.repeat(asked, number_held[asked]) * size + held[older]
        keys = np.concatenate([new, old])
        keys.sort()
        seats, priorities = np.divmod(keys, size)
        place = _blocks(np.zeros_like(here), here)
        stays = place < places[seats]
        held[start[seats[stays]] + place[stays]] = priorities[stays]
        number_held[asked] = np.minimum(here, places[asked])
        full = asked[here >= places[asked]]
        cutoff[full] = held[start[full] + places[full] - 1]
        applying = order[priorities[~stays]] // width
        rank[applying] += 1


def _next_wish(market: Market, applying: Ints, rank: Ints, cutoff: Ints) -> Ints:
    """Move children on to the next seat that would hold them; return who has one. `rank` is changed in place."""
    width = market.wishes.shape[1]
    ready: list[Ints] = []
    while applying.size:
        applying = applying[rank[applying] < width]
        seats = market.wishes[applying, rank[applying]]
        is_held = (seats >= 0) & (market.priority[applying, rank[applying]] < cutoff[seats])
        ready.append(applying[is_held])
        applying = applying[~is_held]
        rank[applying] += 1
    return np.concatenate(ready) if ready else applying


def institution_proposing(market: Market) -> Ints:
    """Seats offer their places in the order of priority; a child keeps its best offer and rejects the others.

    The result is the stable placement that is worst for every child at once.
    """
    count, width = market.wishes.shape
    apps, start, end = _queues(market)
    pointer, free = start.copy(), market.places.copy()
    best = np.full(count, width, dtype=np.int64)
    while True:
        offering = np.flatnonzero((free > 0) & (pointer < end))
        if not offering.size:
            return np.where(best < width, best, NOWHERE)
        offers = np.minimum(free[offering], end[offering] - pointer[offering])
        made = apps[_blocks(pointer[offering], offers)]
        pointer[offering] += offers
        made = np.sort(made[made % width < best[made // width]])
        if not made.size:
            continue
        children, position = np.unique(made // width, return_index=True)
        made = made[position]  # the best offer of each child
        left = children[best[children] < width]
        free += np.bincount(market.wishes[left, best[left]], minlength=len(free))
        best[children] = made % width
        free -= np.bincount(market.wishes[children, best[children]], minlength=len(free))


def immediate_acceptance(market: Market) -> Ints:
    """All first wishes are settled for good, then the second wishes for what is left, and so on (Boston)."""
    count, width = market.wishes.shape
    granted = np.full(count, NOWHERE, dtype=np.int64)
    free = market.places.copy()
    for rank in range(width):
        waiting = np.flatnonzero((granted < 0) & (market.wishes[:, rank] >= 0))
        keys = market.wishes[waiting, rank] * market.wishes.size + market.priority[waiting, rank]
        keys.sort()
        seats, priorities = np.divmod(keys, market.wishes.size)
        here = np.bincount(seats, minlength=len(free))
        accepted = _blocks(np.zeros_like(here), here) < free[seats]
        granted[market.order[priorities[accepted]] // width] = rank
        free -= np.minimum(here, free)
    return granted


def sorted_list(market: Market) -> Ints:
    """Go down one list of all applications; a child is placed by the first of its applications that finds a free place.

    The list is an order that seats and children would share if each child preferred what it stands highest for. In that
    market one placement is stable, and deferred acceptance finds it.
    """
    if not market.wishes.size:
        return deferred_acceptance(market)
    market, ranks = market.with_wishes_by_priority()
    granted = deferred_acceptance(market)
    return np.where(granted >= 0, ranks[np.arange(len(granted)), granted], NOWHERE)


def serial_dictatorship(market: Market) -> Ints:
    """One child after the other takes the best place left; the order is that of their best applications."""
    return deferred_acceptance(market.with_one_order_of_children())


def top_trading_cycles(market: Market) -> Ints:
    """A child points to its best seat with a place left, a seat to the child highest there; those in a cycle swap.

    No child gains by a false order of wishes and no two would swap afterwards, but a child may be passed over at a seat
    by one who stands lower there.

    Cycles are closed one after the other, in whatever order: the result is the same. So this is one walk along the
    pointers, over lists: rounds over arrays that close all cycles at once need hundreds of rounds for few children
    each, and took ten times as long.
    """
    count, width = market.wishes.shape
    apps, start, end = _queues(market)
    walk = _Walk(
        wishes=market.wishes.ravel().tolist(),
        next_wish=list(range(0, count * width, width)),
        queue=(apps // max(width, 1)).tolist(),
        head=start.tolist(),
        end=end.tolist(),
        free=market.places.tolist(),
        settled=bytearray(count),
    )
    for seat in range(len(market.places)):
        walk.from_seat(seat)
    rank: Ints = np.array(walk.next_wish, dtype=np.int64) - np.arange(0, count * width, width, dtype=np.int64)
    return np.where(np.frombuffer(walk.settled, dtype=np.bool_), rank, NOWHERE)


@dataclass
class _Walk:
    """The pointers of top trading cycles, and the walk along them.

    Attributes:
        wishes (list[int]): Seats, one child after the other.
        next_wish (list[int]): By child where in `wishes` it points to.
        queue (list[int]): Children, one seat after the other, the highest first.
        head (list[int]): By seat where in `queue` it points to.
        end (list[int]): By seat where its children end.
        free (list[int]): Places left by seat.
        settled (bytearray): By child whether it has a place.
    """

    wishes: list[int]
    next_wish: list[int]
    queue: list[int]
    head: list[int]
    end: list[int]
    free: list[int]
    settled: bytearray

    def from_seat(self, seat: int) -> None:
        """Follow the pointers and close each cycle that is met, until the seat points to nobody."""
        wishes, next_wish, free, settled = self.wishes, self.next_wish, self.free, self.settled
        path: list[int] = []  # seats; each points to a child who points to the next one
        children: list[int] = []
        met = [NOWHERE] * len(free)  # by seat where on the path
        while True:
            child = self._highest(seat)
            if child < 0:
                if not path:
                    return
                seat = path.pop()
                children.pop()
                met[seat] = NOWHERE
                continue
            at = next_wish[child]
            while not free[wishes[at]]:
                at += 1
            next_wish[child] = at
            path.append(seat)
            children.append(child)
            met[seat] = len(path) - 1
            seat = wishes[at]
            if (first := met[seat]) < 0:
                continue
            for met_seat, child in zip(path[first:], children[first:], strict=True):
                free[met_seat] -= 1
                settled[child] = True
                met[met_seat] = NOWHERE
            del path[first:], children[first:]
            if path:  # the seat before may have pointed to a child of this cycle
                seat = path.pop()
                children.pop()
                met[seat] = NOWHERE

    def _highest(self, seat: int) -> int:
        """Move a seat on to its highest child without a place; `NOWHERE` when there is none, or no place."""
        if not self.free[seat]:
            return NOWHERE
        queue, settled, end = self.queue, self.settled, self.end[seat]
        at = self.head[seat]
        while at < end and settled[queue[at]]:
            at += 1
        self.head[seat] = at
        return queue[at] if at < end else NOWHERE


def _queues(market: Market) -> tuple[Ints, Ints, Ints]:
    """Return the applications by seat, the best first, and where each seat begins and ends among them."""
    wished = market.wishes >= 0
    seats = market.wishes[wished]
    keys = seats * max(market.wishes.size, 1) + market.priority[wished]
    keys.sort()
    here = np.bincount(seats, minlength=len(market.places))
    end = np.cumsum(here)
    return market.order[keys % max(market.wishes.size, 1)], end - here, end


def _blocks(starts: Ints, lengths: Ints) -> Ints:
    """Return the indices start, start + 1, … of several blocks, one block after the other."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))


MECHANISMS: Mapping[str, Callable[[Market], Ints]] = {
    "deferred-acceptance": deferred_acceptance,
    "institution-proposing": institution_proposing,
    "immediate-acceptance": immediate_acceptance,
    "sorted-list": sorted_list,
    "serial-dictatorship": serial_dictatorship,
    "top-trading-cycles": top_trading_cycles,
}
"""The procedures by the names that rule files and commands use."""
