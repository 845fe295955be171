"""The interface every kind of activity has, and what marking returns."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, ClassVar, Self, TypeAlias

from daskalo.activities.table import Table, as_table, checked_id, wrong
from daskalo.activities.words import inline_html
from daskalo.errors import AnswerError, ContentError
from daskalo.i18n import translator

_, ngettext = translator("daskalo")

Value: TypeAlias = "str | list[str] | dict[str, str] | None"
"""An answer as the journal holds it; None when there is none (yet, or any more)."""


@dataclass(frozen=True)
class Option:
    """One option, item or category.

    Attributes:
        id (str): ASCII kebab-case, the same in every language.
        text (str): What the learner reads.
        why (str): Why it is right or wrong; empty where the learner may not know yet.
    """

    id: str
    text: str
    why: str = ""

    @classmethod
    def from_table(cls, table: Table, *more: str) -> Self:
        """Read one row; `more` names further fields that somebody else reads."""
        table.allow(("id", "text", "why", *more))
        return cls(checked_id(table.place("id"), table.entries["id"]), table.text("text"), table.text("why", ""))

    def public(self) -> dict[str, str]:
        """Return what a learner may see before answering."""
        return {"id": self.id, "text": self.text}


@dataclass(frozen=True)
class Marked:
    """What marking found.

    Attributes:
        fraction (float): The share of the points that is earned, 0 to 1.
        right (tuple[str, ...]): Ids of what is right: items or options; the id of the activity where it has no parts.
        wrong (tuple[str, ...]): Ids of what was answered, but not rightly.
        missing (tuple[str, ...]): Ids of what was not answered, or not found.
    """

    fraction: float
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Activity(ABC):
    """One question to a learner, with or without its answer.

    Attributes:
        id (str): ASCII kebab-case, unique in the unit.
        title (str): The accessible name of the group.
        prompt (str): One or two sentences; inline Markdown.
        practice (bool): The answer ships with the activity and is shown at once; never graded.
        hint (str): Where to look again; may be empty.
        answer (Value): The reference answer in the form of a learner's answer; None where it is not known here.
        why (str): The explanation of the whole answer; may be empty.
    """

    kind: ClassVar[str]
    kinds: ClassVar[dict[str, type[Activity]]] = {}
    fields: ClassVar[tuple[str, ...]] = ()
    graded: ClassVar[bool] = True
    """Whether a machine can mark this kind, so that its author owes an answer."""

    id: str
    title: str
    prompt: str
    practice: bool = False
    hint: str = ""
    answer: Value = None
    why: str = ""

    def __init_subclass__(cls, kind: str | None = None) -> None:
        if kind:
            cls.kind = kind
            Activity.kinds[kind] = cls

    @staticmethod
    def from_table(id: str, table: Mapping[str, Any], *, public: bool = False) -> Activity:
        """Read an activity from a table of `activities.toml` or `unit.json`.

        Args:
            id (str): The name of the table.
            table (Mapping): Its entries.
            public (bool): The table comes from `unit.json`: answers need not be there.

        Raises:
            ContentError: `unknown-kind`, `answer-missing`, `duplicate-id`, `unknown-field`, ...: which entry is
                wrong, what is allowed.
        """
        checked_id(id, id)
        read = Table(id, table)
        kind = read.text("kind")
        if kind not in Activity.kinds:
            raise wrong(
                "unknown-kind",
                read.place("kind"),
                _("The kind “{given}” is not known. Use one of: {kinds}.", given=kind, kinds=", ".join(Activity.kinds)),
            )
        cls = Activity.kinds[kind]
        read.allow(("kind", "title", "prompt", "practice", "hint", "why", *cls.fields))
        return cls.read(id, read, needs_answer=cls.graded and not public)

    @classmethod
    @abstractmethod
    def read(cls, id: str, table: Table, *, needs_answer: bool) -> Self:
        """Read the fields of this kind; `from_table` has looked at their names."""

    @staticmethod
    def common(id: str, table: Table) -> dict[str, Any]:
        """Return the fields every kind has, as arguments of the class."""
        return {
            "id": id,
            "title": table.text("title"),
            "prompt": table.text("prompt"),
            "practice": table.flag("practice"),
            "hint": table.text("hint", ""),
            "why": table.text("why", ""),
        }

    def public(self) -> dict[str, Any]:
        """Return the table of `unit.json`: without answers and reasons, unless this is practice."""
        table: dict[str, Any] = {"kind": self.kind, "title": self.title, "prompt": self.prompt}
        if self.hint:
            table["hint"] = self.hint
        if self.practice:
            table["practice"] = True
            if self.why:
                table["why"] = self.why
        return table | self._public_parts()

    @abstractmethod
    def _public_parts(self) -> dict[str, Any]: ...

    def key(self) -> dict[str, Any]:
        """Return what marking needs, neutral in language: plain JSON, the reference answer under `answer`.

        Raises:
            ContentError: `no-key`, for an activity without an answer.
        """
        if self.answer is None:
            raise ContentError("no-key", _("The activity “{id}” has no answer to mark by.", id=self.id))
        return {"answer": self.answer}

    def validate(self, value: object) -> Value:
        """Return an answer in its one written form; an unfinished answer is allowed, an impossible one is not.

        Args:
            value (object): Anything, as a widget or a journal gives it; None clears the answer.

        Raises:
            AnswerError: Which part of the answer does not fit, and what would.
        """
        return None if value is None else self._validated(value)

    @abstractmethod
    def _validated(self, value: object) -> Value: ...

    @abstractmethod
    def missing(self, value: object) -> list[str]:
        """Return a sentence for each thing that is still to be done; empty when the answer is complete."""

    def describe(self, value: object) -> list[str]:
        """Return the answer as plain lines, in the words the learner saw."""
        given = self.validate(value)
        return self._lines(given) if given else [_("No answer yet.")]

    @abstractmethod
    def _lines(self, given: Any) -> list[str]: ...

    def to_html(self, value: object) -> str:
        """Return question and answer as escaped HTML, from tags that every page of nbgrader lets through."""
        return (
            f"<div class='daskalo daskalo-answer'><div><strong>{escape(self.title)}</strong></div>"
            f"<div>{inline_html(self.prompt)}</div>{self._answer_html(value)}</div>"
        )

    def _answer_html(self, value: object) -> str:
        lines = "".join(f"<li>{escape(line)}</li>" for line in self.describe(value))
        label = _("Answer:")
        return f"<div>{escape(label)}</div><ul>{lines}</ul>"

    @property
    def texts(self) -> dict[str, str]:
        """What each id in `Marked` is called on the screen."""
        return {self.id: self.title}

    def mark(self, key: Mapping[str, Any], value: object) -> Marked:
        """Mark an answer; use `score`, which also looks at the key."""
        raise ContentError("not-marked", _("A person marks “{id}”: a machine cannot.", id=self.id))

    def reference(self, key: Mapping[str, Any]) -> Any:
        """Return the reference answer of a key.

        Raises:
            ContentError: `key-does-not-fit`: the key belongs to another activity or another version of it.
        """
        entries = as_table(key) or {}
        try:
            right = self.validate(entries.get("answer"))
        except AnswerError as error:
            raise ContentError("key-does-not-fit", f"{self.id}: {error}") from error
        if not right:
            raise ContentError("key-does-not-fit", _("The key of “{id}” holds no answer.", id=self.id))
        return right


def refuse(code: str, message: str) -> AnswerError:
    """Return the error of an answer that cannot be."""
    return AnswerError(code, message)


def known(where: str, given: object, allowed: Sequence[Option]) -> str:
    """Return an id that names one of the options.

    Raises:
        AnswerError: `unknown-option`.
    """
    if not isinstance(given, str) or given not in {option.id for option in allowed}:
        names = ", ".join(option.id for option in allowed)
        raise AnswerError(
            "unknown-option",
            _(
                "{where}: “{given}” is not one of the options. Choose from: {names}.",
                where=where,
                given=given[:40] if isinstance(given, str) else type(given).__name__,
                names=names,
            ),
        )
    return given


def score(activity: Activity, key: Mapping[str, Any], value: object) -> Marked:
    """Mark one answer by a key.

    Args:
        activity (Activity): The question; it need not know its own answer.
        key (Mapping): What `Activity.key()` returned.
        value (object): The learner's answer; None earns nothing.

    Returns:
        Marked: The fraction lies between 0 and 1, whatever the answer.

    Raises:
        AnswerError: The answer is impossible for this activity.
        ContentError: `key-does-not-fit`; `not-marked` for texts.
    """
    return activity.mark(key, activity.validate(value))
