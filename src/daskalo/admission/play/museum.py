# pyright: basic
"""The museum of wrong implementations: the same children placed by each mechanism, beside deferred acceptance.

The rules name points, a bonus and a tie-break, but no mechanism; who writes the program chooses one, often without
knowing it. Each exhibit counts whom that places elsewhere, and shows one child for whom it goes wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from daskalo.admission.auditing.envy import envy
from daskalo.admission.comparing.comparison import compare
from daskalo.admission.placing.mechanisms import MECHANISMS
from daskalo.admission.placing.placement import Placement, place
from daskalo.admission.play.invention import the_round, with_places, with_siblings
from daskalo.admission.tables.scenario import Scenario

RIGHT = "deferred-acceptance"
EXHIBITS = (
    *("sorted-list", "immediate-acceptance", "serial-dictatorship"),
    *("institution-proposing", "top-trading-cycles"),
)
ROOMS: Mapping[str, Callable[[Scenario], Scenario]] = {
    "siblings": with_siblings,
    "scarce": lambda scenario: with_places(scenario, 75, {}),
    "round": lambda scenario: scenario,
}
"""The children as they are shown: with invented siblings at second wishes, with a quarter fewer places, as they are."""


@dataclass(frozen=True)
class Case:
    """One child for whom an exhibit goes wrong.

    Attributes:
        child (str): Its entry number.
        right_rank (int): Of the wish it gets by deferred acceptance; 0 for no place.
        right (str): That institution.
        wrong_rank (int): Of the wish it gets by the exhibit; 0 for no place.
        wrong (str): That institution.
        wish (int): Rank of the wish where it was passed over by one who stands lower; 0 where it was not.
        points (str): Its points there.
        lottery (int): Its number.
        other (str): Who has the place there.
        other_points (str): The points of that child there.
        other_lottery (int): The number of that child.
        sibling_wish (int): Rank of the wish where it has a sibling; 0 for none.
    """

    child: str
    right_rank: int
    right: str
    wrong_rank: int
    wrong: str
    wish: int = 0
    points: str = ""
    lottery: int = 0
    other: str = ""
    other_points: str = ""
    other_lottery: int = 0
    sibling_wish: int = 0


@dataclass(frozen=True)
class Exhibit:
    """A mechanism beside deferred acceptance.

    Attributes:
        mechanism (str): Its name.
        children (int): Who were ranked.
        differ (int): Who are placed elsewhere.
        gains (int): Who get a place they prefer.
        loses (int): Who get one they like less, or none.
        first (int): Who get their first wish.
        envy (int): Who were passed over by one who stands lower by the score of the rules.
        case (Case | None): A child for whom it goes wrong; None where there is none.
    """

    mechanism: str
    children: int
    differ: int
    gains: int
    loses: int
    first: int
    envy: int
    case: Case | None


@lru_cache(maxsize=32)
def exhibit(mechanism: str, room: str) -> Exhibit:
    """Return a mechanism beside deferred acceptance.

    Args:
        mechanism (str): One of `MECHANISMS`.
        room (str): One of `ROOMS`.
    """
    right, wrong = _placed(RIGHT, room), _placed(mechanism, room)
    counts = compare(right, wrong).counts
    passed = envy(wrong)
    passed = passed[passed["kind"] == "envy"]
    ranked = (wrong.prepared.wishes >= 0).any(axis=1)
    return Exhibit(
        mechanism=mechanism,
        children=int(ranked.sum()),
        differ=counts["gains"] + counts["loses"] + counts["moves"],
        gains=counts["gains"],
        loses=counts["loses"],
        first=int((wrong.ranks == 1).sum()),
        envy=int(passed["child"].nunique()),
        case=_case(right, wrong, passed.to_dict("records")) if mechanism != RIGHT else None,
    )


@lru_cache(maxsize=len(ROOMS))
def _scenario(room: str) -> Scenario:
    return ROOMS[room](the_round().scenario)


@lru_cache(maxsize=len(ROOMS) * len(MECHANISMS))
def _placed(mechanism: str, room: str) -> Placement:
    return place(_scenario(room), the_round().rules, mechanism, the_round().seed, the_round().turn)


def _case(right: Placement, wrong: Placement, passed: list[dict[Any, Any]]) -> Case | None:
    """Choose the child that loses most; among equals one that others pass over by points, and the earliest."""
    count = right.prepared.rank.max() + 1
    had, has = np.where(right.ranks < 0, count, right.ranks), np.where(wrong.ranks < 0, count, wrong.ranks)
    rows = np.flatnonzero(has > had)
    if not rows.size:
        return None
    first: dict[str, dict[Any, Any]] = {}
    for row in sorted(passed, key=lambda each: each["decided_by"] != "points"):
        first.setdefault(row["child"], row)
    names = right.applications.children

    def weight(row: int) -> tuple[bool, bool, int, str]:
        found = first.get(names[row])
        return (
            found is None,
            found is not None and found["decided_by"] != "points",
            int(had[row] - has[row]),
            names[row],
        )

    row = min(rows.tolist(), key=weight)
    found = first.get(names[row], {})
    return Case(
        child=names[row],
        right_rank=max(int(right.ranks[row]), 0),
        right=_institution(right, row),
        wrong_rank=max(int(wrong.ranks[row]), 0),
        wrong=_institution(wrong, row),
        wish=int(found.get("rank", 0)),
        points=str(found.get("points", "")),
        lottery=int(found.get("lottery", 0)),
        other=str(found.get("other", "")),
        other_points=str(found.get("other_points", "")),
        other_lottery=int(found.get("other_lottery", 0)),
        sibling_wish=_sibling_wish(wrong, names[row]),
    )


def _institution(placement: Placement, row: int) -> str:
    seat = placement.seats[row]
    return str(placement.applications.seats["institution"].iloc[seat]) if seat >= 0 else ""


def _sibling_wish(placement: Placement, child: str) -> int:
    claims, wishes = placement.scenario.claims, placement.scenario.wishes
    there = claims[(claims["child"] == child) & (claims["institution"] != "")]["institution"]
    wished = wishes[(wishes["child"] == child) & wishes["institution"].isin(there)]["rank"]
    return int(wished.min()) if len(wished) else 0
