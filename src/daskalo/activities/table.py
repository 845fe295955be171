"""Reading a table of an author: every mistake is answered with its place, its value and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import cast

from daskalo.errors import ContentError
from daskalo.i18n import translator

_, ngettext = translator("daskalo")

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def wrong(code: str, where: str, message: str) -> ContentError:
    """Return the error of one place in a file: `rain-garden.options[2]: ...`."""
    return ContentError(code, f"{where}: {message}")


def checked_id(where: str, given: object) -> str:
    """Return an id, or raise `id-not-kebab-case`."""
    if not isinstance(given, str) or not ID.fullmatch(given):
        raise wrong(
            "id-not-kebab-case",
            where,
            _("“{given}” is not an id. Use small Latin letters, digits and hyphens: “rain-garden”.", given=given),
        )
    return given


def as_list(value: object) -> list[object] | None:
    """Return the value when it is a list of TOML or JSON, else None."""
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return list(cast("Sequence[object]", value))
    return None


def as_table(value: object) -> dict[str, object] | None:
    """Return the value when it is a table of TOML or JSON whose keys are text, else None."""
    if isinstance(value, Mapping):
        entries = cast("Mapping[object, object]", value)
        if all(isinstance(name, str) for name in entries):
            return cast("dict[str, object]", dict(entries))
    return None


class Table:
    """One table with the place it stands in.

    Args:
        where (str): The place, as the author finds it: `rain-garden.options[2]`.
        entries (object): What was read from TOML or JSON.

    Raises:
        ContentError: `not-a-table`.
    """

    def __init__(self, where: str, entries: object) -> None:
        table = as_table(entries)
        if table is None:
            raise wrong("not-a-table", where, _("A table was expected here, but “{given}” stands.", given=entries))
        self.where = where
        self.entries = table

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def place(self, name: str) -> str:
        """Return where a field stands."""
        return f"{self.where}.{name}"

    def allow(self, names: Iterable[str]) -> None:
        """Refuse fields nobody reads: they are slips of the pen more often than not.

        Raises:
            ContentError: `unknown-field`.
        """
        known = sorted(names)
        for name in self.entries:
            if name not in known:
                raise wrong(
                    "unknown-field",
                    self.place(name),
                    _("This field is not known here. Allowed: {names}.", names=", ".join(known)),
                )

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not be blank.

        Raises:
            ContentError: `text-missing`, `text-expected`.
        """
        value = self.entries.get(name, default)
        if value is None or (default is None and isinstance(value, str) and not value.strip()):
            raise wrong("text-missing", self.place(name), _("The text is missing. Write it in quotes."))
        if not isinstance(value, str):
            raise wrong("text-expected", self.place(name), _("“{given}” is not text. Put it in quotes.", given=value))
        return value

    def flag(self, name: str) -> bool:
        """Return true or false; false when absent.

        Raises:
            ContentError: `flag-expected`.
        """
        value = self.entries.get(name, False)
        if not isinstance(value, bool):
            raise wrong("flag-expected", self.place(name), _("“{given}” is neither true nor false.", given=value))
        return value

    def count(self, name: str) -> int | None:
        """Return a whole number from 1 up, or None when absent.

        Raises:
            ContentError: `count-expected`.
        """
        value = self.entries.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            raise wrong(
                "count-expected", self.place(name), _("“{given}” is not a whole number from 1 up.", given=value)
            )
        return value

    def decimal(self, name: str, default: str | None = None) -> Decimal:
        """Return a decimal number; it is written as text, because 0.1 has no exact binary form.

        Raises:
            ContentError: `decimal-expected`.
        """
        value = self.entries.get(name, default)
        try:
            number = Decimal(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else None
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite():
            raise wrong(
                "decimal-expected",
                self.place(name),
                _("“{given}” is not a number. Write it in quotes, with a dot: “12.5”.", given=value),
            )
        return number

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; empty when absent.

        Raises:
            ContentError: `list-expected`.
        """
        values = as_list(self.entries.get(name, []))
        if values is None or not all(isinstance(value, str) for value in values):
            raise wrong("list-expected", self.place(name), _("A list of texts in quotes was expected here."))
        return tuple(cast("list[str]", values))

    def rows(self, name: str, fewest: int) -> list[Table]:
        """Return a list of tables with different ids, at least so many.

        Raises:
            ContentError: `list-expected`, `too-few`, `id-not-kebab-case`, `duplicate-id`.
        """
        values = as_list(self.entries.get(name, []))
        if values is None:
            raise wrong("list-expected", self.place(name), _("A list of tables was expected here."))
        if len(values) < fewest:
            raise wrong(
                "too-few",
                self.place(name),
                ngettext("At least {n} entry is needed.", "At least {n} entries are needed.", fewest),
            )
        tables = [Table(f"{self.place(name)}[{place}]", value) for place, value in enumerate(values, 1)]
        seen: set[str] = set()
        for table in tables:
            given = checked_id(table.place("id"), table.entries.get("id"))
            if given in seen:
                raise wrong("duplicate-id", table.where, _("The id “{given}” is used twice here.", given=given))
            seen.add(given)
        return tables
