"""Academic hours: how they are counted, and what they may be called.

An academic hour is 45 minutes. A qualification credit stands for 16 of them, half present and half self-study; only an
approved provider or the regional office can award one (Наредба № 15/2019; `domain/qualification.md`, C1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

MINUTES = 45
CREDIT_HOURS = 16


@dataclass(frozen=True)
class Hours:
    """What a course or a unit plans, in academic hours."""

    present: Decimal
    self_study: Decimal

    @classmethod
    def of(cls, table: Any) -> Hours | None:
        """Read the `hours` of `course.json`; None when they do not say both halves."""
        if not isinstance(table, Mapping):
            return None
        given = [table.get(half) for half in ("present", "self_study")]
        if any(isinstance(value, bool) or not isinstance(value, int | float) or value < 0 for value in given):
            return None
        present, self_study = (Decimal(str(value)) for value in given)
        return cls(present, self_study)

    def plain(self) -> dict[str, int | float]:
        """Return them for JSON."""
        return {"present": plain(self.present), "self_study": plain(self.self_study)}


def academic(minutes: int) -> Decimal:
    """Return how many academic hours some minutes are, rounded down to a hundredth."""
    return (Decimal(minutes) / MINUTES).quantize(Decimal("0.01"), ROUND_DOWN)


def credits(planned: Hours | None, attended: Decimal, self_study: Decimal) -> int | None:
    """Return to how many credits the documented hours correspond, if somebody who may recognises them.

    Hours beyond those of the course do not count: a programme has the hours that it has.

    Returns:
        int | None: None unless both halves of the course are documented in full.
    """
    if planned is None or not planned.present or not planned.self_study:
        return None
    if attended < planned.present or self_study < planned.self_study:
        return None
    return int((planned.present + planned.self_study) // CREDIT_HOURS)


def plain(number: Decimal) -> int | float:
    """Return a number for JSON: whole where it is whole."""
    return int(number) if number == number.to_integral_value() else float(number)
