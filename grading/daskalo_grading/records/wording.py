"""Numbers and dates as the reader writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from daskalo.i18n import language


def count(number: Decimal | float) -> str:
    """Return a number with at most two decimals, with the comma or point of the language."""
    return format_decimal(number, format="#,##0.##", locale=language())


def percent(share: float) -> str:
    """Return a share of 1 in per cent."""
    return format_percent(share, format="#,##0.# %" if language() == "bg" else "#,##0.#%", locale=language())


def day(iso: str | None) -> str:
    """Return a day in words; an empty text for none.

    Args:
        iso (str | None): `2026-11-23`, or a moment that begins with it.
    """
    locale = {"bg": "bg", "en": "en_GB"}[language()]
    return format_date(date.fromisoformat(iso[:10]), "long", locale=locale) if iso else ""


def grouped(digits: str) -> str:
    """Return hexadecimal digits in groups of eight, to be compared by eye."""
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))
