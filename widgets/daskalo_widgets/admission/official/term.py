# pyright: basic
"""The calendar of a term as the front end draws it: which days count, and which do not."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from typing import Any

from babel.dates import format_date, get_day_names

from daskalo.admission.play.office import Office
from daskalo.admission.season.working_days import ONE_DAY, holiday_name, is_working_day
from daskalo.i18n import language, translator

_, ngettext = translator("daskalo_widgets.admission")


def day_text(day: datetime.date) -> str:
    """Write a day as people in Europe do, with the day of the week."""
    return format_date(day, "full", locale=_locale())


def _locale() -> str:
    return "en_GB" if language() == "en" else language()


def term(office: Office) -> dict[str, Any] | None:
    """Return the running term: its days by month, where today is, and who still has to answer."""
    season, days = office.season, office.term
    if season is None or season.phase != "published" or season.round is None or not days:
        return None
    round, last = season.round, days[-1]
    fact = round.rules.confirm_within
    tomorrow = next((day for day in days if day > office.today), max(office.today, last) + ONE_DAY)
    return {
        "months": _months(round.published or days[0], max(last + ONE_DAY, office.today), days, office.today),
        "weekdays": [get_day_names("abbreviated", locale=_locale())[at] for at in range(7)],
        "said": ngettext(
            "The term is {n} working day, counted from the day after the publication: it ends on {day}.",
            "The term is {n} working days, counted from the day after the publication: it ends on {day}.",
            fact.value,
            day=day_text(last),
        ),
        "remark": fact.remark,
        "source": fact.source,
        "past": office.today > last,
        "waiting": round.waiting,
        "next": tomorrow.isoformat(),
        "last": last.isoformat(),
        "after": (last + ONE_DAY).isoformat(),
        "at_last": office.today >= last,
        "used": sum(day <= office.today for day in days),
        "of": len(days),
    }


def _months(
    first: datetime.date, last: datetime.date, days: Sequence[datetime.date], today: datetime.date
) -> list[dict[str, Any]]:
    numbers = {day: at for at, day in enumerate(days, start=1)}
    months: list[dict[str, Any]] = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        weeks = calendar.Calendar().monthdatescalendar(year, month)
        months.append(
            {
                "title": format_date(datetime.date(year, month, 1), "LLLL y", locale=_locale()),
                "weeks": [
                    [_cell(day, numbers, days[-1], today) if day.month == month else None for day in week]
                    for week in weeks
                    if any(day.month == month and first <= day <= last for day in week)
                ],
            }
        )
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months


def _cell(
    day: datetime.date, numbers: dict[datetime.date, int], last: datetime.date, today: datetime.date
) -> dict[str, Any]:
    number, holiday = numbers.get(day, 0), holiday_name(day)
    said = [day_text(day)]
    if number:
        said.append(_("working day {n} of the term", n=number))
    elif holiday:
        said.append(_("holiday: {name}", name=holiday))
    elif not is_working_day(day):
        said.append(_("weekend: it does not count"))
    if day == last:
        said.append(_("last day of the term"))
    if day == today:
        said.append(_("today"))
    kind = "term" if number else "holiday" if holiday else "plain" if is_working_day(day) else "weekend"
    return {
        "day": day.day,
        "n": number,
        "kind": kind,
        "today": day == today,
        "last": day == last,
        "past": day < today,
        "said": ", ".join(said),
    }
