"""What the feedback page shows, gathered from a graded notebook; no HTML of its own."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbconvert.filters import ansi2html, clean_html, markdown2html
from nbformat import NotebookNode

from daskalo.activities import Activity
from daskalo_grading.feedback.explanations import Row, explain

_SHOWN = re.compile(r"""\bactivity\(\s*["']([a-z0-9-]+)["']\s*\)""")
_CHECKED = re.compile(r"""\bcheck\(\s*["']([a-z0-9-]+)["']""")


@dataclass(frozen=True, slots=True)
class Task:
    """One graded task of the unit.

    Attributes:
        anchor (str): The grade id, for links inside the page.
        title (str): What the learner saw as its name.
        score (float): Points given, by the machine or by the trainer.
        points (float): The most there is.
        by_hand (bool): Whether a person graded it.
        work (str): The learner's answer, as HTML that is safe to show.
        verdict (str): What the check said, as HTML that is safe to show; empty where the rows say it better.
        comment (str): The trainer's words, as HTML; empty when there are none.
        rows (Sequence[Row]): Why each answer is right or not; empty for texts.
    """

    anchor: str
    title: str
    score: float
    points: float
    by_hand: bool
    work: str
    verdict: str
    comment: str
    rows: Sequence[Row]

    @property
    def percent(self) -> int:
        """The share of the points, 0 to 100."""
        return round(100 * self.score / self.points) if self.points else 0


def tasks(
    cells: Sequence[NotebookNode], activities: Mapping[str, Activity], answers: Mapping[str, Any]
) -> Iterator[Task]:
    """Yield the graded tasks of a notebook that `GetGrades` has filled with scores and comments.

    A test is about the activity it checks, a task graded by hand about the activity shown last before it.

    Args:
        cells (Sequence[NotebookNode]): All cells of the autograded notebook.
        activities (Mapping): Activities with answers and explanations by id; empty for a course without them.
        answers (Mapping): The learner's answers by activity id, from the journal.
    """
    shown: dict[str, str] = {}
    last = ""
    for cell in cells:
        if match := _SHOWN.search(cell.source):
            last = match[1]
            shown[last] = outputs(cell)
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade") or about.get("task"):
            asked = _CHECKED.search(cell.source)
            id = asked[1] if asked else last if about.get("task") else ""
            yield _task(cell, activities.get(id), answers.get(id), shown.get(id, ""))


def _task(cell: NotebookNode, activity: Activity | None, answer: Any, shown: str) -> Task:
    about = cell.metadata.nbgrader
    rows = explain(activity, answer) if activity else []
    is_test = bool(about.get("grade")) and not about.get("solution")
    return Task(
        anchor=about["grade_id"],
        title=activity.title if activity else about["grade_id"],
        score=float(about.get("score") or 0),
        points=float(about.get("points") or 0),
        by_hand=bool(about.get("task") or about.get("solution")),
        work="" if rows else shown or own_work(cell),
        verdict=outputs(cell) if is_test and not rows else "",
        comment=markdown2html(about["comment"]) if about.get("comment") else "",
        rows=rows,
    )


def own_work(cell: NotebookNode) -> str:
    """Return what the learner wrote into an answer cell, with its outputs; nothing of a locked test."""
    about = cell.metadata.nbgrader
    if not about.get("solution"):
        return ""
    if cell.cell_type == "markdown":
        return clean_html(markdown2html(cell.source))
    return f"<pre><code>{html.escape(cell.source)}</code></pre>{outputs(cell)}"


def outputs(cell: NotebookNode) -> str:
    """Return the outputs of a code cell as safe HTML: pictures, tables and text; of an error its sentence only."""
    return "".join(_output(output) for output in cell.get("outputs", []))


def _output(output: NotebookNode) -> str:
    if output.output_type == "stream":
        return f"<pre>{ansi2html(output.text)}</pre>"
    if output.output_type == "error":
        return f"<p class='error'>{html.escape(output.evalue or output.ename)}</p>"
    data = output.data
    if "text/html" in data:
        return clean_html(data["text/html"])
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            return f"<img alt='' src='data:{kind};base64,{data[kind]}'>"
    if "text/markdown" in data:
        return clean_html(markdown2html(data["text/markdown"]))
    return f"<pre>{html.escape(data.get('text/plain', ''))}</pre>"
