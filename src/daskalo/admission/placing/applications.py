# pyright: basic
"""Applications under rules, as arrays: which seats a child wishes, with how many points and with which number.

Rows are children. A column is an application, in the order of the wishes. A place reserved for a criterion is a seat of
its own, applied for just before the open places of the same institution. A child who asks for a transfer applies last
for the place it has, which nobody else can take from it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from daskalo.admission.law.rules import Criterion, Rules
from daskalo.admission.placing.lottery import draw, new_seed
from daskalo.admission.placing.market import NOWHERE, Ints, Market
from daskalo.admission.placing.mechanisms import MECHANISMS
from daskalo.admission.tables.fit import check, criterion_id
from daskalo.admission.tables.scenario import Scenario

KEPT = 2**50
"""Points of a child at the place it has and keeps: more than criteria can bring."""


@dataclass(frozen=True)
class Numbers:
    """Where the numbers that break ties come from.

    Attributes:
        source (str): `drawn`, `file` (lottery.csv) or `entry-number` (входящ номер: the order of children.csv).
        wins (str): The `lower` or the `higher` number.
        unit (str): Who has a number: a `child` or an `application`.
        seed (str): What they were drawn from; empty when they were not drawn.
    """

    source: str
    wins: str
    unit: str
    seed: str = ""


@dataclass(frozen=True, eq=False)
class Applications:
    """Applications as arrays; the matrices have the shape (children, applications).

    Attributes:
        children (Ints): The names of the children, an array of texts.
        seats (pd.DataFrame): institution, group, reserved_for and places, by seat.
        places (Ints): Places by seat, those that transferring children keep included.
        wishes (Ints): Seats, `NOWHERE` after the last application.
        rank (Ints): The rank of the wish, from 1; 0 for a place that is kept.
        points (Ints): Points of criteria, in units of 1/scale.
        bonus (Ints): Points of the rank of the wish, in the same unit.
        number (Ints): The number that breaks ties.
        scale (int): Units in a point.
        numbers (Numbers): Where the numbers come from.
        twins (tuple[Ints, ...]): Rows of children who are placed together.
        parted (Mapping[int, tuple[str, ...]]): Institutions struck from a child's wishes because its twin found no
            place there, by row.
    """

    children: np.ndarray
    seats: pd.DataFrame
    places: Ints
    wishes: Ints
    rank: Ints
    points: Ints
    bonus: Ints
    number: Ints
    scale: int
    numbers: Numbers
    twins: tuple[Ints, ...] = ()
    parted: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def row(self) -> Mapping[str, int]:
        """The row of each child."""
        return {child: row for row, child in enumerate(self.children)}

    @cached_property
    def institution(self) -> Ints:
        """The code of the institution of each seat."""
        return pd.factorize(self.seats["institution"])[0].astype(np.int64)

    @property
    def lots(self) -> Ints:
        """The numbers so that the lower wins."""
        return self.number if self.numbers.wins == "lower" else -self.number

    @property
    def total(self) -> Ints:
        """The points that rank an application, in units of 1/scale."""
        return self.points + self.bonus

    def market(self) -> Market:
        """Rank the applications."""
        kept = KEPT * ((self.rank == 0) & (self.wishes >= 0))
        return Market.ranked(self.wishes, self.places, self.total + kept, self.lots)

    def decimal(self, units: int) -> Decimal:
        """Return points as a decimal without needless zeros.

        Args:
            units (int): Points in units of 1/scale.
        """
        return Decimal(f"{(Decimal(int(units)) / self.scale).normalize():f}")

    def solve(self, mechanism: str) -> tuple[Applications, Market, Ints]:
        """Place the children; twins in one institution, or nowhere.

        Twins apply for one institution at a time: at first for the one that stands highest in both their lists. When
        one of them finds no place there, both move on to the next one that both wish, and all are placed anew. Of
        several twins parted at one institution those who stand lowest move on first.

        Args:
            mechanism (str): One of `daskalo.admission.placing.mechanisms.MECHANISMS`.

        Returns:
            tuple[Applications, Market, Ints]: What was ranked in the end, and the column granted to each child.
        """
        return deque(self.stages(mechanism), maxlen=1).pop()

    def stages(self, mechanism: str) -> Iterator[tuple[Applications, Market, Ints]]:
        """Yield each placing anew on the way to what `solve` returns; without twins there is only one."""
        common = [self._common(rows) for rows in self.twins]
        at = [0] * len(common)
        while True:
            applications = self._with_twins_at(common, at)
            market = applications.market()
            granted = MECHANISMS[mechanism](market)
            yield applications, market, granted
            lowest: dict[int, tuple[int, int]] = {}
            seats_of_all = market.seats(granted)
            for pair, rows in enumerate(self.twins):
                if at[pair] == len(common[pair]):
                    continue
                here, seats = common[pair][at[pair]], seats_of_all[rows]
                if (seats < 0).any() or (self.institution[seats] != here).any():
                    stands = (int(market.priority[rows, 0].max()), pair)
                    lowest[here] = max(lowest.get(here, stands), stands)
            if not lowest:
                return
            for _stands, pair in lowest.values():
                at[pair] += 1

    def _common(self, rows: Ints) -> list[int]:
        """Return the institutions that all these children wish, those that stand highest in their lists first.

        A place that is kept stands behind every wish.
        """
        ranks: list[dict[int, int]] = []
        after_all = self.rank.max(initial=0) + 1
        for row in rows:
            open_to = self.wishes[row] >= 0
            places, wished = self.institution[self.wishes[row, open_to]], self.rank[row, open_to]
            wished = np.where(wished == 0, after_all, wished)
            ranks.append(dict(zip(places.tolist(), wished.tolist(), strict=True)))
        shared = [place for place in ranks[0] if all(place in one for one in ranks)]
        return sorted(shared, key=lambda place: (sum(one[place] for one in ranks), ranks[0][place]))

    def _with_twins_at(self, common: list[list[int]], at: list[int]) -> Applications:
        """Return the applications where twins wish only the institution they have come to."""
        if not common:
            return self
        names = dict(zip(self.institution.tolist(), self.seats["institution"], strict=True))
        parted: dict[int, tuple[str, ...]] = {}
        chosen: list[int] = []
        for rows, institutions, here in zip(self.twins, common, at, strict=True):
            chosen += [institutions[here] if here < len(institutions) else NOWHERE] * len(rows)
            if here:
                parted |= dict.fromkeys(rows.tolist(), tuple(names[code] for code in institutions[:here]))
        rows, wishes = np.concatenate(self.twins), self.wishes.copy()
        stands = (self.institution[wishes[rows]] == np.array(chosen)[:, None]) | (self.rank[rows] == 0)
        wishes[rows] = np.where(stands, wishes[rows], NOWHERE)
        return replace(self, wishes=wishes, parted=parted)._packed()

    def _packed(self) -> Applications:
        """Move what is no application behind those that are."""
        if not ((self.wishes[:, :-1] < 0) & (self.wishes[:, 1:] >= 0)).any():
            return self
        order = np.argsort(self.wishes < 0, axis=1, kind="stable")
        columns = ("wishes", "rank", "points", "bonus", "number")
        return replace(self, **{name: np.take_along_axis(getattr(self, name), order, axis=1) for name in columns})


def prepare(scenario: Scenario, rules: Rules, seed: int | str | None = None, turn: int = 1) -> Applications:
    """Turn applications and rules into arrays.

    Args:
        scenario (Scenario): The applications.
        rules (Rules): The rules.
        seed (int | str | None): What numbers are drawn from; None draws the seed too.
        turn (int): Which ranking of the year this is, for rules that draw anew each time.

    Raises:
        Findings: `scenario-against-rules`.
        UnknownRule: A value is needed that nobody has confirmed.
    """
    check(scenario, rules)
    coded = scenario.coded
    wished = coded.wished
    claims = [Claims(rules.criterion[each.criterion], each.rows, each.where) for each in coded.claims]
    scale = _scale(rules, claims)
    points = _points(wished, claims, scale)
    bonus = np.zeros_like(wished)
    given = rules.wish_bonus.value[: wished.shape[1]]
    bonus[:, : len(given)] = [int(value * scale) for value in given]
    numbers, number = _draw(scenario, rules, seed, turn)
    rank = np.broadcast_to(np.arange(1, wished.shape[1] + 1), wished.shape)

    group, columns = coded.group[:, None], []
    for criterion, table in coded.tables:
        stands = wished >= 0 if not criterion else (wished >= 0) & _may_use(criterion, claims, wished)
        columns.append(np.where(stands, table[wished, group], NOWHERE))
    many = len(columns)
    wishes = np.stack(columns, axis=2).reshape(len(wished), wished.shape[1] * many)
    repeated = [np.repeat(matrix, many, axis=1) for matrix in (rank, points, bonus, number)]
    twins = coded.twins if coded.twins and rules.twins.value == "together" else ()
    applications = Applications(
        coded.names, coded.seats, coded.places, wishes, *repeated, scale=scale, numbers=numbers, twins=twins
    )
    return _with_kept_places(applications, scenario, rules)._packed()


class Claims(NamedTuple):
    """Who proves a criterion and where: rows of children, codes of institutions, `NOWHERE` for everywhere."""

    criterion: Criterion
    rows: Ints
    where: Ints


def _scale(rules: Rules, claims: list[Claims]) -> int:
    values = [each.criterion.points.value for each in claims] + list(rules.wish_bonus.value)
    return 10 ** max((max(0, -value.normalize().as_tuple().exponent) for value in values), default=0)


def _points(wished: Ints, claims: list[Claims], scale: int) -> Ints:
    """Sum what is claimed; of the criteria of one group only the highest counts, and none counts twice."""
    points = np.zeros_like(wished)
    groups = {criterion.one_of or f" {criterion.id}" for criterion, *_rest in claims}
    least = np.iinfo(np.int64).min
    for group in sorted(groups):
        best = np.full((len(wished), 1), least, dtype=np.int64)
        for criterion, rows, where in claims:
            if (criterion.one_of or f" {criterion.id}") != group:
                continue
            value = int(criterion.points.value * scale)
            everywhere = rows[where < 0]
            best[everywhere] = np.maximum(best[everywhere], value)
            if (where >= 0).any():
                if best.shape[1] == 1:
                    best = np.repeat(best, wished.shape[1], axis=1)
                at, column = np.nonzero(wished[rows[where >= 0]] == where[where >= 0, None])
                at = rows[where >= 0][at]
                best[at, column] = np.maximum(best[at, column], value)
        points += np.where(best > least, best, 0)
    return points


def _may_use(criterion: str, claims: list[Claims], wished: Ints) -> Ints:
    """Say which wishes may use places reserved for a criterion."""
    may = np.zeros(wished.shape, dtype=bool)
    for each, rows, where in claims:
        if each.id == criterion_id(criterion):
            may[rows[where < 0]] = True
            may[rows[where >= 0]] |= wished[rows[where >= 0]] == where[where >= 0, None]
    return may


def _draw(scenario: Scenario, rules: Rules, seed: int | str | None, turn: int) -> tuple[Numbers, Ints]:
    """Return where the numbers come from, and the number of each wish."""
    coded = scenario.coded
    names, wished = coded.names, coded.wished
    if scenario.lottery is not None:
        number, one_each = coded.numbers
        entry = rules.by.status != "unknown" and rules.by.value == "entry-number"
        return Numbers("file", "lower" if entry else rules.wins.value, "child" if one_each else "application"), number
    if rules.by.value == "entry-number":
        number = np.broadcast_to(np.arange(1, len(names) + 1)[:, None], wished.shape)
        return Numbers("entry-number", "lower", "child"), number
    drawn_from = str(new_seed() if seed is None else seed)
    key = drawn_from if turn == 1 or not rules.redrawn.value else f"{drawn_from}/{turn}"
    numbers = Numbers("drawn", rules.wins.value, rules.unit.value, drawn_from)
    if numbers.unit == "child":
        return numbers, np.broadcast_to(draw(key, names)[:, None], wished.shape)
    number = np.zeros(wished.shape, dtype=np.int64)
    rows, columns = np.nonzero(wished >= 0)
    institutions = np.array(coded.institutions, dtype=object)[wished[rows, columns]]
    number[rows, columns] = draw(key, names[rows] + ":" + institutions)
    return numbers, number


def _with_kept_places(applications: Applications, scenario: Scenario, rules: Rules) -> Applications:
    """Let children who ask for a transfer apply for the place they have; what they wish less than it is struck."""
    if not scenario.coded.transferring.size or rules.transfers.value != "keep-seat":
        return applications
    rows, seats = scenario.coded.kept
    added = np.full((len(applications.wishes), 1), NOWHERE, dtype=np.int64)
    added[rows, 0] = seats
    struck = np.logical_or.accumulate(applications.wishes[rows] == seats[:, None], axis=1)
    wishes = applications.wishes.copy()
    wishes[rows] = np.where(struck, NOWHERE, wishes[rows])
    zeros = np.zeros_like(added)

    def widened(matrix: Ints, column: Ints) -> Ints:
        return np.concatenate([matrix, column], axis=1)

    return replace(
        applications,
        places=applications.places + np.bincount(seats, minlength=len(applications.places)),
        wishes=widened(wishes, added),
        rank=widened(applications.rank, zeros),
        points=widened(applications.points, zeros),
        bonus=widened(applications.bonus, zeros),
        number=widened(applications.number, applications.number[:, :1]),
    )
