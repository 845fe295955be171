# pyright: basic
"""Who gains by a false order of wishes: each later wish of each child moved to the top, all others truthful.

All single moves are tried, and every child is placed anew for each: nothing is estimated. The points for the rank of a
wish move with the rank. A child that got its first wish cannot gain; nor can anybody under deferred acceptance, serial
dictatorship and top trading cycles while no point depends on the rank and no twins are placed together (Dubins and
Freedman 1981, Machiavelli and the Gale-Shapley Algorithm, American Mathematical Monthly 88; Roth 1982, Mathematics of
Operations Research 7).

Four of the mechanisms are deferred acceptance in a market of their own, so a child that tries another order may come
last (`daskalo.admission.auditing.insertion`): immediate acceptance ranks by the wish before it ranks by points, serial
dictatorship has one order of children, and on one sorted list each child wishes first what it stands highest for. The
two others are run whole for each move. So are, under all, the moves that lead twins another way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from daskalo.admission.auditing.insertion import Held, Wishes, each_left_out
from daskalo.admission.explaining.changes import STRATEGY_PROOF, moved_up
from daskalo.admission.placing.applications import KEPT, Applications
from daskalo.admission.placing.market import NOWHERE, Ints

if TYPE_CHECKING:
    from daskalo.admission.placing.placement import Placement

Progress = Callable[[int, int], None]
"""Told from time to time how much is done, of how much."""

DEFERRED = ("deferred-acceptance", "immediate-acceptance", "sorted-list", "serial-dictatorship")
BEHIND = 10**6
"""Stands for the place a child keeps, behind all its wishes; one more stands for no place."""


@dataclass(frozen=True, eq=False)
class Misreports:
    """Who gains by moving one later wish to the top.

    Attributes:
        gains (pd.DataFrame): Each move that brings a better place by the true order, by child and move: child, move
            (true rank of the wish moved to the top), from_rank (true rank of the place got by the truth; empty for
            none, 0 for a place that was kept), to_rank (true rank of the place got by the move), institution (it).
        children (int): Children who were ranked.
        tried (int): Children whose moves were tried, those without a better wish included: all, unless a sample was
            asked for.
        moves (int): Moves tried.
    """

    gains: pd.DataFrame
    children: int
    tried: int
    moves: int

    @property
    def gaining(self) -> int:
        """How many children gain by some move."""
        return int(self.gains["child"].nunique())

    @property
    def sampled(self) -> bool:
        """Whether only some of the children were tried."""
        return self.tried < self.children

    def to_dict(self) -> dict[str, Any]:
        """Return the counts as plain JSON."""
        return {"children": self.children, "tried": self.tried, "moves": self.moves, "gaining": self.gaining}


def misreports(
    placement: Placement,
    sample: int | None = None,
    progress: Progress | None = None,
    children: Collection[str] | None = None,
) -> Misreports:
    """Try all single moves of a later wish to the top.

    Args:
        placement (Placement): The ranking, by the true orders.
        sample (int | None): Try only so many children, spread evenly over the table; None for all.
        progress (Progress | None): Told now and then how many moves are done.
        children (Collection[str] | None): Try only these; None for all.
    """
    applications = placement.prepared
    worth = _worth(placement)
    ranked = np.flatnonzero((applications.wishes >= 0).any(axis=1))
    tried = ranked
    if children is not None:
        tried = ranked[np.isin(applications.children[ranked], list(children))]
    if sample is not None and sample < len(tried):
        tried = tried[np.linspace(0, len(tried) - 1, max(sample, 1)).astype(np.int64)]
    moves = _moves(applications, tried[worth[tried] > 1])
    if _nobody_can_gain(placement):
        found = np.full(len(moves), BEHIND + 1)
    elif placement.mechanism in DEFERRED:
        found = _by_insertion(placement, moves, progress)
    else:
        found = _by_placing_anew(placement, moves, progress)
    better = found < worth[moves[:, 0]]
    rows, told, got = moves[better, 0], moves[better, 1], found[better]
    before = pd.array(placement.ranks[rows], dtype="Int64")
    before[placement.ranks[rows] == NOWHERE] = pd.NA
    column = (applications.rank[rows] == got[:, None]) & (applications.wishes[rows] >= 0)
    seat = applications.wishes[rows, np.argmax(column, axis=1)] if len(rows) else rows
    gains = pd.DataFrame(
        {
            "child": applications.children[rows],
            "move": told,
            "from_rank": before,
            "to_rank": got,
            "institution": applications.seats["institution"].to_numpy(dtype=object)[seat],
        }
    )
    gains = gains.sort_values(["child", "move"], ignore_index=True)
    return Misreports(gains, len(ranked), len(tried), len(moves))


def _worth(placement: Placement) -> Ints:
    """Return how each child did by its true order: the rank, `BEHIND` for a place it kept, one more for none."""
    ranks = placement.ranks
    return np.where(ranks > 0, ranks, np.where(ranks == 0, BEHIND, BEHIND + 1))


def _moves(applications: Applications, rows: Ints) -> Ints:
    """Return rows of child and rank: each later wish of these children for which they were ranked."""
    wished = np.zeros((len(rows), int(applications.rank.max(initial=0)) + 1), dtype=bool)
    at, column = np.nonzero(applications.wishes[rows] >= 0)
    wished[at, applications.rank[rows[at], column]] = True
    wished[:, :2] = False
    at, rank = np.nonzero(wished)
    return np.column_stack([rows[at], rank])


def _nobody_can_gain(placement: Placement) -> bool:
    applications = placement.prepared
    of_wish = np.where(applications.rank > 0, applications.bonus, applications.bonus[:, :1])
    constant = bool((of_wish == of_wish[:, :1]).all())
    return placement.mechanism in STRATEGY_PROOF and constant and not applications.twins


def _by_placing_anew(placement: Placement, moves: Ints, progress: Progress | None) -> Ints:
    """Return what each move brings, by true rank; all children are placed anew for each."""
    found = np.empty(len(moves), dtype=np.int64)
    for at, (row, rank) in enumerate(moves.tolist()):
        found[at] = _result(moved_up(placement.prepared, row, rank, 1), placement.mechanism, row, rank)
        if progress:
            progress(at + 1, len(moves))
    return found


def _result(told: Applications, mechanism: str, row: int, rank: int) -> int:
    """Return the true rank of what a child gets that told this wish first."""
    solved, _market, granted = told.solve(mechanism)
    if granted[row] == NOWHERE:
        return BEHIND + 1
    return int(_true_rank(solved.rank[row, granted[row]], rank))


def _true_rank(told: Ints, moved: Ints | int) -> Ints:
    """Return the true ranks of told ones, where the wish of the rank `moved` was told first; 0 becomes `BEHIND`."""
    true = np.where(told == 1, moved, np.where(told <= moved, told - 1, told))
    return np.where(told == 0, BEHIND, true)


def _by_insertion(placement: Placement, moves: Ints, progress: Progress | None) -> Ints:
    """Return what each move brings, by true rank; the child comes last, with the list it tells."""
    given, mechanism = placement.prepared, placement.mechanism
    found = np.empty(len(moves), dtype=np.int64)
    twins = [row for rows in given.twins for row in rows.tolist()]
    anew = np.isin(moves[:, 0], twins)
    for stage, market, granted in given.stages(mechanism):
        told = _Told(stage, mechanism, moves)
        twins_at = market.seats(granted)[twins].tolist() if twins else []
        tries: dict[int, list[int]] = {}
        for at in np.flatnonzero(~anew).tolist():
            tries.setdefault(int(moves[at, 0]), []).append(at)
        held = Held(stage.places.tolist(), told.lists())
        for row in range(len(stage.wishes)):
            if row not in tries:
                held.come(row)
        done = 0
        for row, others in each_left_out(held, list(tries)) if tries else ():
            for at in tries[row]:
                tried = others.with_one_more(row, told.moved(at))
                found[at] = told.worth(at, tried.got(row))
                anew[at] = [tried.seat(twin) for twin in twins] != twins_at
            done += len(tries[row])
            if progress:
                progress(done, len(moves))
    found[anew] = _by_placing_anew(placement, moves[anew], progress)
    return found


class _Told:
    """The lists of all children, and the one a child tells for each move, in the market where it may come last.

    Args:
        given (Applications): What is ranked.
        mechanism (str): One of `DEFERRED`.
        moves (Ints): Rows of child and rank of the wish told first.
    """

    def __init__(self, given: Applications, mechanism: str, moves: Ints) -> None:
        told = _moved(given, moves)
        width = given.wishes.shape[1]
        score = np.concatenate([_score(given), _score(told)])
        lots = np.concatenate([given.lots, told.lots])
        wishes = np.concatenate([given.wishes, told.wishes])
        child = np.concatenate([np.arange(len(given.wishes)), moves[:, 0]])
        order = np.broadcast_to(child[:, None] * width + np.arange(width), wishes.shape)
        ranked = np.lexsort((order.ravel(), lots.ravel(), -score.ravel(), wishes.ravel() < 0))
        priority = np.empty(wishes.size, dtype=np.int64)
        priority[ranked] = np.arange(wishes.size)
        priority = priority.reshape(wishes.shape)
        if mechanism == "immediate-acceptance":
            priority = priority + np.arange(width) * wishes.size
        elif mechanism == "serial-dictatorship":
            priority = np.broadcast_to(priority.min(axis=1, keepdims=True, initial=wishes.size), wishes.shape)
        worth = _true_rank(told.rank, moves[:, 1:])
        if mechanism == "sorted-list":
            by_priority = np.argsort(priority, axis=1)
            priority = np.take_along_axis(priority, by_priority, axis=1)
            wishes = np.take_along_axis(wishes, by_priority, axis=1)
            worth = np.take_along_axis(worth, by_priority[len(given.wishes) :], axis=1)
        self._count = len(given.wishes)
        self._wishes, self._priority, self._length = wishes, priority, (wishes >= 0).sum(axis=1)
        self._worth = worth

    def lists(self) -> list[Wishes]:
        """Return the true lists by child."""
        return [self._list(row) for row in range(self._count)]

    def moved(self, move: int) -> Wishes:
        """Return the list told for a move."""
        return self._list(self._count + move)

    def worth(self, move: int, place: int) -> int:
        """Return the true rank of a place in the list told for a move."""
        return int(self._worth[move, place]) if place < self._length[self._count + move] else BEHIND + 1

    def _list(self, row: int) -> Wishes:
        end = self._length[row]
        return list(zip(self._wishes[row, :end].tolist(), self._priority[row, :end].tolist(), strict=True))


def _score(given: Applications) -> Ints:
    return given.total + KEPT * ((given.rank == 0) & (given.wishes >= 0))


def _moved(given: Applications, moves: Ints) -> Applications:
    """Return one row a move: the applications of its child with the wish told first, as `moved_up` makes them."""
    rows, moved = moves[:, 0], moves[:, 1:]
    wishes, rank = given.wishes[rows], given.rank[rows]
    told = np.where(rank == moved, 1, np.where((rank > 0) & (rank < moved), rank + 1, rank))
    bonus_of = np.zeros(int(given.rank.max(initial=0)) + 1, dtype=np.int64)
    bonus_of[given.rank] = given.bonus
    last = len(bonus_of) + 1
    order = np.argsort(np.where(wishes < 0, last + 1, np.where(rank == 0, last, told)), axis=1, kind="stable")
    columns = {"wishes": wishes, "rank": told, "points": given.points[rows], "bonus": bonus_of[told]}
    columns["number"] = given.number[rows]
    return replace(given, **{name: np.take_along_axis(matrix, order, axis=1) for name, matrix in columns.items()})
