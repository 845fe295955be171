"""What goes to a worker and what comes back: plain values that travel between processes and machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Job:
    """One hand-in to grade.

    Attributes:
        folder (str): The course folder, absolute; on a cluster all machines see it under this path.
        unit (str): nbgrader's assignment.
        person (str): nbgrader's student.
        database (str): The URL of the gradebook.
        force (bool): Grade again what was graded before.
        trusted (bool): Without a sandbox.
    """

    folder: str
    unit: str
    person: str
    database: str
    force: bool = False
    trusted: bool = False


@dataclass(frozen=True)
class Graded:
    """What became of one hand-in.

    Attributes:
        person (str): Whose it is.
        unit (str): Of which unit.
        score (float | None): All points in the gradebook, by machine and by hand; None when it could not be graded.
        max_score (float | None): The most there is.
        seconds (float): How long it took, wall clock.
        failed (str): Why it could not be graded, in words; empty when it was.
        notes (tuple): What the trainer should know: `daskalo_grading.book.Note`.
        cell_seconds (float): How long the cells themselves ran.
    """

    person: str
    unit: str
    score: float | None = None
    max_score: float | None = None
    seconds: float = 0.0
    failed: str = ""
    notes: tuple[Any, ...] = ()
    cell_seconds: float = 0.0
