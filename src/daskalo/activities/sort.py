"""Sorting cards into categories; matching is the same with as many categories as cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from daskalo.activities.model import Activity, Marked, Option, Value, known, refuse
from daskalo.activities.table import Table, as_table, wrong
from daskalo.activities.words import listed
from daskalo.i18n import translator

_, ngettext = translator("daskalo")


@dataclass(frozen=True, kw_only=True)
class Sort(Activity, kind="sort"):
    """Each card belongs to one category. The value maps the ids of the sorted cards to ids of categories."""

    fields = ("categories", "items")

    categories: tuple[Option, ...]
    items: tuple[Option, ...]

    @classmethod
    def read(cls, id: str, table: Table, *, needs_answer: bool) -> Self:
        """Read categories and cards; the answer stands with each card."""
        categories = tuple(Option.from_table(row) for row in table.rows("categories", fewest=2))
        rows = table.rows("items", fewest=1)
        items = tuple(Option.from_table(row, "answer") for row in rows)
        answer: dict[str, str] | None = None
        if needs_answer or any("answer" in row for row in rows):
            answer = {item.id: _category(row, categories) for row, item in zip(rows, items, strict=True)}
        return cls(**cls.common(id, table), categories=categories, items=items, answer=answer)

    def _public_parts(self) -> dict[str, Any]:
        rows = [item.public() for item in self.items]
        if self.practice:
            answers = self.answer if isinstance(self.answer, dict) else {}
            for row, item in zip(rows, self.items, strict=True):
                row |= {"answer": answers[item.id]} if item.id in answers else {}
                row |= {"why": item.why} if item.why else {}
        return {"categories": [category.public() for category in self.categories], "items": rows}

    @property
    def texts(self) -> dict[str, str]:
        """What the cards are called; categories have names of their own."""
        return {self.id: self.title} | {item.id: item.text for item in self.items}

    def _validated(self, value: object) -> Value:
        given = as_table(value)
        if given is None:
            raise refuse("table-expected", _("{where}: a category for each card was expected.", where=self.title))
        for item in given:
            known(self.title, item, self.items)
        return {
            item.id: known(f"{self.title}, {item.text}", given[item.id], self.categories)
            for item in self.items
            if item.id in given
        }

    def missing(self, value: object) -> list[str]:
        """Return one sentence that names the cards without a category."""
        given = as_table(self.validate(value)) or {}
        left = [item.text for item in self.items if item.id not in given]
        if not left:
            return []
        return [
            ngettext(
                "Choose a category for {n} more card: {cards}.",
                "Choose a category for {n} more cards: {cards}.",
                len(left),
                cards=listed(left),
            )
        ]

    def _lines(self, given: dict[str, str]) -> list[str]:
        names = {category.id: category.text for category in self.categories}
        unsorted = _("not sorted yet")
        return [f"{item.text} → {names.get(given.get(item.id, ''), unsorted)}" for item in self.items]

    def mark(self, key: Mapping[str, Any], value: object) -> Marked:
        """The share of the cards that lie in their category."""
        right = self.reference(key)
        if len(right) < len(self.items):
            raise wrong("key-does-not-fit", self.id, _("The key does not name every card."))
        given = as_table(value) or {}
        hits = tuple(item.id for item in self.items if given.get(item.id) == right[item.id])
        false = tuple(item.id for item in self.items if item.id in given and item.id not in hits)
        unseen = tuple(item.id for item in self.items if item.id not in given)
        return Marked(len(hits) / len(self.items), right=hits, wrong=false, missing=unseen)


def _category(row: Table, categories: tuple[Option, ...]) -> str:
    where, given = row.place("answer"), row.entries.get("answer")
    if given is None:
        raise wrong("answer-missing", where, _("Name the id of the category it belongs to."))
    if not isinstance(given, str) or given not in {category.id for category in categories}:
        names = ", ".join(category.id for category in categories)
        raise wrong(
            "answer-unknown",
            where,
            _("The answer names “{given}”. The categories are: {names}.", given=given, names=names),
        )
    return given
