"""Why an answer is right or not: one row for each item of an activity, from its author's words and the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from daskalo.activities import Activity, Choice, Choices, Number, Option, Order, Sort, score, unit_label
from daskalo.i18n import translator

_, ngettext = translator("daskalo_grading.feedback")

NOTHING = "–"


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


def explain(activity: Activity, value: Any) -> list[Row]:
    """Return the rows of one activity.

    Args:
        activity (Activity): With its answer and reasons, in the language of the course.
        value: The learner's answer as the journal holds it; None when there is none.

    Returns:
        list[Row]: In the order the items were shown; empty for texts, which a person reads.
    """
    match activity:
        case Sort():
            return list(_sort(activity, value or {}))
        case Choice():
            return list(_ticks(activity.options, {value}, {str(activity.answer)}))
        case Choices():
            return list(_ticks(activity.options, set(value or ()), set(activity.answer or ())))
        case Order():
            return list(_order(activity, value or []))
        case Number():
            return [_number(activity, value)]
        case _:
            return []


def _sort(activity: Sort, given: dict[str, str]) -> Iterator[Row]:
    names = {category.id: category.text for category in activity.categories}
    right: Any = activity.answer
    for item in activity.items:
        chosen, home = given.get(item.id), right[item.id]
        yield Row(item.text, names.get(chosen or "", NOTHING), names[home], chosen == home, item.why)


def _ticks(options: tuple[Option, ...], given: set[Any], right: set[Any]) -> Iterator[Row]:
    words = {True: _("chosen"), False: _("not chosen")}
    for option in options:
        ticked, should = option.id in given, option.id in right
        yield Row(option.text, words[ticked], words[should], ticked == should, option.why)


def _order(activity: Order, given: list[str]) -> Iterator[Row]:
    names = {item.id: item.text for item in activity.items}
    places = {item: place for place, item in enumerate(given, 1)}
    for place, item in enumerate(activity.answer or (), 1):
        yield Row(names[item], str(places.get(item, NOTHING)), str(place), places.get(item) == place, activity.why)


def _number(activity: Number, given: Any) -> Row:
    def written(value: Any) -> str:
        return f"{value['value']} {unit_label(value['unit'])}".strip() if value else NOTHING

    is_right = score(activity, activity.key(), given).fraction == 1
    return Row(activity.title, written(given), written(activity.answer), is_right, activity.why)
