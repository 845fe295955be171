"""What the operations of a journal add up to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from daskalo.activities.model import Activity, Value
from daskalo.errors import AnswerError
from daskalo.i18n import translator

_, ngettext = translator("daskalo")

OPERATIONS = ("answer", "undo")


class Replay:
    """The answers of a unit, operation after operation; live work and grading go through the same rules.

    Args:
        rules (Mapping[str, Activity] | None): The activities of the unit; None believes every answer.
    """

    def __init__(self, rules: Mapping[str, Activity] | None = None) -> None:
        self._rules = rules
        self._states: dict[str, list[Value]] = {}

    def check(self, operation: Mapping[str, Any]) -> dict[str, Any]:
        """Return the operation in its one written form; it can be applied.

        Operations of other parts of Daskalo (a cloud, a robot) pass: they have rules of their own.

        Raises:
            AnswerError: `unknown-activity`, `nothing-to-undo`, or what the activity says.
        """
        if operation.get("op") not in OPERATIONS:
            return dict(operation)
        activity = operation.get("activity")
        if not isinstance(activity, str) or (self._rules is not None and activity not in self._rules):
            raise AnswerError(
                "unknown-activity",
                _("This unit has no activity “{given}”. Fetch the unit again.", given=str(activity)[:60]),
            )
        if operation["op"] == "undo":
            if not self._states.get(activity):
                raise AnswerError("nothing-to-undo", _("There is nothing to take back."))
            return dict(operation)
        value = operation.get("value")
        return dict(operation) | {"value": self._rules[activity].validate(value) if self._rules else value}

    def apply(self, operation: Mapping[str, Any]) -> None:
        """Apply one operation.

        Raises:
            AnswerError: As `check`; nothing has changed then.
        """
        checked = self.check(operation)
        if checked.get("op") == "answer":
            self._states.setdefault(checked["activity"], []).append(checked["value"])
        elif checked.get("op") == "undo":
            self._states[checked["activity"]].pop()

    def answers(self) -> dict[str, Value]:
        """Return the answer of each activity that has one."""
        latest = {activity: states[-1] for activity, states in self._states.items() if states}
        return {activity: value for activity, value in latest.items() if value is not None}

    def history(self, activity: str) -> list[Value]:
        """Return the answers of one activity that `undo` steps back through, oldest first; the last one holds."""
        return list(self._states.get(activity, []))
