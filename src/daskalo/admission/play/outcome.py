# pyright: basic
"""What an experiment of the lab leads to: counts, who moves where, who would gain by a false order of wishes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from daskalo.admission.auditing.envy import envy, waste
from daskalo.admission.auditing.misreports import DEFERRED, misreports
from daskalo.admission.comparing.comparison import Comparison, compare
from daskalo.admission.placing.placement import Placement
from daskalo.admission.play.experiment import Experiment

CHUNK = 10
"""Children whose false orders are tried in one answer where everybody is placed anew for each."""
QUICK = tuple(DEFERRED)
"""Mechanisms where all false orders are tried at once."""
REMEMBERED = 2000
"""Parts that are remembered at most."""


@dataclass(frozen=True)
class Figures:
    """A ranking in numbers; all are children who were ranked, or pairs of them, `waste` is places.

    Attributes:
        children (int): Who were ranked.
        first (int): With their first wish.
        unplaced (int): Without a place.
        envy (int): Passed over at a wish they prefer, by the score of the rules.
        base_envy (int): The same by the score without the points for the rank of the wish.
        waste (int): Free places that somebody prefers to what it got.
    """

    children: int
    first: int
    unplaced: int
    envy: int
    base_envy: int
    waste: int


@dataclass(frozen=True, eq=False)
class Lies:
    """Who would gain by moving one later wish to the top.

    Attributes:
        children (int): Who were ranked.
        gaining (int): Who would gain.
        moves (int): False orders tried.
        gains (pd.DataFrame): As `Misreports.gains`.
    """

    children: int
    gaining: int
    moves: int
    gains: pd.DataFrame


def figures(placement: Placement) -> Figures:
    """Count what a ranking leads to."""
    ranked = (placement.prepared.wishes >= 0).any(axis=1)
    left = waste(placement)
    return Figures(
        children=int(ranked.sum()),
        first=int((placement.ranks == 1).sum()),
        unplaced=int((ranked & (placement.granted < 0)).sum()),
        envy=_passed_over(envy(placement)),
        base_envy=_passed_over(envy(placement, base=True)),
        waste=int(np.minimum(left["free"], left["wished_by"]).sum()),
    )


def figures_of(experiment: Experiment) -> Figures:
    """Return the figures of an experiment, counted once."""
    return _figures(experiment.same_as)


@lru_cache(maxsize=256)
def _figures(experiment: Experiment) -> Figures:
    return figures(experiment.placement)


def compared(before: Experiment, after: Experiment) -> Comparison:
    """Return who moves between two experiments."""
    return _compared(before.same_as, after.same_as)


@lru_cache(maxsize=64)
def _compared(before: Experiment, after: Experiment) -> Comparison:
    return compare(before.placement, after.placement)


def anybody_moves(before: Experiment, after: Experiment) -> bool:
    """Say quickly whether any child is placed elsewhere."""
    return bool((before.placement.seats != after.placement.seats).any())


def first_wishes(comparison: Comparison) -> tuple[int, int]:
    """Return how many children win their first wish, and how many lose it."""
    had = (comparison.changes["before_rank"] == 1).fillna(False)
    has = (comparison.changes["after_rank"] == 1).fillna(False)
    return int((has & ~had).sum()), int((had & ~has).sum())


def flows(comparison: Comparison) -> list[tuple[str, str, int]]:
    """Return from where to where how many children move, the most first; empty for no place."""
    moved = comparison.changes[comparison.changes["change"] != "same"]
    pairs = Counter(zip(moved["before"].fillna(""), moved["after"].fillna(""), strict=True))
    counted = [(str(before), str(after), many) for (before, after), many in pairs.items()]
    return sorted(counted, key=lambda flow: (-flow[2], flow[0], flow[1]))


def parts(experiment: Experiment) -> int:
    """Return in how many parts the false orders of an experiment are tried."""
    if experiment.placement.mechanism in QUICK:
        return 1
    return max(1, -(-len(_may_gain(experiment.placement)) // CHUNK))


def lies_part(experiment: Experiment, part: int) -> Lies:
    """Try the false orders of one part of the children; what was tried once is remembered."""
    key = (experiment.same_as, part)
    if key not in _remembered:
        placement = experiment.placement
        children = _may_gain(placement)
        if placement.mechanism not in QUICK:
            children = children[part * CHUNK : (part + 1) * CHUNK]
        found = misreports(placement, children=children)
        if len(_remembered) >= REMEMBERED:
            _remembered.clear()
        _remembered[key] = Lies(found.children, found.gaining, found.moves, found.gains)
    return _remembered[key]


_remembered: dict[tuple[Experiment, int], Lies] = {}


def lies(experiment: Experiment) -> Lies:
    """Try the false orders of all children; where that is slow, ask part by part first."""
    found = [lies_part(experiment, part) for part in range(parts(experiment))]
    gains = pd.concat([one.gains for one in found], ignore_index=True)
    return Lies(found[0].children, int(gains["child"].nunique()), sum(one.moves for one in found), gains)


def lies_known(experiment: Experiment) -> bool:
    """Say whether `lies` answers at once."""
    many = parts(experiment)
    return many == 1 or all((experiment.same_as, part) in _remembered for part in range(many))


def _passed_over(table: pd.DataFrame) -> int:
    return int(table.loc[table["kind"] == "envy", "child"].nunique())


def _may_gain(placement: Placement) -> list[str]:
    """Return the children who were ranked and did not get their first wish."""
    ranked = (placement.prepared.wishes >= 0).any(axis=1)
    return placement.applications.children[ranked & (placement.ranks != 1)].tolist()
