"""Working days (работни дни): when a term that is counted in them ends.

The official holidays are those of the Labour Code (Кодекс на труда, чл. 154), as the package `holidays` lists them for
Bulgaria, moved ones included. A day that the Council of Ministers declares free for once stands there only when the
package knows it.
"""

from __future__ import annotations

import datetime
from functools import cache

from daskalo.errors import UsageError
from daskalo.i18n import language, translator

_, ngettext = translator("daskalo.admission")

SATURDAY = 5
ONE_DAY = datetime.timedelta(days=1)
YEARS = range(2000, 2100)
"""The years whose holidays are looked up; in any other a term is taken for a slip of the pen."""


def is_working_day(day: datetime.date) -> bool:
    """Say whether a day is neither at a weekend nor an official holiday.

    Examples:
        >>> is_working_day(datetime.date(2020, 5, 25))  # 24 May fell on a Sunday
        False
    """
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def end_of_term(start: datetime.date, working_days: int) -> datetime.date:
    """Return the last day of a term; the day it starts from is not counted.

    So it was in Ruse in 2020: ranked on 5 June, enrolment from 8 to 19 June (utroruse.com/article/769994).

    Args:
        start (datetime.date): The day of the event, the publication of a ranking.
        working_days (int): The length of the term, from 1.

    Raises:
        UsageError: `day-out-of-reach`.

    Examples:
        >>> end_of_term(datetime.date(2020, 6, 5), 10).isoformat()
        '2020-06-19'
    """
    day = start
    for _day in range(working_days):
        day += ONE_DAY
        while not is_working_day(day):
            day += ONE_DAY
    return day


def holiday_name(day: datetime.date) -> str:
    """Return how a holiday is called in the language of the reader; empty for any other day.

    Examples:
        >>> holiday_name(datetime.date(2020, 5, 24)) != ""
        True
    """
    return _holiday_names(day.year, language()).get(day, "") if day in _holidays(day.year) else ""


@cache
def _holiday_names(year: int, spoken: str) -> dict[datetime.date, str]:
    from holidays import country_holidays  # takes a tenth of a second; few commands count days

    named = country_holidays("BG", years=year, language={"en": "en_US"}.get(spoken, spoken))
    return {day: str(name) for day, name in named.items()}


@cache
def _holidays(year: int) -> frozenset[datetime.date]:
    if year not in YEARS:
        raise UsageError(
            "day-out-of-reach",
            _(
                "No holidays are known for the year {year}. Days lie between {first} and {last}.",
                year=year,
                first=YEARS[0],
                last=YEARS[-1],
            ),
        )
    return frozenset(_holiday_names(year, "bg"))
