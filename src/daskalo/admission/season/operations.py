# pyright: basic
"""The operations of a season as plain JSON: what a journal keeps, and what is read back from it.

| op | fields (those with ? may be left out) |
|---|---|
| open | year, rules, seed, places (institution, group, places, reserved_for?, enrolled?); training?, changes?, entry? |
| receive | children, wishes, claims: rows as in the files of a scenario; or scenario: its name; on? |
| rank | on, mechanism? |
| publish, close | on? |
| confirm | children, proved?, on? |
| refuse, withdraw | children, on? |
| transfer | child, wishes?, on? |
| add-places | institution, group, places, reserved_for?, on? |
| next-year | seed, on? |

`on` is a day in ISO form; without it a step happens on the day of the one before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from daskalo.admission.tables.findings import short
from daskalo.errors import UsageError
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")

MOST_PLACES = 10**6
MOST_LETTERS = 200


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MOST_LETTERS


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_PLACES


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(row, dict) and all(isinstance(field, str | int | None) for field in row.values()) for row in value
    )


def _is_changes(value: Any) -> bool:
    return isinstance(value, dict)


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


Kind = Callable[[Any], bool]
_DAY: Mapping[str, Kind] = {"on": _is_text}
_PLACES = {"institution": _is_text, "group": _is_text, "places": _is_count}
_TABLES = {"children": _is_rows, "wishes": _is_rows, "claims": _is_rows}

FIELDS: Mapping[str, tuple[Mapping[str, Kind], Mapping[str, Kind]]] = {
    "open": (
        {"year": _is_count, "rules": _is_text, "seed": _is_text, "places": _is_rows},
        {"training": _is_switch, "changes": _is_changes, "entry": _is_count},
    ),
    "receive": ({}, {**_DAY, **_TABLES, "scenario": _is_text}),
    "rank": (_DAY, {"mechanism": _is_text}),
    "publish": ({}, _DAY),
    "confirm": ({"children": _is_texts}, {**_DAY, "proved": _is_texts}),
    "refuse": ({"children": _is_texts}, _DAY),
    "withdraw": ({"children": _is_texts}, _DAY),
    "transfer": ({"child": _is_text}, {**_DAY, "wishes": _is_texts}),
    "add-places": (_PLACES, {**_DAY, "reserved_for": _is_text}),
    "close": ({}, _DAY),
    "next-year": ({"seed": _is_text}, _DAY),
}
"""By operation the fields it must have and those it may have."""


def written(op: str, **fields: Any) -> dict[str, Any]:
    """Return an operation without the fields that say nothing; days in ISO form."""
    return {"op": op, **{name: _plain(value) for name, value in fields.items() if value is not None}}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    return value.isoformat() if hasattr(value, "isoformat") else value


def read(operation: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Check an operation and return its name and fields.

    Raises:
        UsageError: `season-operation-wrong`.
    """
    given = dict(operation)
    op = given.pop("op", None)
    if not isinstance(op, str) or op not in FIELDS:
        raise _wrong(_("there is no step “{op}”; there are: {known}", op=_short(op), known=", ".join(FIELDS)))
    must, may = FIELDS[op]
    if lacking := [name for name in must if name not in given]:
        raise _wrong(_("“{op}” lacks the field “{field}”", op=op, field=lacking[0]))
    for name, value in given.items():
        kind = must.get(name) or may.get(name)
        if kind is None:
            raise _wrong(_("“{op}” has no field “{field}”", op=op, field=_short(name)))
        if not kind(value):
            raise _wrong(_("“{value}” cannot be the field “{field}” of “{op}”", value=_short(value), field=name, op=op))
    return op, given


def _wrong(why: str) -> UsageError:
    return UsageError("season-operation-wrong", _("The step is not written as steps are: {why}. Mend it.", why=why))


def _short(value: Any) -> str:
    return short(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))
