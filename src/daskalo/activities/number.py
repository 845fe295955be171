"""A number with a unit, typed as people type it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from daskalo.activities.model import Activity, Marked, Value, refuse
from daskalo.activities.table import Table, as_table, wrong
from daskalo.i18n import translator

_, ngettext = translator("daskalo")

_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
_WRITTEN = re.compile(r"[+-]?\d{1,15}([.,]\d{1,15})?", re.ASCII)


def unit_label(unit: str) -> str:
    """Return the sign of a unit in the language of the reader; a unit not listed here stands for itself.

    >>> from daskalo.i18n import speaking
    >>> with speaking("bg"):
    ...     unit_label("cm")
    'см'
    """
    labels = {
        "mm": _("mm"),
        "cm": _("cm"),
        "m": _("m"),
        "km": _("km"),
        "g": _("g"),
        "kg": _("kg"),
        "ml": _("ml"),
        "l": _("l"),
        "s": _("s"),
        "min": _("min"),
        "h": _("h"),
        "deg": _("°"),
        "percent": _("%"),
        "eur": _("€"),
    }
    return labels.get(unit, unit)


def parse(text: str) -> Decimal:
    """Read a number with a decimal comma or dot; spaces may part the thousands.

    >>> parse("1 250,5")
    Decimal('1250.5')

    Raises:
        AnswerError: `not-a-number`.
    """
    plain = _SPACES.sub("", text).replace("−", "-")
    if not _WRITTEN.fullmatch(plain):
        raise refuse(
            "not-a-number", _("“{given}” is not a number. Write digits only, for example 12,5.", given=text[:40])
        )
    return Decimal(plain.replace(",", "."))


@dataclass(frozen=True, kw_only=True)
class Number(Activity, kind="number"):
    """A number is asked for. The value holds it as typed: `{"value": "12,5", "unit": "cm"}`.

    Attributes:
        units (tuple[str, ...]): Ids of the units to choose from; empty for a bare number.
        factors (Mapping[str, Decimal]): What one of each unit is worth, in a unit common to all.
        tolerance (Decimal): How far from the answer is still right, in the unit of the answer.
    """

    fields = ("units", "factors", "answer", "tolerance")

    units: tuple[str, ...] = ()
    factors: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    tolerance: Decimal = Decimal(0)

    @classmethod
    def read(cls, id: str, table: Table, *, needs_answer: bool) -> Self:
        """Read units, factors and, where they are there, answer and tolerance."""
        units = table.words("units")
        factors = _factors(table, units)
        tolerance = table.decimal("tolerance", "0")
        if tolerance < 0:
            raise wrong("decimal-expected", table.place("tolerance"), _("The tolerance cannot be negative."))
        answer: dict[str, str] | None = None
        if "answer" in table:
            row = Table(table.place("answer"), table.entries["answer"])
            row.allow(("value", "unit"))
            unit = row.text("unit", "" if not units else None)
            if unit not in (units or ("",)):
                raise wrong("answer-unknown", row.place("unit"), _("Choose one of: {names}.", names=", ".join(units)))
            answer = {"value": _typed(row), "unit": unit}
        elif needs_answer:
            raise wrong("answer-missing", table.place("answer"), _("Give value and unit of the answer."))
        return cls(**cls.common(id, table), units=units, factors=factors, tolerance=tolerance, answer=answer)

    def _public_parts(self) -> dict[str, Any]:
        parts: dict[str, Any] = {"units": list(self.units)} if self.units else {}
        if len(self.units) > 1:
            parts["factors"] = {unit: f"{factor:f}" for unit, factor in self.factors.items()}
        if self.practice:
            parts |= {"answer": self.answer, "tolerance": f"{self.tolerance:f}"}
        return parts

    def key(self) -> dict[str, Any]:
        """Return answer and tolerance."""
        return super().key() | {"tolerance": f"{self.tolerance:f}"}

    def _validated(self, value: object) -> Value:
        given = as_table(value)
        if given is None or not set(given) <= {"value", "unit"}:
            raise refuse("table-expected", _("{where}: a number and its unit were expected.", where=self.title))
        typed, unit = given.get("value", ""), given.get("unit", "")
        if not isinstance(typed, str) or not isinstance(unit, str):
            raise refuse("table-expected", _("{where}: a number and its unit were expected.", where=self.title))
        if unit and unit not in self.units:
            raise refuse("unknown-unit", _("“{given}” is not one of the units here.", given=unit[:40]))
        if typed.strip():
            parse(typed)
        return {"value": typed.strip(), "unit": unit}

    def missing(self, value: object) -> list[str]:
        """Return a sentence for the number and one for the unit."""
        given = as_table(self.validate(value)) or {}
        sentences = [] if given.get("value") else [_("Write a number.")]
        return sentences if given.get("unit") or not self.units else [*sentences, _("Choose a unit.")]

    def _lines(self, given: dict[str, str]) -> list[str]:
        return [f"{given['value'] or '–'} {unit_label(given['unit'])}".strip()]

    def mark(self, key: Mapping[str, Any], value: object) -> Marked:
        """All or nothing: within the tolerance, in whichever of the units."""
        right = self.reference(key)
        tolerance = Table(self.id, key).decimal("tolerance", "0")
        given = as_table(value) or {}
        if not given or self.missing(given):
            return Marked(0, missing=(self.id,))
        factor = self.factors.get(str(given["unit"]), Decimal(1))
        key_factor = self.factors.get(right["unit"], Decimal(1))
        distance = abs(parse(str(given["value"])) * factor - parse(right["value"]) * key_factor)
        if distance <= tolerance * key_factor:
            return Marked(1, right=(self.id,))
        return Marked(0, wrong=(self.id,))


def _typed(row: Table) -> str:
    """Return the value of the answer as a learner could type it."""
    value = f"{row.decimal('value'):f}"
    if not _WRITTEN.fullmatch(value):
        raise wrong("decimal-expected", row.place("value"), _("“{given}” has too many digits.", given=value))
    return value


def _factors(table: Table, units: tuple[str, ...]) -> dict[str, Decimal]:
    if len(set(units)) != len(units) or not all(unit.strip() for unit in units):
        raise wrong("duplicate-id", table.place("units"), _("Each unit must have a name of its own."))
    if "factors" not in table and len(units) < 2:
        return dict.fromkeys(units, Decimal(1))
    row = Table(table.place("factors"), table.entries.get("factors", {}))
    if set(row.entries) != set(units):
        raise wrong("factors-do-not-fit", row.where, _("Give a factor for each unit: {names}.", names=", ".join(units)))
    factors = {unit: row.decimal(unit) for unit in units}
    if min(factors.values(), default=Decimal(1)) <= 0:
        raise wrong("decimal-expected", row.where, _("A factor must be greater than 0."))
    return factors
