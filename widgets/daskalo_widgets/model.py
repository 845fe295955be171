"""One learner's answer to one activity: what it is now, what the status line says, what advice there is.

No widget is imported here. The journal is the truth: every change is appended to it before the status says “Saved”, and
it is read again before every change, so that two windows on one activity never overwrite each other's parts.
"""

from __future__ import annotations

from typing import Any

import traitlets
from traitlets import Bool, Dict, HasTraits, Int, List, Unicode

from daskalo.activities import Activity, Choices, Order, Sort, Text, advise
from daskalo.i18n import translator
from daskalo.journal import Journal
from daskalo_widgets.practice import checkable, marks, summary

_, ngettext = translator("daskalo_widgets")


class Answer(HasTraits):
    """What a learner answers to an activity, kept in the journal.

    Args:
        activity (Activity): What is asked.
        journal (Journal): Where the answer is kept and restored from.

    Attributes:
        value: The answer in the form its kind has (`daskalo.activities`); None before the first and after clearing.
        status: A sentence about what is saved and how far the learner is.
        tone: `saved` when the sentence reports that something was written, `verdict` after a check, else `quiet`.
        advice: For texts, `{"ok", "sentence"}` for each rule, once something is written. It never gives points.
        marks: In practice, after a check: `{part: {"right", "why"}}`. A part that changes loses its mark.
        undoable: Whether there is a change to take back.
        at: How many operations the journal holds on this activity: a repeated `undo` is known by it.
    """

    value: Any = traitlets.Any(None, allow_none=True)
    status = Unicode()
    tone = Unicode("quiet")
    advice = List()
    marks = Dict()
    undoable = Bool(False)
    at = Int(0)

    def __init__(self, activity: Activity, journal: Journal) -> None:
        super().__init__()
        self.activity = activity
        self._journal = journal
        self._restore()
        self._say(self._greeting())

    def refresh(self, opening: bool = False) -> None:
        """Take over what the journal says; the status tells when another window has changed the answer.

        Args:
            opening (bool): The page is only just opening: what changed since the kernel started is no news.

        Raises:
            JournalError: The journal is damaged or unreadable.
        """
        before = self.at
        self._restore()
        if self.at != before:
            self.marks = {}
            self._say(self._greeting() if opening else _("Updated: the answer was changed in another window."))

    def change(self, value: Any, part: str | None = None) -> None:
        """Save a change.

        Args:
            value: The whole answer; for `sort` and `choices` with a part, only what that part becomes.
            part (str | None): The item sorted, the option ticked, or the item moved.

        Raises:
            AnswerError: The value does not fit the activity; nothing is written.
            JournalError: The journal is damaged or cannot be written; nothing is written.
        """
        self._restore()
        whole = self.activity.validate(self._merged(value, part))
        if whole != self.value:
            self._journal.answer(self.activity.id, whole)
            self._restore()
        keep_others = part is not None and not isinstance(self.activity, Order)
        self.marks = {id: mark for id, mark in self.marks.items() if keep_others and id != part}
        self._say(self._moved(part), _("Saved."), tone="saved")

    def undo(self, at: int | None = None) -> None:
        """Take the last change back; a repetition, whose `at` is past, changes nothing.

        Raises:
            JournalError: As `change`.
        """
        self._restore()
        if not self.undoable or at not in (None, self.at):
            return
        self._journal.undo(self.activity.id)
        self._restore()
        self.marks = {}
        self._say(_("The last change is taken back."), tone="saved")

    def check(self) -> None:
        """Mark a practice answer, part by part, with the reasons; what is graded has no answers here.

        Raises:
            JournalError: As `refresh`.
        """
        self._restore()
        if checkable(self.activity):
            self.marks = marks(self.activity, self.value)
            self.status, self.tone = summary(self.activity, self.value), "verdict"

    def _restore(self) -> None:
        operations = self._journal.operations()
        history = self._journal.history(self.activity.id)
        self.at = sum(operation.get("activity") == self.activity.id for operation in operations)
        self.value = history[-1] if history else None
        self.undoable = bool(history)
        if isinstance(self.activity, Text):
            advice = advise(self.activity.advice, self.value) if self.value else []
            self.advice = [{"ok": each.ok, "sentence": each.sentence} for each in advice]

    def _merged(self, value: Any, part: str | None) -> Any:
        if part is not None and isinstance(self.activity, Sort):
            return {**(self.value or {}), part: value}
        if part is not None and isinstance(self.activity, Choices):
            others = set(self.value or ()) - {part}
            return sorted(others | {part} if value else others) or None
        return value

    def _moved(self, part: str | None) -> str:
        """Say where an item of an order stands now."""
        order = list(self.value or ())
        if part not in order or not isinstance(self.activity, Order):
            return ""
        item, place = self.activity.texts[part], order.index(part) + 1
        return _("“{item}” is number {n} of {all}.", item=item, n=place, all=len(order))

    def _greeting(self) -> str:
        return _("Your saved answer is here.") if self.value is not None else _("Not answered yet.")

    def _progress(self) -> str:
        """Say how far the learner is, where the answer has parts."""
        match self.activity:
            case Sort(items=items):
                return _("{n} of {all} sorted.", n=len(self.value or ()), all=len(items))
            case Choices() if self.value:
                return ngettext("{n} chosen.", "{n} chosen.", len(self.value))
            case _:
                return ""

    def _say(self, *sentences: str, tone: str = "quiet") -> None:
        self.tone = tone
        self.status = " ".join(filter(None, [*sentences, self._progress()]))
