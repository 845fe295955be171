"""What one row of our tables says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

REFUSED = "hand-in-refused"
"""The code of a note about a hand-in that was not collected; grading an earlier one does not make it void."""


@dataclass(frozen=True)
class Note:
    """Something a trainer should know about a hand-in.

    Attributes:
        code (str): Stable, kebab-case: what kind of thing it is.
        sentence (str): It in words, in the language of the course.
        grade_id (str): The cell it is about; empty for the whole hand-in.
        notebook (str): The notebook it is about; empty for the whole hand-in.
        unit (str): The unit; filled in when it is kept.
        person (str): Whose hand-in; filled in when it is kept.
        time (datetime | None): When it was noted (UTC); filled in when it is kept.
    """

    code: str
    sentence: str
    grade_id: str = ""
    notebook: str = ""
    unit: str = ""
    person: str = ""
    time: datetime | None = None


@dataclass(frozen=True)
class Vote:
    """The marks one rater gave for one task of one person.

    Attributes:
        unit (str): The unit.
        notebook (str): The notebook.
        task (str): The grade id of the task.
        person (str): Whose work.
        rater (str): Who marked it.
        points (Mapping[str, float]): Points by criterion id; `""` holds the points of a task without a rubric.
        comment (str): What the rater writes to the person.
        time (datetime | None): When (UTC); filled in when it is kept.
        work (str): Fingerprint of the work that was read; empty when unknown.
    """

    unit: str
    notebook: str
    task: str
    person: str
    rater: str
    points: Mapping[str, float]
    comment: str = ""
    time: datetime | None = None
    work: str = ""
