# pyright: basic
"""Checking one result from what is published: cutoffs, own points, own number; and the draw from its seed.

Publishing cutoffs lets each family verify its own result without seeing anybody else's data (Hakimov and Raghavan 2023,
Improving Transparency and Verifiability in School Admissions).
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from daskalo.admission.placing.lottery import commitment
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")


@dataclass(frozen=True)
class Step:
    """One wish beside the cutoff.

    Attributes:
        institution (str): Its name.
        points (Decimal): Of the child at this wish, with those of the rank of the wish.
        reached (bool): Whether there is a place for the child.
        why (str): `free` (no cutoff: a place stays free), `points`, `number`, or `no-row` (nobody could be placed).
    """

    institution: str
    points: Decimal
    reached: bool
    why: str


@dataclass(frozen=True)
class Verified:
    """The result that follows from the cutoffs.

    Attributes:
        institution (str): Where the child is placed; empty for nowhere.
        rank (int): Of the wish, from 1; 0 for none.
        steps (tuple[Step, ...]): The wishes up to the granted one.
    """

    institution: str
    rank: int
    steps: tuple[Step, ...]


def verify(
    cutoffs: pd.DataFrame,
    group: str,
    wishes: Sequence[tuple[str, Decimal]],
    number: int | Sequence[int],
    wins: str = "lower",
    proved: Collection[str] = (),
) -> Verified:
    """Find one child's result from published cutoffs.

    It holds where the cutoffs decide: under deferred acceptance, when no twins had to be placed together; the report
    says so (`cutoffs_decide`).

    Args:
        cutoffs (pd.DataFrame): `cutoffs.csv`: institution, group, points, lottery, perhaps reserved_for; empty points
            where a place stays free.
        group (str): The child's group.
        wishes (Sequence[tuple[str, Decimal]]): Institution and points at it, in the order of the wishes.
        number (int | Sequence[int]): The child's number, or one for each wish.
        wins (str): The `lower` or the `higher` number.
        proved (Collection[str]): Criteria whose reserved places the child may use.

    Examples:
        >>> rows = [("A", "first", "2", 5), ("B", "first", "1", 9)]
        >>> cutoffs = pd.DataFrame(rows, columns=["institution", "group", "points", "lottery"])
        >>> verify(cutoffs, "first", [("A", Decimal(1)), ("B", Decimal(1))], number=9).institution
        'B'
    """
    here = cutoffs[cutoffs["group"] == group]
    if "reserved_for" in here:
        here = here[here["reserved_for"].fillna("").isin(["", *proved])]
    steps: list[Step] = []
    numbers = [number] * len(wishes) if isinstance(number, int) else number
    for rank, ((institution, points), own) in enumerate(zip(wishes, numbers, strict=True), start=1):
        rows = here[here["institution"] == institution]
        found = [_compared(row, points, own, wins) for _line, row in rows.iterrows()]
        reached, why = max(found, default=(False, "no-row"))
        steps.append(Step(institution, points, reached, why))
        if reached:
            return Verified(institution, rank, tuple(steps))
    return Verified("", 0, tuple(steps))


def _compared(row: pd.Series, points: Decimal, number: int, wins: str) -> tuple[bool, str]:
    if pd.isna(row["points"]) or row["points"] == "":
        return True, "free"
    last, lot = Decimal(str(row["points"])), int(row["lottery"])
    if points != last:
        return points > last, "points"
    return (number <= lot if wins == "lower" else number >= lot), "number"


def seed_fits(seed: int | str, published: str) -> bool:
    """Say whether a revealed seed is the one whose hash was published before the drawing.

    Examples:
        >>> seed_fits(7, commitment(7)), seed_fits(8, commitment(7))
        (True, False)
    """
    return hmac.compare_digest(commitment(seed), published.strip().lower())
