"""Ours beside the package `matching`, size after size, in one process and in turn; both must place everybody alike."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from instances import Instance, invented

from daskalo.admission.placing.mechanisms import deferred_acceptance

sys.path.insert(0, str(Path(__file__).parents[2] / "support"))
from matching_peer import granted, preferences, solved

INSTITUTIONS, WISHES = 60, 5
OURS_IN_A_TURN = 9
TURNS = 3
ONCE_FROM = 5_000  # children; matching takes a quarter of a minute for 10,000


@dataclass(frozen=True)
class Line:
    """One size.

    Attributes:
        children (int): The size.
        ours (float): Seconds to rank and place, the median.
        theirs (float | None): Seconds `matching` takes to build its game and to solve it; None when not asked.
        ratio (float | None): The median of the ratios of each turn.
        same (bool | None): Whether every child got the same.
    """

    children: int
    ours: float
    theirs: float | None = None
    ratio: float | None = None
    same: bool | None = None


def lines(sizes: Sequence[int], peer_limit: int) -> Iterator[Line]:
    """Measure each size.

    Args:
        sizes (Sequence[int]): Numbers of children.
        peer_limit (int): The most children that `matching` is asked to place.
    """
    for children in sizes:
        instance = invented(children, INSTITUTIONS, WISHES)
        turns = 1 if children > peer_limit or children >= ONCE_FROM else TURNS
        ours: list[float] = []
        theirs: list[float] = []
        same = True
        for _ in range(turns):
            ours.append(_ours(instance, OURS_IN_A_TURN if children <= 100_000 else 3))
            if children <= peer_limit:
                market = instance.ranked()
                tables = preferences(market)
                started = time.perf_counter()
                result = solved(tables)
                theirs.append(time.perf_counter() - started)
                same &= bool((granted(market, result) == deferred_acceptance(market)).all())
        if not theirs:
            yield Line(children, statistics.median(ours))
            continue
        ratio = statistics.median(their / our for their, our in zip(theirs, ours, strict=True))
        yield Line(children, statistics.median(ours), statistics.median(theirs), ratio, same)


def _ours(instance: Instance, times: int) -> float:
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        deferred_acceptance(instance.ranked())
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)
