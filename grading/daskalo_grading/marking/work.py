"""What is marked by hand in a graded hand-in: the work, its rubric, what others gave."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import nbformat
from bs4 import BeautifulSoup
from nbformat import NotebookNode

from daskalo.activities import load
from daskalo.errors import DaskaloError
from daskalo.i18n import language
from daskalo.journal import Journal
from daskalo_grading.book import Vote
from daskalo_grading.feedback.circumstances import Course as Around
from daskalo_grading.feedback.circumstances import Entry
from daskalo_grading.feedback.page import tasks

_SHOWN = re.compile(r"""\bactivity\(\s*["']([a-z0-9-]+)["']\s*\)""")


@dataclass(frozen=True)
class Level:
    """What can be seen in a work of this level, and what it brings."""

    points: float
    text: str


@dataclass(frozen=True)
class Criterion:
    """One thing that is looked at; its levels from most points to fewest."""

    id: str
    text: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Rubric:
    """A rubric in the language of the course."""

    title: str
    criteria: tuple[Criterion, ...]

    @property
    def points(self) -> float:
        """The most it gives."""
        return sum(criterion.levels[0].points for criterion in self.criteria)


@dataclass(frozen=True)
class Piece:
    """One work of one person that a trainer marks.

    Attributes:
        key (str): Names it; tells nothing about the person.
        unit, unit_title, notebook, task, title (str): What was asked: ids, and the words the learner saw.
        person (str): Whose it is; never shown in anonymous mode.
        shown_as (str): The name that may be shown.
        work_html (str): The work as HTML that is safe to show.
        fingerprint (str): Of the work; another one when the work has changed.
        rubric (Rubric | None): Its criteria; None where the task has points alone.
        points (float): The most the task gives.
        mine (Vote | None): The marks of this rater.
        others (tuple[Vote, ...]): Those of the others; empty until this rater has marked.
        comments (tuple[str, ...]): Earlier comments on this task, most used first.
        notes (tuple[str, ...]): What the trainer should know about the hand-in, in words.
        automatic (str): What the machine gave in this unit, in words.
    """

    key: str
    unit: str
    unit_title: str
    notebook: str
    task: str
    title: str
    person: str
    shown_as: str
    work_html: str
    fingerprint: str
    rubric: Rubric | None
    points: float
    mine: Vote | None = None
    others: tuple[Vote, ...] = ()
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    automatic: str = ""


@dataclass(frozen=True)
class Task:
    """A graded cell of a notebook, as a reader sees it."""

    id: str
    title: str
    work_html: str
    rubric: Rubric | None

    @property
    def fingerprint(self) -> str:
        """The same for the same words and pictures, however they are laid out."""
        tree = BeautifulSoup(self.work_html, "html.parser")
        pictures = [str(picture.get("src")) for picture in tree("img")]
        return sha256("\n".join([" ".join(tree.get_text(" ").split()), *pictures]).encode()).hexdigest()


def graded_tasks(folder: Path, unit: str, notebook: str) -> dict[str, Task]:
    """Return the graded cells of a graded hand-in, by grade id.

    Args:
        folder (Path): `autograded/<person>/<unit>`.
        unit (str): The unit.
        notebook (str): Its name, without `.ipynb`.
    """
    path = folder / f"{notebook}.ipynb"
    if not path.is_file():
        return {}
    sources = (path, folder / "journal.jsonl", folder.parents[2] / "course.json")
    return _read(path, unit, language(), tuple(source.stat().st_mtime_ns for source in sources if source.exists()))


@lru_cache(maxsize=512)
def _read(path: Path, unit: str, _spoken: str, _written: tuple[int, ...]) -> dict[str, Task]:
    """Read one notebook; a trainer who marks thirty works would wait for it again and again."""
    folder = path.parent
    cells = nbformat.read(path, as_version=4).cells
    around = Around.around(folder, unit)
    graded = [cell for cell in cells if _about(cell).get("grade") or _about(cell).get("task")]
    shown = tasks(cells, around, Entry(), _answers(folder))
    # What stands after the last graded cell comes last and belongs to none.
    return {
        (id := _about(cell)["grade_id"]): Task(id, task.title, task.work, _rubric(cells, cell, around))
        for cell, task in zip(graded, shown, strict=False)
    }


def _about(cell: NotebookNode) -> Mapping[str, Any]:
    return cell.metadata.get("nbgrader", {})


def _answers(folder: Path) -> dict[str, Any]:
    if not (folder / "unit.json").is_file():
        return {}
    try:
        load(folder)
        return dict(Journal.open_unit(folder).answers())
    except DaskaloError:
        return {}


def _rubric(cells: Sequence[NotebookNode], cell: NotebookNode, around: Around) -> Rubric | None:
    """Return the rubric of the activity that is shown last before a task."""
    shown = list(_shown_before(cells, cell))
    activity = around.explanations.get(shown[-1]) if shown and _about(cell).get("task") else None
    table = around.rubrics.get(getattr(activity, "rubric", None) or "")
    return rubric_of(table) if table else None


def _shown_before(cells: Sequence[NotebookNode], wanted: NotebookNode) -> Iterator[str]:
    for cell in cells:
        if cell is wanted:
            return
        match = _SHOWN.search(cell.source)
        if match and _about(cell).get("locked"):  # cells of the learner's own choose no rubric
            yield match[1]


def rubric_of(table: Mapping[str, Any]) -> Rubric:
    """Return a rubric of `course.json`, its levels from most points to fewest."""
    return Rubric(
        table["title"],
        tuple(
            Criterion(
                criterion["id"],
                criterion["text"],
                tuple(
                    Level(float(level["points"]), level["text"])
                    for level in sorted(criterion["levels"], key=lambda level: -level["points"])
                ),
            )
            for criterion in table["criteria"]
        ),
    )
