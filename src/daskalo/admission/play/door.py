"""What a door of the app is: it takes operations and sets tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from daskalo.errors import UsageError
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")


@dataclass(frozen=True)
class Task:
    """A task of the guided tour.

    Attributes:
        id (str): ASCII kebab-case; stable, a course unit names it.
        title (str): In the language of the reader.
        text (str): What to do, in the language of the reader.
        done (bool): Whether the operations so far have done it.
    """

    id: str
    title: str
    text: str
    done: bool


class Door(Protocol):
    """One of the three ways into the app: parent, official, lab. Its state follows from its operations alone."""

    def apply(self, operation: Mapping[str, Any]) -> None:
        """Take one operation.

        Raises:
            UsageError: It does not fit; nothing has changed then.
        """
        ...

    def tasks(self) -> tuple[Task, ...]:
        """Return the tasks of this door in their order."""
        ...


def refused(operation: Mapping[str, Any]) -> UsageError:
    """Return the error `play-operation-wrong` to raise for an operation that a door does not know."""
    return UsageError(
        "play-operation-wrong",
        _("“{given}” is nothing this page can do now. Reload the page.", given=str(operation.get("do"))[:40]),
    )
