# pyright: basic
"""A scenario as numbers: rows for children, codes for institutions and groups. No rule changes it, so it is made once.

Who tries rules, mechanisms or lotteries on the same applications places them again and again; the texts of the tables
are looked up only the first time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from daskalo.admission.placing.market import NOWHERE, Ints
from daskalo.admission.tables.fit import criterion_id

if TYPE_CHECKING:
    from daskalo.admission.tables.scenario import Scenario


class Coded:
    """The tables of a scenario as numbers.

    Attributes:
        names (np.ndarray): The names of the children, an array of texts.
        row (Mapping[str, int]): The row of each child.
        seats (pd.DataFrame): The places; the index is the seat.
        places (Ints): Places by seat.
        institutions (list[str]): The institutions by code, in alphabetical order.
        width (int): The last rank of a wish; 1 without any.
        group (Ints): The code of the group of each child.
        wished (Ints): Codes of institutions by child and rank from 0, `NOWHERE` after the last wish and for a child who
            is not eligible.
        claims (list[Claimed]): What is proved, by id of the criterion.
    """

    def __init__(self, scenario: Scenario) -> None:
        children, wishes = scenario.children, scenario.wishes
        self._scenario = scenario
        self.names: np.ndarray = children["child"].to_numpy(dtype=object)
        self.row: Mapping[str, int] = {child: at for at, child in enumerate(self.names)}
        self.seats = scenario.places.reset_index(drop=True)
        self.places: Ints = self.seats["places"].to_numpy(dtype=np.int64, copy=True)
        self._names_of_children = pd.Index(self.names)
        self.institutions: list[str] = sorted(set(self.seats["institution"]))
        self._institutions = pd.Index(self.institutions, dtype=object)
        self._groups = pd.Index(sorted(set(self.seats["group"])), dtype=object)
        self.group: Ints = self._groups.get_indexer(children["group"].to_numpy(dtype=object)).astype(np.int64)
        self.width = int(wishes["rank"].max()) if len(wishes) else 1
        self.wished: Ints = np.full((len(self.names), self.width), NOWHERE, dtype=np.int64)
        self.wished[self.rows(wishes["child"]), wishes["rank"].to_numpy() - 1] = self.codes(wishes["institution"])
        self.wished[~children["eligible"].to_numpy(dtype=bool)] = NOWHERE
        self.wished.flags.writeable = self.places.flags.writeable = False

    def rows(self, children: pd.Series) -> Ints:
        """Return the rows of children that are named."""
        return self._names_of_children.get_indexer(children.to_numpy(dtype=object)).astype(np.int64)

    def codes(self, institutions: pd.Series) -> Ints:
        """Return the codes of institutions; `NOWHERE` where none is named."""
        return self._institutions.get_indexer(institutions.to_numpy(dtype=object)).astype(np.int64)

    @cached_property
    def _criteria(self) -> tuple[list[str], Ints]:
        """The ids of the criteria that are claimed, in alphabetical order, and by claim which of them."""
        code, texts = pd.factorize(self._scenario.claims["criterion"].to_numpy(dtype=object))
        ids = sorted({criterion_id(text) for text in texts})
        among = {criterion: at for at, criterion in enumerate(ids)}
        return ids, np.array([among[criterion_id(text)] for text in texts], dtype=np.int64)[code]

    @cached_property
    def claims(self) -> list[Claimed]:
        """What is proved, by id of the criterion."""
        claims, (ids, code) = self._scenario.claims, self._criteria
        rows, where = self.rows(claims["child"]), self.codes(claims["institution"])
        proved = claims["proved"].to_numpy(dtype=bool)
        here = ((criterion, np.flatnonzero(proved & (code == at))) for at, criterion in enumerate(ids))
        return [Claimed(criterion, rows[at], where[at]) for criterion, at in here if at.size]

    @cached_property
    def claimed(self) -> frozenset[str]:
        """Every criterion that is claimed, proved or not, or has places reserved for it."""
        reserved = set(self.seats["reserved_for"]) - {""}
        return frozenset(self._criteria[0]) | frozenset(map(criterion_id, reserved))

    @cached_property
    def claimed_everywhere(self) -> frozenset[str]:
        """Every criterion that is claimed without an institution."""
        ids, code = self._criteria
        nowhere = (self._scenario.claims["institution"] == "").to_numpy(dtype=bool)
        return frozenset(ids[at] for at in np.unique(code[nowhere]))

    @cached_property
    def tables(self) -> list[tuple[str, Ints]]:
        """For each criterion with places reserved for it, then for the open places (""), the seats.

        They are in the order in which a child applies for them; shape (institutions, groups), `NOWHERE` where there is
        none.
        """
        institution, group = (
            self.codes(self.seats["institution"]),
            self._groups.get_indexer(pd.Index(self.seats["group"])),
        )
        reserved_for = self.seats["reserved_for"].to_numpy(dtype=object)
        found: list[tuple[str, Ints]] = []
        for criterion in sorted(set(reserved_for), reverse=True) or [""]:
            table = np.full((len(self._institutions), len(self._groups)), NOWHERE, dtype=np.int64)
            here = np.flatnonzero(reserved_for == criterion)
            table[institution[here], group[here]] = here
            found.append((criterion, table))
        return found

    @cached_property
    def twins(self) -> tuple[Ints, ...]:
        """The rows of children who share a word and wish something, by word; those of one word by name."""
        together = self._scenario.children["together"].to_numpy(dtype=object)
        rows = np.flatnonzero((together != "") & (self.wished >= 0).any(axis=1))
        if not rows.size:
            return ()
        _words, code = np.unique(together[rows].astype(str), return_inverse=True)
        order = np.lexsort((self.names[rows].astype(str), code))
        groups = np.split(rows[order], np.flatnonzero(np.diff(code[order])) + 1)
        return tuple(group for group in groups if len(group) > 1)

    @cached_property
    def transferring(self) -> Ints:
        """The rows of children who have a place and ask for another."""
        return np.flatnonzero((self._scenario.children["current"] != "").to_numpy())

    @cached_property
    def kept(self) -> tuple[Ints, Ints]:
        """The rows of children whose place is one of the open ones here, and the seats they have."""
        rows, open_seats = self.transferring, dict(self.tables).get("")
        if open_seats is None:
            return rows[:0], rows[:0]
        seats = open_seats[self.codes(self._scenario.children["current"].iloc[rows]), self.group[rows]]
        return rows[seats >= 0], seats[seats >= 0]

    @cached_property
    def numbers(self) -> tuple[Ints, bool]:
        """The numbers of the file by child and rank, and whether each child has one number for all its wishes."""
        given = self._scenario.lottery
        number = np.zeros(self.wished.shape, dtype=np.int64)
        if given is None:
            return number, True
        rows, where, value = self.rows(given["child"]), self.codes(given["institution"]), given["number"].to_numpy()
        everywhere = where < 0
        number[rows[everywhere]] = value[everywhere, None]
        rows, where, value = rows[~everywhere], where[~everywhere], value[~everywhere]
        at, column = np.nonzero(self.wished[rows] == where[:, None])
        number[rows[at], column] = value[at]
        return number, bool(everywhere.all())


@dataclass(frozen=True, eq=False)
class Claimed:
    """Who proves a criterion and where.

    Attributes:
        criterion (str): Its id.
        rows (Ints): The children.
        where (Ints): Codes of institutions; `NOWHERE` for everywhere.
    """

    criterion: str
    rows: Ints
    where: Ints
