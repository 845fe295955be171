"""Why an answer is right or not: one row for each item of an activity, from its author's table and the journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.feedback")


@dataclass(frozen=True, slots=True)
class Row:
    """One item: what was given, what is right, and why.

    Attributes:
        item (str): The text of the item, as the learner saw it.
        given (str): The learner's answer in words; "–" when there is none.
        right (str): The right answer in words.
        is_right (bool): Whether both agree.
        why (str): The author's explanation; may be empty.
    """

    item: str
    given: str
    right: str
    is_right: bool
    why: str


def explain(table: Mapping[str, Any], value: Any) -> list[Row]:
    """Return the rows of one activity.

    Args:
        table (Mapping): The activity as its author wrote it, with answers, in the language of the course.
        value: The learner's answer as the journal holds it; None when there is none.

    Returns:
        list[Row]: In the order the items were shown; empty for texts, which a person reads.
    """
    build = {"sort": _sort, "choice": _choices, "choices": _choices, "order": _order, "number": _number}
    kind = table["kind"]
    return list(build[kind](table, value)) if kind in build and "answer" in _with_answers(table) else []


def _with_answers(table: Mapping[str, Any]) -> Mapping[str, Any]:
    return table["items"][0] if table["kind"] == "sort" else table


def _texts(rows: list[Mapping[str, Any]]) -> dict[str, str]:
    return {row["id"]: row["text"] for row in rows}


def _sort(table: Mapping[str, Any], value: Any) -> Iterator[Row]:
    names = _texts(table["categories"])
    given = value or {}
    for item in table["items"]:
        chosen = given.get(item["id"])
        yield Row(
            item["text"],
            names.get(chosen, "–"),
            names[item["answer"]],
            chosen == item["answer"],
            item.get("why", ""),
        )


def _choices(table: Mapping[str, Any], value: Any) -> Iterator[Row]:
    right = {table["answer"]} if table["kind"] == "choice" else set(table["answer"])
    given = {value} if isinstance(value, str) else set(value or ())
    for option in table["options"]:
        ticked, should = option["id"] in given, option["id"] in right
        yield Row(option["text"], _ticked(ticked), _ticked(should), ticked == should, option.get("why", ""))


def _ticked(state: bool) -> str:
    return _("chosen") if state else _("not chosen")


def _order(table: Mapping[str, Any], value: Any) -> Iterator[Row]:
    given = {item: place for place, item in enumerate(value or (), 1)}
    names = _texts(table["items"])
    for place, item in enumerate(table["answer"], 1):
        yield Row(names[item], str(given.get(item, "–")), str(place), given.get(item) == place, table.get("why", ""))


def _number(table: Mapping[str, Any], value: Any) -> Iterator[Row]:
    right = table["answer"]
    given = value or {}
    yield Row(
        table["title"],
        f"{given.get('value', '–')} {given.get('unit', '')}".strip(),
        f"{right['value']} {right.get('unit', '')}".strip(),
        False,
        table.get("why", ""),
    )
