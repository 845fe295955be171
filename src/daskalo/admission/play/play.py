"""All doors of the app together: operations in, state out, and a way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from daskalo.admission.play.door import Door, Task, refused
from daskalo.admission.play.lab import LabDoor
from daskalo.admission.play.official import OfficialDoor
from daskalo.admission.play.parent import ParentDoor
from daskalo.errors import DaskaloError

DOORS: Mapping[str, Callable[[], Door]] = {"parent": ParentDoor, "official": OfficialDoor, "lab": LabDoor}
"""The doors by name, in the order of the app."""


class Play:
    """What somebody has done in the app so far.

    Attributes:
        doors (dict[str, Door]): The state of each door.
        refused (list[tuple[dict, str]]): Operations that had no effect when they were replayed, with the sentence.
    """

    def __init__(self) -> None:
        self.doors: dict[str, Door] = {name: make() for name, make in DOORS.items()}
        self.refused: list[tuple[dict[str, Any], str]] = []
        self._done: dict[str, list[dict[str, Any]]] = {name: [] for name in DOORS}

    @classmethod
    def replay(cls, operations: Iterable[Mapping[str, Any]]) -> Play:
        """Return what operations add up to; what does not fit has no effect, as when it happens live.

        Args:
            operations (Iterable[Mapping]): Of a journal; those of other parts of Daskalo are passed over.
        """
        play = cls()
        for operation in operations:
            if operation.get("op") != "admission":
                continue
            try:
                play.apply(operation)
            except DaskaloError as error:
                play.refused.append((dict(operation), str(error)))
        return play

    def apply(self, operation: Mapping[str, Any]) -> None:
        """Take one operation; `{"do": "undo"}` takes the last one of its door back, `{"do": "restart"}` all of them.

        Raises:
            DaskaloError: It does not fit; nothing has changed then. `play-operation-wrong`, or what the door says.
        """
        door = str(operation.get("door"))
        if door not in self.doors:
            raise refused(operation)
        match operation.get("do"):
            case "undo" if self._done[door]:
                self._again(door, self._done[door][:-1])
            case "restart":
                self._again(door, [])
            case _:
                self.doors[door].apply(operation)
                self._done[door].append(dict(operation))

    def undoable(self, door: str) -> bool:
        """Say whether there is anything to take back."""
        return bool(self._done[door])

    def tasks(self) -> dict[str, tuple[Task, ...]]:
        """Return the tasks of the guided tour by door."""
        return {name: door.tasks() for name, door in self.doors.items()}

    def _again(self, door: str, operations: list[dict[str, Any]]) -> None:
        self.doors[door] = DOORS[door]()
        for operation in operations:
            self.doors[door].apply(operation)
        self._done[door] = operations
