# pyright: basic
"""Checking one result from what is published: cutoffs, own points, own number; and the draw from its seed.

Publishing cutoffs lets each family verify its own result without seeing anybody else's data (Hakimov and Raghavan 2023,
Improving Transparency and Verifiability in School Admissions).
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pandas as pd

from daskalo.admission.placing.lottery import commitment
from daskalo.admission.tables.findings import Faults, short
from daskalo.admission.tables.reading import read_table
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


def read_cutoffs(file: Path) -> pd.DataFrame:
    """Read published cutoffs.

    Raises:
        Findings: `cutoffs-unreadable`: every fault with its line and remedy.
    """
    faults = Faults()
    table = read_table(file, ["institution", "group", "points", "lottery"], ["reserved_for"], faults)
    if table is not None:
        given = table["points"] != ""
        for column, is_one, remedy in (
            ("points", _is_points, _("Write points, 1.6, or nothing where a place stays free.")),
            ("lottery", str.isdecimal, _("Write the number of the last child placed.")),
        ):
            wrong = table.index[given & ~table["torn"] & ~table[column].map(is_one).astype(bool)]
            for line in wrong:
                said = _("{column} is “{value}”. ", column=column, value=short(table.at[line, column]))
                faults.add(file.name, column, line, said + remedy)
    faults.raise_any("cutoffs-unreadable", _("The cutoffs cannot be read. Name the cutoffs.csv that was published."))
    assert table is not None
    return table.drop(columns="torn")


def read_names(file: Path) -> list[str]:
    """Read the names of the children who take part in a draw.

    Args:
        file (Path): `children.csv`; only the column `child` counts.

    Raises:
        Findings: `children-unreadable`.
    """
    faults = Faults()
    table = read_table(file, ["child"], [], faults)
    if table is not None:
        for line in table.index[table["child"].duplicated()]:
            said = _("the child “{child}” stands twice. Keep one.", child=short(table.at[line, "child"]))
            faults.add(file.name, "again", line, said)
    faults.raise_any("children-unreadable", _("The children cannot be read. Name the children.csv of the ranking."))
    assert table is not None
    return table["child"].tolist()


def seed_fits(seed: int | str, published: str) -> bool:
    """Say whether a revealed seed is the one whose hash was published before the drawing.

    Examples:
        >>> seed_fits(7, commitment(7)), seed_fits(8, commitment(7))
        (True, False)
    """
    return hmac.compare_digest(commitment(seed).encode(), published.strip().lower().encode())


def _is_points(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
