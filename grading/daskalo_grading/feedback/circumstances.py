"""What the page needs from around the notebook: the course, the person's name, the trainer's hand, the votes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from daskalo.activities import Activity
from daskalo_grading.book import Book, Vote


@dataclass(frozen=True)
class Course:
    """The course directory a submission lies in.

    Attributes:
        units (Sequence[tuple[str, str]]): Id and title of each unit, in order; empty for a course of somebody else.
        rubrics (Mapping[str, Any]): Rubrics by id.
        explanations (Mapping[str, Activity]): The activities of this unit with answers and reasons.
        people (Mapping[str, str]): Names by person, of the roster.
    """

    units: Sequence[tuple[str, str]] = ()
    rubrics: Mapping[str, Any] = field(default_factory=dict)
    explanations: Mapping[str, Activity] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def around(cls, submission: Path, unit: str) -> Course:
        """Read what there is; each file may be absent.

        Args:
            submission (Path): `<course>/autograded/<person>/<unit>`.
            unit (str): Its id.
        """
        # Where each step lies can be configured in nbgrader: the first folder upwards that is a course counts.
        signs = ("course.json", "nbgrader_config.py", "gradebook.db")
        above = submission.resolve().parents
        root = next((folder for folder in above if any((folder / sign).is_file() for sign in signs)), above[2])
        about = _table(root / "course.json")
        explained = _table(root / "explanations" / f"{unit}.json").get("activities", {})
        return cls(
            units=[(each["id"], each["title"]) for each in about.get("units", ())],
            rubrics=about.get("rubrics", {}),
            explanations={id: Activity.from_table(id, table) for id, table in explained.items()},
            people=_table(root / "roster.json"),
        )

    def after(self, unit: str) -> str:
        """Return the title of the unit that follows; empty after the last one."""
        ids = [id for id, _title in self.units]
        at = ids.index(unit) + 1 if unit in ids else len(ids)
        return self.units[at][1] if at < len(ids) else ""


@dataclass(frozen=True)
class Entry:
    """What the gradebook knows about one submission, besides points and comments.

    Attributes:
        name (str): First and last name; empty when the book has none.
        waiting (frozenset[str]): Grade ids that a person has still to read.
        seconds_late (float): After the date due; 0 when in time or without a date.
        votes (Mapping[str, Sequence[Vote]]): The raters' votes of this person on this unit, by task.
    """

    name: str = ""
    waiting: frozenset[str] = frozenset()
    seconds_late: float = 0.0
    votes: Mapping[str, Sequence[Vote]] = field(default_factory=dict)

    @classmethod
    def of(cls, db_url: str, unit: str, notebook: str, person: str) -> Entry:
        """Read one submission; without a gradebook or an entry in it nothing is known."""
        if not db_url:
            return cls()
        try:
            with Gradebook(db_url) as book:
                submission = book.find_submission(unit, person)
                graded = book.find_submission_notebook(notebook, unit, person)
                names = (submission.student.first_name, submission.student.last_name)
                name = " ".join(filter(None, names))
                waiting = frozenset(grade.name for grade in graded.grades if grade.needs_manual_grade)
                late = float(submission.total_seconds_late)
        except MissingEntry:
            return cls()
        votes: dict[str, list[Vote]] = {}
        with Book(db_url) as ours:
            for vote in ours.votes(unit=unit, person=person):
                if vote.notebook in ("", notebook):
                    votes.setdefault(vote.task, []).append(vote)
        return cls(name, waiting, late, votes)


def _table(path: Path) -> dict[str, Any]:
    """Read a table; one that is not there or damaged says nothing, for the page must come all the same."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
