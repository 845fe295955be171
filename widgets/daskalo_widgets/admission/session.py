"""One reader in the app: operations go to the play and into the journal, questions to the door they are about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from daskalo.admission.play import Play
from daskalo.errors import DaskaloError, UsageError
from daskalo.i18n import translator
from daskalo.journal import Journal
from daskalo_widgets.admission.lab.view import LabView
from daskalo_widgets.admission.official.view import OfficialView
from daskalo_widgets.admission.parent.view import ParentView
from daskalo_widgets.admission.wire import plan
from daskalo_widgets.conversation import Conversation

_, ngettext = translator("daskalo_widgets.admission")

VIEWS = {"parent": ParentView, "official": OfficialView, "lab": LabView}
"""How each door of the play is drawn: `state()` for what it shows, `ask(message)` for what it is asked."""


class Session(Conversation):
    """What one opened app knows.

    Args:
        journal (Journal): Where operations are kept; those in it are replayed at the start.
        spoken (str): The language of the page.
    """

    def __init__(self, journal: Journal, spoken: str) -> None:
        super().__init__(spoken)
        self._journal = journal
        self._replay()

    def spec(self) -> dict[str, Any]:
        """Return what the front end draws once: the doors and the map."""
        return {"doors": list(VIEWS), "plan": plan()}

    def act(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Act on a message: `open` a door, `apply` an operation, `ask` a door something that changes nothing."""
        self._catch_up()
        match message:
            case {"do": "open", "door": str(door)} if door in VIEWS:
                return self._shown(door)
            case {"do": "apply", "operation": {"door": str(door)} as operation} if door in VIEWS:
                self._apply({**self._completed(door, operation), "op": "admission"})
                return self._shown(door)
            case {"do": "ask", "door": str(door)} if door in VIEWS:
                return VIEWS[door](self._play).ask(message)
            case _:
                raise UsageError("message-unknown", _("The page is older than the program. Reload it."))

    def _completed(self, door: str, operation: Mapping[str, Any]) -> Mapping[str, Any]:
        """Add what only the kernel may choose: the seed of a draw."""
        view = VIEWS[door](self._play)
        return view.completed(operation) if isinstance(view, OfficialView) else operation

    def _apply(self, operation: Mapping[str, Any]) -> None:
        self._play.apply(operation)
        try:
            self._journal.append(operation)
        except DaskaloError:
            self._replay()  # what is not written down has not happened
            raise
        self._known += 1

    def _catch_up(self) -> None:
        """Replay when the journal has grown: the app is open elsewhere too, or its kernel was started in advance."""
        if len(self._journal.operations()) != self._known:
            self._replay()

    def _replay(self) -> None:
        operations = self._journal.operations()
        self._known = len(operations)
        self._play = Play.replay(operations)

    def _shown(self, door: str) -> dict[str, Any]:
        tasks = [
            {"door": name, "id": task.id, "title": task.title, "text": task.text, "done": task.done}
            for name, own in self._play.tasks().items()
            for task in own
        ]
        state = VIEWS[door](self._play).state()
        return {"state": state | {"undoable": self._play.undoable(door)}, "tasks": tasks}
