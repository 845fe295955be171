"""The PyPI package `matching` (Wilde and others, JOSS) on our markets: the same, computed by somebody else."""

from __future__ import annotations

from typing import Any

import numpy as np
from matching.games import HospitalResident

from daskalo.admission.placing.market import NOWHERE, Ints, Market


def preferences(market: Market) -> tuple[dict[int, list[int]], dict[int, list[int]], dict[int, int]]:
    """Return a market as its dictionaries: children, then seats, each with those it prefers first; and the places.

    A seat must rank all who rank it and nobody else, and must have a place: what nobody can get is left out.
    """
    wishes = np.where(market.places[market.wishes] > 0, market.wishes, NOWHERE)
    children = {
        child: seats for child, row in enumerate(wishes.tolist()) if (seats := [seat for seat in row if seat >= 0])
    }
    width = market.wishes.shape[1]
    seats: dict[int, list[int]] = {}
    for application in market.order.tolist():
        if (seat := int(wishes[application // width, application % width])) >= 0:
            seats.setdefault(seat, []).append(application // width)
    return children, seats, {seat: int(market.places[seat]) for seat in seats}


def solved(tables: tuple[dict[int, list[int]], ...], optimal: str = "resident") -> Any:
    """Build its game from dictionaries and solve it: what a user of the package waits for.

    Args:
        tables (tuple): From `preferences`.
        optimal (str): Which side is served best, `resident` or `hospital`.
    """
    return HospitalResident.create_from_dictionaries(*tables).solve(optimal=optimal)


def granted(market: Market, result: Any) -> Ints:
    """Return its result as ours: the rank of the wish granted to each child, from 0, or `NOWHERE`."""
    seat_of = np.full(len(market.wishes), -2)
    for seat, children in result.items():
        seat_of[[child.name for child in children]] = seat.name
    found = market.wishes == seat_of[:, None]
    return np.where(found.any(axis=1), found.argmax(axis=1), NOWHERE)
