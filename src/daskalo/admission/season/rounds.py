# pyright: basic
"""One round of an admission (класиране): the ranking, its term, and what became of the places it gave."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import pandas as pd

from daskalo.admission.law.rules import Rules
from daskalo.admission.placing.market import Ints
from daskalo.admission.placing.placement import Placement

STOCK = ("free", "offered", "confirmed", "freed")
"""Where a place can be; each is in exactly one of them."""
COUNTS = (*STOCK, "refused")
"""The columns of the counts of places; `refused` says how many of those freed were refused."""
FREE, OFFERED, CONFIRMED, FREED, REFUSED = range(len(COUNTS))


def add(counts: Ints, seats: Ints, column: int, many: int) -> None:
    """Add to the counts of seats, in place; a seat may be named several times."""
    np.add.at(counts[:, column], seats, many)


@dataclass(frozen=True, eq=False)
class Round:
    """A round.

    Attributes:
        turn (int): Which one of the year, from 1.
        ranked (datetime.date): The day of the ranking.
        rules (Rules): The rules in force on that day.
        placement (Placement): Who was placed where; `placement.explain(child)` says why.
        places (int): Free places there were, those that transferring children keep not among them.
        offered (int): Children who were offered a place.
        moved (int): Children who asked for a transfer and got it: a place taken, a place left.
        struck (int): Claims that were left aside because their criterion no longer counted on that day.
        published (datetime.date | None): The day parents could see it.
        ends (datetime.date | None): The last day to confirm.
        closed (datetime.date | None): The day the round was closed.
        confirmed (int): Children who took their place.
        refused (int): Children who refused it.
        unproved (int): Children who lost it because a document was lacking.
        dropped (int): Children who did not answer within the term.
    """

    turn: int
    ranked: datetime.date
    rules: Rules
    placement: Placement
    places: int
    offered: int
    moved: int
    struck: int = 0
    published: datetime.date | None = None
    ends: datetime.date | None = None
    closed: datetime.date | None = None
    confirmed: int = 0
    refused: int = 0
    unproved: int = 0
    dropped: int = 0

    @property
    def waiting(self) -> int:
        """Children who have not answered yet."""
        return self.offered - self.confirmed - self.refused - self.unproved - self.dropped

    @property
    def left(self) -> int:
        """Places nobody has taken: once the round is closed they go to the next one."""
        return self.places - self.confirmed


@dataclass(frozen=True, eq=False)
class Step:
    """The places after one step of a season; a picture of its film.

    Attributes:
        day (datetime.date): When.
        op (str): Which step.
        turn (int): In which round; 0 before the first.
        seats (pd.DataFrame): institution, group, reserved_for.
        counts (Ints): Places by seat and by `COUNTS`.
    """

    day: datetime.date
    op: str
    turn: int
    seats: pd.DataFrame
    counts: Ints


def film(steps: tuple[Step, ...]) -> pd.DataFrame:
    """Return the pictures of a season as one table.

    Returns:
        pd.DataFrame: step (from 0), day, op, turn, institution, group, reserved_for, places, free, offered, confirmed,
            freed, refused. In each row places = free + offered + confirmed + freed.
    """
    many = [len(step.seats) for step in steps]
    counts = np.concatenate([step.counts for step in steps])
    frame = pd.concat([step.seats for step in steps], ignore_index=True)
    heads = {
        "step": range(len(steps)),
        "day": [step.day.isoformat() for step in steps],
        "op": [step.op for step in steps],
        "turn": [step.turn for step in steps],
    }
    for at, (name, values) in enumerate(heads.items()):
        frame.insert(at, name, np.repeat(np.array(values, dtype=object if name in {"day", "op"} else np.int64), many))
    frame["places"] = counts[:, : len(STOCK)].sum(axis=1)
    for column, name in enumerate(COUNTS):
        frame[name] = counts[:, column]
    return frame
