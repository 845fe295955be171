# pyright: basic
"""What invented families answer to a place, and on which working day of the term: as the data set has it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from daskalo.admission.invented import example, examples
from daskalo.admission.season.working_days import ONE_DAY, is_working_day

CONFIRMED_SHARE = 759 / 826
"""Of those who had a place on 5 June 2020 so many confirmed it.

Reported: rousse.info, „759 деца са с потвърден прием“.
"""
REFUSED_SHARE = 13 / 38
"""Of those at their first wish who did not confirm, so many said no; the others said nothing (the same source)."""


class Answers(NamedTuple):
    """The answers of one day."""

    day: datetime.date
    confirming: list[str]
    refusing: list[str]


def answer_of(child: str) -> str:
    """Return `confirms`, `refuses` or `silent`; a child the data set does not know answers by the shares of 2020.

    Examples:
        >>> answer_of("2020-0001")
        'confirms'
    """
    if child in (recorded := _recorded()):
        return recorded[child]
    drawn = _drawn(child, "answer")
    if drawn < CONFIRMED_SHARE:
        return "confirms"
    return "refuses" if drawn < CONFIRMED_SHARE + (1 - CONFIRMED_SHARE) * REFUSED_SHARE else "silent"


def working_days(after: datetime.date, until: datetime.date) -> list[datetime.date]:
    """Return the working days after a day, the last one included."""
    days = (after + ONE_DAY * step for step in range(1, (until - after).days + 1))
    return [day for day in days if is_working_day(day)]


def answers(
    children: Iterable[str], term: Sequence[datetime.date], after: datetime.date, until: datetime.date
) -> list[Answers]:
    """Return who answers on which day.

    Args:
        children (Iterable[str]): Those who have a place to answer for.
        term (Sequence[datetime.date]): The working days of the term; each family has one of them to answer on.
        after (datetime.date): The day before; who should have answered by then does so on the next day.
        until (datetime.date): The last day that is looked at.
    """
    open_days = [day for day in term if after < day <= until]
    by_day = {day: Answers(day, [], []) for day in open_days}
    for child in children:
        day = term[int(_drawn(child, "day") * len(term))]
        if not open_days or day > until or (answer := answer_of(child)) == "silent":
            continue
        today = by_day[max(day, open_days[0])]
        (today.confirming if answer == "confirms" else today.refusing).append(child)
    return list(by_day.values())


def _drawn(child: str, what: str) -> float:
    """Return a number from 0 to below 1 that is always the same for a child."""
    return int.from_bytes(sha256(f"{what}:{child}".encode()).digest()[:6]) / 2**48


@cache
def _recorded() -> Mapping[str, str]:
    tables = [example(id).answers for id in examples()]
    return {child: said for table in tables for child, said in zip(table["child"], table["answer"], strict=True)}
