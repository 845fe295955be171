"""Putting steps into order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from daskalo.activities.model import Activity, Marked, Option, Value, known, refuse
from daskalo.activities.table import Table, as_list, wrong
from daskalo.i18n import translator

_, ngettext = translator("daskalo")


def in_order(places: Sequence[int]) -> list[int]:
    """Return the indices of a longest rising run of different places: those that need not be moved.

    >>> in_order([3, 0, 1, 2])
    [1, 2, 3]
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, place in enumerate(places):
        length = bisect_left(tails, place)
        tails[length:] = [place, *tails[length + 1 :]]
        ends[length:] = [index, *ends[length + 1 :]]
        before.append(ends[length - 1] if length else None)
    run: list[int] = []
    index = ends[-1] if ends else None
    while index is not None:
        run.append(index)
        index = before[index]
    return run[::-1]


@dataclass(frozen=True, kw_only=True)
class Order(Activity, kind="order"):
    """The items have one right order. The value is the list of all their ids."""

    fields = ("items", "answer")

    items: tuple[Option, ...]

    @classmethod
    def read(cls, id: str, table: Table, *, needs_answer: bool) -> Self:
        """Read the items in the order they are shown and, where it is there, the right order."""
        items = tuple(Option.from_table(row) for row in table.rows("items", fewest=2))
        where = table.place("answer")
        if "answer" not in table:
            if needs_answer:
                raise wrong("answer-missing", where, _("List the ids of the items in the right order."))
            return cls(**cls.common(id, table), items=items)
        answer = list(table.words("answer"))
        if sorted(answer) != sorted(item.id for item in items):
            raise wrong("answer-unknown", where, _("The answer must name every item exactly once."))
        if answer == [item.id for item in items]:
            raise wrong("order-already-right", where, _("The items are shown in the right order already. Mix them."))
        return cls(**cls.common(id, table), items=items, answer=answer)

    def _public_parts(self) -> dict[str, Any]:
        rows = [item.public() for item in self.items]
        return {"items": rows, "answer": self.answer} if self.practice else {"items": rows}

    @property
    def texts(self) -> dict[str, str]:
        """What the items are called."""
        return {self.id: self.title} | {item.id: item.text for item in self.items}

    def _validated(self, value: object) -> Value:
        given = as_list(value)
        if given is None:
            raise refuse("list-expected", _("{where}: a list of items was expected.", where=self.title))
        ids = [known(self.title, each, self.items) for each in given]
        if len(ids) != len(self.items) or len(set(ids)) != len(ids):
            raise refuse("order-incomplete", _("{where}: each item must be there exactly once.", where=self.title))
        return ids

    def missing(self, value: object) -> list[str]:
        """Return one sentence when nothing was moved yet."""
        return [] if self.validate(value) else [_("Put the items in order.")]

    def _lines(self, given: list[str]) -> list[str]:
        return [f"{place}. {self.texts[item]}" for place, item in enumerate(given, 1)]

    def mark(self, key: Mapping[str, Any], value: object) -> Marked:
        """The share of the needed moves that are done.

        An order is as far from the right one as the number of items that must be taken out and put back: all but the
        longest run already in order. The order shown at the start earns 0, the right one 1, each step between them
        the same. So one item in the wrong place costs one step; counting neighbours would charge it up to three times.
        """
        right = self.reference(key)
        place = {item: index for index, item in enumerate(right)}
        shown = [place[item.id] for item in self.items]
        given = [str(item) for item in as_list(value) or ()]
        if not given:
            return Marked(0, missing=tuple(item.id for item in self.items))
        kept = in_order([place[item] for item in given])
        at_start = len(shown) - len(in_order(shown))
        if not at_start:
            raise wrong("key-does-not-fit", self.id, _("The items are shown in the right order already. Mix them."))
        hits = tuple(given[index] for index in kept)
        false = tuple(item for item in given if item not in hits)
        return Marked(max(0, at_start - len(false)) / at_start, right=hits, wrong=false)
