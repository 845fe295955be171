"""Texts that a person marks: the machine counts words and gives advice, never points."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any, Self

from daskalo.activities.advice import RULES
from daskalo.activities.model import Activity, Value, refuse
from daskalo.activities.table import Table, wrong
from daskalo.activities.words import blocks, words
from daskalo.i18n import translator

_, ngettext = translator("daskalo")

MAX_LETTERS = 20_000


@dataclass(frozen=True, kw_only=True)
class Text(Activity):
    """A text. The value is the text as typed.

    Attributes:
        min_words (int): Fewer are not a complete answer; 0 for no lower bound.
        max_words (int | None): More are too many.
        rubric (str): The id of the rubric the trainer marks by; may be empty.
        advice (tuple[str, ...]): Ids of the rules that look at the text, in the order they are shown.
    """

    fields = ("min_words", "max_words", "rubric", "advice")
    graded = False

    min_words: int = 0
    max_words: int | None = None
    rubric: str = ""
    advice: tuple[str, ...] = ()

    @classmethod
    def read(cls, id: str, table: Table, *, needs_answer: bool) -> Self:
        """Read the bounds, the rubric and the rules of advice."""
        least, most = table.count("min_words") or 0, table.count("max_words")
        if most is not None and most < least:
            raise wrong("bounds-crossed", table.place("max_words"), _("It is smaller than min_words."))
        advice = table.words("advice")
        for rule in advice:
            if rule not in RULES:
                raise wrong(
                    "unknown-advice",
                    table.place("advice"),
                    _("The rule “{given}” is not known. Use: {names}.", given=rule, names=", ".join(RULES)),
                )
        return cls(
            **cls.common(id, table),
            min_words=least,
            max_words=most,
            rubric=table.text("rubric", ""),
            advice=advice,
        )

    def _public_parts(self) -> dict[str, Any]:
        parts = {
            "min_words": self.min_words,
            "max_words": self.max_words,
            "rubric": self.rubric,
            "advice": list(self.advice),
        }
        return {name: part for name, part in parts.items() if part}

    def _validated(self, value: object) -> Value:
        if not isinstance(value, str):
            raise refuse("text-expected", _("{where}: a text was expected.", where=self.title))
        if len(value) > MAX_LETTERS:
            raise refuse(
                "text-too-long",
                _("{where}: the text is longer than {most} letters. Shorten it.", where=self.title, most=MAX_LETTERS),
            )
        return value

    def missing(self, value: object) -> list[str]:
        """Return one sentence when the text is empty, too short or too long."""
        given = len(words(str(self.validate(value) or "")))
        if not given:
            return [_("Write your answer.")]
        if given < self.min_words:
            return [ngettext("Write at least {n} more word.", "Write at least {n} more words.", self.min_words - given)]
        if self.max_words and given > self.max_words:
            return [ngettext("Leave out at least {n} word.", "Leave out at least {n} words.", given - self.max_words)]
        return []

    def _lines(self, given: str) -> list[str]:
        return given.strip().splitlines() or [_("No answer yet.")]

    def _answer_html(self, value: object) -> str:
        given = str(self.validate(value) or "")
        if not given.strip():
            return super()._answer_html(None)
        count = ngettext("Answer, {n} word:", "Answer, {n} words:", len(words(given)))
        return f"<div>{escape(count)}</div><blockquote>{blocks(given)}</blockquote>"


@dataclass(frozen=True, kw_only=True)
class ShortText(Text, kind="short-text"):
    """A sentence or two."""


@dataclass(frozen=True, kw_only=True)
class LongText(Text, kind="long-text"):
    """A paragraph or more."""
