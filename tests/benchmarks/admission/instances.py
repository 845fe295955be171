"""Random admissions of any size: skewed popularity, few points so that many tie, one lottery number, siblings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from daskalo.admission import Scenario
from daskalo.admission.placing.market import NOWHERE, Ints, Market

SIBLINGS = 0.13  # children with two points more at one of their wishes
PLACES = 0.95  # of the number of children


@dataclass(frozen=True)
class Instance:
    """What ranks and places children, before anything is ranked.

    Attributes:
        wishes (Ints): Institutions by child and rank, from 0.
        places (Ints): By institution.
        points (Ints): By child and rank.
        number (Ints): The lottery number, shape (children, 1).
    """

    wishes: Ints
    places: Ints
    points: Ints
    number: Ints

    def ranked(self) -> Market:
        """Rank all applications."""
        return Market.ranked(self.wishes, self.places, self.points, self.number)

    def save(self, path: Path) -> None:
        """Write it for another process."""
        np.savez(path, **vars(self))

    @classmethod
    def load(cls, path: Path) -> Instance:
        """Read what `save` wrote."""
        with np.load(path) as arrays:
            return cls(**arrays)


def invented(children: int, institutions: int, wishes: int, seed: int = 0) -> Instance:
    """Invent an admission.

    Args:
        children (int): How many.
        institutions (int): How many; one may be wished ten times as often as another.
        wishes (int): How many of them a child lists, drawn by popularity without repeating.
        seed (int): The same seed invents the same.
    """
    chance = np.random.default_rng(seed)
    fame = np.exp(chance.normal(size=institutions))
    until = np.cumsum(fame / fame.sum())
    listed = np.full((children, wishes), NOWHERE, dtype=np.int64)
    for rank in range(wishes):
        lacking = np.arange(children)
        while lacking.size:
            drawn = np.minimum(np.searchsorted(until, chance.random(lacking.size)), institutions - 1)
            again = (listed[lacking, :rank] == drawn[:, None]).any(axis=1)
            listed[lacking[~again], rank] = drawn[~again]
            lacking = lacking[again]
    size = chance.dirichlet(np.full(institutions, 8.0))
    points = np.repeat(chance.integers(0, 6, size=(children, 1)), wishes, axis=1)
    sibling = np.flatnonzero(chance.random(children) < SIBLINGS)
    points[sibling, chance.integers(0, wishes, size=sibling.size)] += 2
    places = np.maximum(1, np.floor(size * PLACES * children)).astype(np.int64)
    return Instance(listed, places, points, chance.permutation(children)[:, None])


def tables(instance: Instance) -> dict[str, pd.DataFrame]:
    """Return an admission as the tables of a scenario; points become claims of criteria that bring one point each."""
    count = len(instance.wishes)
    names = np.array([f"c{number:07}" for number in range(count)], dtype=object)
    institutions = np.array([f"k{number:04}" for number in range(len(instance.places))], dtype=object)
    child, rank = np.nonzero(instance.wishes >= 0)
    base = instance.points.min(axis=1)
    claims = [
        pd.DataFrame({"child": names[base > at], "criterion": criterion, "institution": ""})
        for at, criterion in enumerate(("k1", "k2", "orphan", "single-parent", "student-parent"))
    ]
    at, there = np.nonzero(instance.points > base[:, None])
    siblings = {
        "child": names[at],
        "criterion": "sibling-same",
        "institution": institutions[instance.wishes[at, there]],
    }
    return {
        "places": pd.DataFrame({"institution": institutions, "group": "first", "places": instance.places}),
        "children": pd.DataFrame({"child": names, "group": "first", "birth_date": "2017-05-02", "district": ""}),
        "wishes": pd.DataFrame(
            {
                "child": names[child],
                "rank": rank + 1,
                "institution": institutions[instance.wishes[child, rank]],
            }
        ),
        "claims": pd.concat([*claims, pd.DataFrame(siblings)], ignore_index=True),
    }


def scenario(instance: Instance) -> Scenario:
    """Return an admission as a scenario."""
    return Scenario.of(**tables(instance))
