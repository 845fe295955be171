"""Terms in working days: weekends and the holidays of the Labour Code do not count."""

import datetime

import pytest

from daskalo.admission.season.working_days import end_of_term, is_working_day
from daskalo.errors import UsageError


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "working_days", "ends"),
    [
        ("2020-06-05", 10, "2020-06-19"),  # published: enrolment from 8 to 19 June 2020
        ("2020-01-22", 5, "2020-01-29"),  # published: enrolment from 23 to 29 January 2020
        ("2024-08-30", 5, "2024-09-09"),  # 6 September, Unification Day, lies between
        ("2020-04-16", 1, "2020-04-21"),  # Easter, from Good Friday to Monday
        ("2020-05-22", 1, "2020-05-26"),  # 24 May is a Sunday, so the Monday is free too
        ("2024-12-23", 2, "2024-12-30"),  # Christmas and a weekend
        ("2024-12-30", 2, "2025-01-02"),  # over New Year
        ("2024-06-15", 1, "2024-06-17"),  # published on a Saturday
    ],
)
def test_a_term_ends_on_a_working_day(start: str, working_days: int, ends: str):
    assert end_of_term(day(start), working_days) == day(ends)


def test_the_third_of_march_is_free_and_the_fourth_is_not():
    assert not is_working_day(day("2020-03-03"))
    assert is_working_day(day("2020-03-04"))


def test_a_year_far_away_is_taken_for_a_slip():
    with pytest.raises(UsageError, match="20") as error:
        end_of_term(datetime.date(20, 6, 5), 1)
    assert error.value.code == "day-out-of-reach"
