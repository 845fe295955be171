"""What the feedback page shows, gathered from a graded notebook; no HTML of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from daskalo.activities import Activity
from daskalo.i18n import translator
from daskalo_grading.feedback.circumstances import Course, Entry
from daskalo_grading.feedback.explanations import Row, explain
from daskalo_grading.feedback.faults import errors, failed_check
from daskalo_grading.feedback.hidden import Hidden
from daskalo_grading.feedback.rubric import Criterion, criteria, furthest
from daskalo_grading.feedback.safe import markdown
from daskalo_grading.feedback.steps import next_step
from daskalo_grading.feedback.work import outputs, unanswered, written

_, ngettext = translator("daskalo_grading.feedback")

NO_RESPONSE = "No response."  # nbgrader's own comment on an untouched answer; we say that in the reader's language
_SHOWN = re.compile(r"""\bactivity\(\s*["']([a-z0-9-]+)["']\s*\)""")
_CHECKED = re.compile(r"""\bcheck\(\s*["']([a-z0-9-]+)["']""")
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Task:
    """One graded task of the unit.

    Attributes:
        anchor (str): For links inside the page.
        title (str): What the learner saw as its name.
        score (float): Points given, by the machine or by the trainer.
        points (float): The most there is; 0 for work that brings none.
        by_hand (bool): Whether a person grades it.
        waiting (bool): Whether that person has not done so yet.
        work (str): The learner's answer, as HTML that is safe to show.
        verdict (str): What the check said, as HTML that is safe to show; empty where the rows say it better.
        comments (Sequence[str]): The trainers' words, as HTML.
        criteria (Sequence[Criterion]): The rubric with the levels reached; empty without votes.
        raters (int): How many have voted.
        step (str): What to do next; empty where nothing is missing.
        rows (Sequence[Row]): Why each answer is right or not; empty for texts.
    """

    anchor: str
    title: str
    score: float
    points: float
    by_hand: bool
    waiting: bool
    work: str
    verdict: str
    comments: Sequence[str]
    criteria: Sequence[Criterion]
    raters: int
    step: str
    rows: Sequence[Row]

    @property
    def percent(self) -> int:
        """The share of the points, 0 to 100."""
        return min(100, max(0, round(100 * self.score / self.points))) if self.points else 0

    @property
    def missing(self) -> float:
        """The points that this task can still bring; 0 while a person has to read it."""
        return 0.0 if self.waiting else max(0.0, self.points - self.score)


def _about(cell: NotebookNode) -> Mapping[str, Any]:
    return cell.metadata.get("nbgrader", {})


@dataclass
class _Draft:
    """A graded cell with what belongs to it."""

    cell: NotebookNode | None
    activity: str = ""
    heading: str = ""
    work: list[NotebookNode] = field(default_factory=list)


def _activity(cell: NotebookNode) -> str:
    """Return the activity that a cell of the lesson shows; one a learner has added shows nothing to be graded."""
    match = _SHOWN.search(cell.source) if _about(cell).get("locked") else None
    return match[1] if match else ""


def first_heading(cells: Sequence[NotebookNode]) -> str:
    """Return the title a notebook gives itself; empty when it has none."""
    texts = (cell for cell in cells if cell.cell_type == "markdown" and not _about(cell).get("solution"))
    found = (match[2] for cell in texts for match in _HEADING.finditer(cell.source) if match[1] == "#")
    return next(found, "")


def tasks(
    cells: Sequence[NotebookNode],
    course: Course,
    entry: Entry,
    answers: Mapping[str, Any],
    marks: Hidden | None = None,
) -> list[Task]:
    """Return the graded tasks of a notebook that `GetGrades` has filled with scores and comments.

    A test is about the activity it checks or about the answer cells since the test before; a task graded by hand about
    the activity shown last before it or, without one, about the cells that the learner put below it.

    Args:
        cells (Sequence[NotebookNode]): All cells of the autograded notebook.
        course (Course): Explanations and rubrics; empty for a course without them.
        entry (Entry): What the gradebook knows.
        answers (Mapping): The learner's answers by activity id, from the journal.
        marks (Hidden | None): The marks of hidden tests; nbgrader's own by default.
    """
    hidden = (marks or Hidden()).of(cells)
    shown = {id: outputs(cell, cells, hidden) for cell in cells if (id := _activity(cell))}
    drafts = list(_drafts(cells))
    named = Counter(draft.heading for draft in drafts)
    seen: Counter[str] = Counter()
    made = []
    for number, draft in enumerate(drafts, 1):
        activity = course.explanations.get(draft.activity)
        seen[draft.heading] += 1
        title = draft.heading or _("Task {n}", n=number)
        if draft.heading and named[draft.heading] > 1:
            title = _("{heading}, part {n}", heading=draft.heading, n=seen[draft.heading])
        answer = answers.get(draft.activity)
        work = shown.get(draft.activity, "") or "".join(written(cell, cells, hidden) for cell in draft.work)
        if draft.cell is None:
            made.append(Task(f"task-{number}", title, 0, 0, False, False, work, "", (), (), 0, "", ()))
            continue
        rows = explain(activity, answer) if activity else []
        made.append(
            _task(
                draft,
                anchor=f"task-{number}",
                title=activity.title if activity else title,
                work="" if rows else work,
                rows=rows,
                verdict=_verdict(draft.cell, cells, hidden, shown=bool(rows)),
                activity=activity,
                rubric=course.rubrics.get(getattr(activity, "rubric", ""), {}),
                entry=entry,
            )
        )
    return made


def _drafts(cells: Sequence[NotebookNode]) -> Iterator[_Draft]:
    heading = last = ""
    pending: list[NotebookNode] = []
    open_task: _Draft | None = None
    for cell in cells:
        about = _about(cell)
        last = _activity(cell) or last
        if cell.cell_type == "markdown" and not about.get("solution"):
            heading = next((found[2] for found in _HEADING.finditer(cell.source) if found[1] != "#"), heading)
        if about.get("grade") or about.get("task"):
            asked = _CHECKED.search(cell.source) if about.get("grade") else None
            draft = _Draft(cell, asked[1] if asked else last if about.get("task") else "", heading, pending)
            pending = []
            if about.get("solution"):
                draft.work.append(cell)
            open_task = draft if about.get("task") else None
            yield draft
        elif about.get("solution"):
            pending.append(cell)
            open_task = None
        elif not about.get("locked"):
            if open_task is not None:
                open_task.work.append(cell)
            elif cell.cell_type == "code" and errors(cell):  # a cell of their own that stopped the rest
                pending.append(cell)
        else:
            open_task = None
    if pending:
        yield _Draft(None, heading=heading, work=pending)


def _verdict(cell: NotebookNode, cells: Sequence[NotebookNode], hidden: Hidden, *, shown: bool) -> str:
    """Return what a test said; what code printed during a hidden test could give the test away and stays out."""
    about = cell.metadata.nbgrader
    if shown or not about.get("grade") or about.get("solution"):
        return ""
    if _CHECKED.search(cell.source) and not errors(cell):
        return outputs(cell, cells, hidden)
    if float(about.get("score") or 0) < float(about.get("points") or 0):
        return failed_check(cell, cells, hidden)
    return ""


def _task(
    draft: _Draft,
    *,
    anchor: str,
    title: str,
    work: str,
    rows: Sequence[Row],
    verdict: str,
    activity: Activity | None,
    rubric: Mapping[str, Any],
    entry: Entry,
) -> Task:
    assert draft.cell is not None
    about = draft.cell.metadata.nbgrader
    score, points = float(about.get("score") or 0), float(about.get("points") or 0)
    by_hand = bool(about.get("task") or about.get("solution"))
    waiting = by_hand and about["grade_id"] in entry.waiting
    votes = entry.votes.get(about["grade_id"], ())
    reached = criteria(rubric, votes)
    step = next_step(
        complete=waiting or score >= points,
        unanswered=any(unanswered(cell) for cell in draft.work),
        own_error=any(errors(cell) for cell in draft.work),
        tested=bool(about.get("grade")) and not by_hand,
        activity=activity,
        criterion=furthest(reached),
    )
    said = _comments(about.get("comment") or "", [vote.comment for vote in votes])
    return Task(anchor, title, score, points, by_hand, waiting, work, verdict, said, reached, len(votes), step, rows)


def _comments(written_to_nbgrader: str, of_votes: Sequence[str]) -> list[str]:
    """Return each comment once: the desk copies the raters' comments into nbgrader's own field."""
    said = [comment for comment in dict.fromkeys(of_votes) if comment.strip()]
    rest = "" if written_to_nbgrader == NO_RESPONSE else written_to_nbgrader
    for comment in said:
        rest = rest.replace(comment, "")
    if re.search(r"\w", rest):
        said.append(written_to_nbgrader)
    return [markdown(comment) for comment in said]
