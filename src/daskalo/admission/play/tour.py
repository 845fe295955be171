"""The guided tour as a grader sees it: one point a task, from the operations of a journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from daskalo.admission.play.door import Task
from daskalo.admission.play.play import Play
from daskalo.errors import UsageError
from daskalo.i18n import translator

_, ngettext = translator("daskalo.admission")


@dataclass(frozen=True)
class Result:
    """What the tour brings.

    Attributes:
        points (int): One for each task that is done.
        most (int): How many tasks were asked for.
        open (tuple[Task, ...]): What is still to do, in the order of the tour.
    """

    points: int
    most: int
    open: tuple[Task, ...]


def grade(operations: Iterable[Mapping[str, Any]], tasks: Collection[str] | None = None) -> Result:
    """Grade what somebody did in the app.

    Args:
        operations (Iterable[Mapping]): Of the journal: `Journal(path).operations()`.
        tasks (Collection[str] | None): The ids of the tasks a unit asks for; None for all.

    Raises:
        UsageError: `task-unknown`: the unit names a task the tour does not have.

    Examples:
        >>> grade([], tasks=["parent-points"]).points
        0
    """
    known = {task.id: task for door in Play.replay(operations).tasks().values() for task in door}
    wanted = list(known) if tasks is None else list(tasks)
    if unknown := [id for id in wanted if id not in known]:
        raise UsageError(
            "task-unknown",
            _("The tour has no task “{given}”. There are: {known}.", given=unknown[0], known=", ".join(known)),
        )
    still = tuple(known[id] for id in wanted if not known[id].done)
    return Result(len(wanted) - len(still), len(wanted), still)
