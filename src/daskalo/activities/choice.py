"""Choosing one option, or several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from daskalo.activities.model import Activity, Marked, Option, Value, known, refuse
from daskalo.activities.table import Table, as_list, wrong
from daskalo.i18n import translator

_, ngettext = translator("daskalo")


def _options(table: Table) -> tuple[Option, ...]:
    return tuple(Option.from_table(row) for row in table.rows("options", fewest=2))


def _option_id(where: str, given: object, options: tuple[Option, ...]) -> str:
    if not isinstance(given, str) or given not in {option.id for option in options}:
        names = ", ".join(option.id for option in options)
        raise wrong(
            "answer-unknown",
            where,
            _("The answer names “{given}”. The options are: {names}.", given=given, names=names),
        )
    return given


@dataclass(frozen=True, kw_only=True)
class _WithOptions(Activity):
    options: tuple[Option, ...]

    @property
    def texts(self) -> dict[str, str]:
        return {self.id: self.title} | {option.id: option.text for option in self.options}

    def _public_parts(self) -> dict[str, Any]:
        rows = [option.public() for option in self.options]
        if not self.practice:
            return {"options": rows}
        for row, option in zip(rows, self.options, strict=True):
            row |= {"why": option.why} if option.why else {}
        return {"options": rows, "answer": self.answer}


@dataclass(frozen=True, kw_only=True)
class Choice(_WithOptions, kind="choice"):
    """One option is right. The value is its id."""

    fields = ("options", "answer")

    @classmethod
    def read(cls, id: str, table: Table, *, needs_answer: bool) -> Self:
        """Read the options and, where it is there, the answer."""
        options = _options(table)
        answer = None
        if "answer" in table:
            answer = _option_id(table.place("answer"), table.entries["answer"], options)
        elif needs_answer:
            raise wrong("answer-missing", table.place("answer"), _("Name the id of the right option."))
        return cls(**cls.common(id, table), options=options, answer=answer)

    def _validated(self, value: object) -> Value:
        return known(self.title, value, self.options)

    def missing(self, value: object) -> list[str]:
        """Return one sentence when nothing is chosen."""
        return [] if self.validate(value) else [_("Choose one of the answers.")]

    def _lines(self, given: str) -> list[str]:
        return [self.texts[given]]

    def mark(self, key: Mapping[str, Any], value: object) -> Marked:
        """All or nothing."""
        right = self.reference(key)
        if value is None:
            return Marked(0, missing=(self.id,))
        return Marked(1, right=(right,)) if value == right else Marked(0, wrong=(str(value),))


@dataclass(frozen=True, kw_only=True)
class Choices(_WithOptions, kind="choices"):
    """Several options may be right. The value is the sorted list of the ticked ids."""

    fields = ("options", "answer")

    @classmethod
    def read(cls, id: str, table: Table, *, needs_answer: bool) -> Self:
        """Read the options and, where they are there, the answers."""
        options = _options(table)
        answer: list[str] | None = None
        if "answer" in table:
            where = table.place("answer")
            answer = sorted({_option_id(where, given, options) for given in table.words("answer")})
            if not 0 < len(answer) < len(options):
                raise wrong("answer-all-or-none", where, _("At least one option must be right and one wrong."))
        elif needs_answer:
            raise wrong("answer-missing", table.place("answer"), _("List the ids of the right options."))
        return cls(**cls.common(id, table), options=options, answer=answer)

    def _validated(self, value: object) -> Value:
        ticked = as_list(value)
        if ticked is None:
            raise refuse("list-expected", _("{where}: a list of options was expected.", where=self.title))
        return sorted({known(self.title, each, self.options) for each in ticked})

    def missing(self, value: object) -> list[str]:
        """Return one sentence when nothing is ticked."""
        return [] if self.validate(value) else [_("Tick at least one answer.")]

    def _lines(self, given: list[str]) -> list[str]:
        return [option.text for option in self.options if option.id in given]

    def mark(self, key: Mapping[str, Any], value: object) -> Marked:
        """Right ticks less wrong ticks, by the number of right options; never below 0.

        A wrong tick costs what a right one brings, so ticking everything earns nothing as soon as there are as many
        wrong options as right ones.
        """
        right = set(self.reference(key))
        ticked = set(as_list(value) or ())
        hits = tuple(option.id for option in self.options if option.id in ticked & right)
        false = tuple(option.id for option in self.options if option.id in ticked - right)
        unseen = tuple(option.id for option in self.options if option.id in right - ticked)
        return Marked(max(0, len(hits) - len(false)) / len(right), right=hits, wrong=false, missing=unseen)
