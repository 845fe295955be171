"""One trainer on one gradebook: the manual queue, and the marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal
from nbgrader.api import Grade, Gradebook, SubmittedAssignment

from daskalo.errors import UsageError
from daskalo.i18n import language, translator
from daskalo_grading.book import Vote
from daskalo_grading.marking import agreement, picture, release, scores, statistics
from daskalo_grading.marking.course import Course
from daskalo_grading.marking.overview import Overview, overview
from daskalo_grading.marking.work import Piece, Rubric, graded_tasks

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

_, ngettext = translator("daskalo_grading.marking")

STEP = 0.25
"""Points go to nbgrader in quarters."""


@dataclass(frozen=True)
class _Place:
    unit: str
    notebook: str
    task: str
    person: str

    @property
    def key(self) -> str:
        return sha256("/".join((self.unit, self.notebook, self.task, self.person)).encode()).hexdigest()[:20]

    @property
    def names(self) -> tuple[str, str, str, str]:
        return self.task, self.notebook, self.unit, self.person


class Marking:
    """One trainer on one gradebook.

    Args:
        course_dir (Path): Any nbgrader course directory.
        rater (str): Who marks; stands beside the votes.
        gradebook (str | None): The URL of the gradebook; None for the one of the course.
        anonymous (bool): Show numbers instead of names, everywhere.
    """

    def __init__(self, course_dir: Path, rater: str, *, gradebook: str | None = None, anonymous: bool = False) -> None:
        self.rater, self.anonymous = rater, anonymous
        self._course = Course(Path(course_dir).resolve(), gradebook, anonymous=anonymous)
        self._places: dict[str, _Place] = {}

    def shown_as(self, person: str) -> str:
        """Return the name that may be shown."""
        return self._course.shown_as(person)

    def overview(self) -> Overview:
        """Return what waits where."""
        self._course.__dict__.pop("names", None)  # people come and go
        return overview(self._course)

    # The manual queue

    def queue(self, unit: str | None = None) -> list[Piece]:
        """Return what is marked by hand, of one unit or of all: task by task, first what nobody has marked yet."""
        pieces = [piece for each in ([unit] if unit else self._course.units) for piece in self._of_unit(each)]
        self._places |= {piece.key: _Place(piece.unit, piece.notebook, piece.task, piece.person) for piece in pieces}
        return pieces

    def _of_unit(self, unit: str, only: str = "") -> list[Piece]:
        """Return what is marked by hand in a unit, by one person or by all."""
        with self._course.book() as book:
            votes, notes = book.votes(unit=unit), book.notes(unit)
        said: dict[str, list[str]] = {}
        for note in notes:
            said.setdefault(note.person, []).append(self._course.anonymised(note.sentence))
        comments = _most_used(vote for vote in votes)
        found = []
        with self._course.open() as gradebook:
            submissions: list[Any] = gradebook.assignment_submissions(unit) if _knows(gradebook, unit) else []
            for submission in submissions:
                person = submission.student_id
                if only and person != only:
                    continue
                for notebook in submission.notebooks:
                    tasks = None
                    for grade in notebook.grades:
                        place = _Place(unit, notebook.name, grade.name, person)
                        own = [vote for vote in votes if _is_at(vote, place)]
                        elsewhere = grade.auto_score is None and grade.manual_score is not None and not own
                        if not (grade.needs_manual_grade or own or elsewhere):
                            continue
                        if tasks is None:
                            tasks = graded_tasks(self._course.graded(unit, person), unit, notebook.name)
                        if task := tasks.get(grade.name):
                            piece = Piece(
                                key=place.key,
                                unit=unit,
                                unit_title=self._course.units.get(unit, unit),
                                notebook=notebook.name,
                                task=grade.name,
                                title=task.title,
                                person=person,
                                shown_as=self.shown_as(person),
                                work_html=self._course.anonymised(task.work_html),
                                rubric=task.rubric,
                                points=float(grade.max_score),
                                comments=tuple(comments.get(grade.name, ())),
                                notes=(*_elsewhere(grade, elsewhere), *said.get(person, ())),
                                automatic=_automatic(submission),
                            )
                            found.append(self._with_votes(piece, own))
        order = list(dict.fromkeys(piece.task for piece in found))
        return sorted(found, key=lambda piece: (order.index(piece.task), piece.mine is not None, piece.shown_as))

    def _with_votes(self, piece: Piece, votes: Sequence[Vote]) -> Piece:
        mine = next((vote for vote in votes if vote.rater == self.rater), None)
        others = tuple(vote for vote in votes if vote.rater != self.rater) if mine else ()
        return replace(piece, mine=mine, others=others)

    def mark(self, key: str, points: Mapping[str, float] | float, comment: str = "") -> Piece:
        """Keep the marks of this rater, and push the mean of all raters to nbgrader.

        Args:
            key (str): The piece.
            points (Mapping | float): Points of a level for each criterion; one number where there is no rubric.
            comment (str): What the person reads.

        Raises:
            UsageError: `rater-unnamed`, `piece-gone`, `criterion-unmarked`, `criterion-unknown`, `points-outside`;
                nothing was kept.
        """
        if not self.rater:
            raise UsageError("rater-unnamed", _("Say who marks before you mark: the name stands beside the points."))
        place, piece = self._found(key)
        given = _checked(piece, points)
        with self._course.book() as book:
            book.vote(Vote(place.unit, place.notebook, place.task, place.person, self.rater, given, comment.strip()))
        return self._pushed(place)

    def undo(self, key: str) -> Piece:
        """Take the marks of this rater back.

        Raises:
            UsageError: `piece-gone`.
        """
        place, _piece = self._found(key)
        with self._course.book() as book:
            book.withdraw(Vote(place.unit, place.notebook, place.task, place.person, self.rater, {}))
        return self._pushed(place)

    def _found(self, key: str) -> tuple[_Place, Piece]:
        place = self._places.get(key)
        if place is None:
            self.queue()
            place = self._places.get(key)
        piece = (
            next((piece for piece in self._of_unit(place.unit, place.person) if piece.key == key), None)
            if place
            else None
        )
        if place is None or piece is None:
            raise UsageError("piece-gone", _("This work does not wait for marks any more. Open the queue again."))
        return place, piece

    def _pushed(self, place: _Place) -> Piece:
        """Write what all votes say together into nbgrader's columns, and return the piece as it is now."""
        with self._course.book() as book:
            votes = [vote for vote in book.votes(unit=place.unit, person=place.person) if _is_at(vote, place)]
        tasks = graded_tasks(self._course.graded(place.unit, place.person), place.unit, place.notebook)
        with self._course.open() as gradebook:
            grade: Any = gradebook.find_grade(*place.names)
            comment: Any = gradebook.find_comment(*place.names)
            grade.manual_score = _together(votes, tasks[place.task].rubric, float(grade.max_score))
            grade.needs_manual_grade = not votes
            comment.manual_comment = "\n\n".join(dict.fromkeys(vote.comment for vote in votes if vote.comment)) or None
            gradebook.db.commit()
        return next(piece for piece in self._of_unit(place.unit, place.person) if piece.key == place.key)

    def comments(self, task: str) -> list[str]:
        """Return the comments given on a task before, most used first."""
        with self._course.book() as book:
            return _most_used(book.votes(task=task)).get(task, [])

    # What the marks say

    def agreement(self, unit: str) -> DataFrame:
        """Return how far raters agree; see `daskalo_grading.marking.agreement`."""
        return agreement.agreement(self._course, unit)

    def statistics(self, unit: str) -> statistics.Statistics:
        """Return how hard the tasks were and which wrong answers were frequent."""
        return statistics.statistics(self._course, unit)

    def picture(self, unit: str) -> Figure:
        """Return the statistics as a picture; its `gid` is the text alternative."""
        return picture.picture(self._course, unit)

    def scores(self) -> DataFrame:
        """Return everybody's points."""
        return scores.scores(self._course)

    def export(self, folder: Path, formats: Sequence[str] = ("csv", "xlsx")) -> list[Path]:
        """Write points, votes and statistics into a folder.

        Raises:
            UsageError: `format-unknown`; nothing was written.
        """
        return scores.export(self._course, folder, formats)

    # Feedback

    def recipients(self, unit: str) -> list[release.Recipient]:
        """Return who has handed in a unit, and whether their feedback can be released."""
        return release.recipients(self._course, unit)

    def release(self, unit: str, people: Sequence[str] | None = None) -> list[release.Released]:
        """Make and release the feedback, of some people or of all; whose work still waits for marks gets none."""
        return release.release(self._course, unit, people)


def _knows(gradebook: Gradebook, unit: str) -> bool:
    return unit in {assignment.name for assignment in gradebook.assignments}


def _is_at(vote: Vote, place: _Place) -> bool:
    return (vote.unit, vote.notebook, vote.task, vote.person) == (place.unit, place.notebook, place.task, place.person)


def _most_used(votes: Iterable[Vote]) -> dict[str, list[str]]:
    """Return the comments by task, most used first, the newer ones first among equals."""
    used: dict[str, Counter[str]] = {}
    for vote in reversed(list(votes)):
        if vote.comment:
            used.setdefault(vote.task, Counter())[vote.comment] += 1
    return {task: [comment for comment, _count in counts.most_common()] for task, counts in used.items()}


def _checked(piece: Piece, points: Mapping[str, float] | float) -> dict[str, float]:
    if piece.rubric is None:
        if isinstance(points, Mapping):
            points = sum(points.values())
        if not 0 <= points <= piece.points:
            raise _outside(piece.title, points, f"0–{_number(piece.points)}")
        return {"": float(points)}
    criteria = {criterion.id: criterion for criterion in piece.rubric.criteria}
    given = dict(points) if isinstance(points, Mapping) else {}
    for id, criterion in criteria.items():
        if given.get(id) is None:
            message = _("“{criterion}” has no points yet. Choose one of its levels.", criterion=criterion.text)
            raise UsageError("criterion-unmarked", message)
        levels = [level.points for level in criterion.levels]
        if given[id] not in levels:
            raise _outside(criterion.text, given[id], ", ".join(map(_number, levels)))
    if unknown := set(given) - set(criteria):
        message = _("The rubric has no criterion “{id}”. Open the work again.", id=", ".join(sorted(unknown)))
        raise UsageError("criterion-unknown", message)
    return {id: float(given[id]) for id in criteria}


def _outside(what: str, given: float, allowed: str) -> UsageError:
    message = _(
        "“{what}” cannot get {given} points. Allowed: {allowed}.", what=what, given=_number(given), allowed=allowed
    )
    return UsageError("points-outside", message)


def _together(votes: Sequence[Vote], rubric: Rubric | None, most: float) -> float | None:
    """Return the mean of the raters' sums, in points of the task; None without votes."""
    if not votes:
        return None
    scale = most / rubric.points if rubric and rubric.points else 1.0
    mean = fmean(sum(vote.points.values()) for vote in votes) * scale
    return min(most, max(0.0, round(mean / STEP) * STEP))


def _elsewhere(grade: Any, elsewhere: bool) -> tuple[str, ...]:
    """Return the sentence about marks that were given in the formgrader; the first vote here replaces them."""
    if not elsewhere:
        return ()
    return (
        _("Marked in the formgrader: {points} points. Your marks replace them.", points=_number(grade.manual_score)),
    )


def _automatic(submission: SubmittedAssignment) -> str:
    """Return what the machine gave, in words."""
    grades: list[Grade] = [grade for notebook in submission.notebooks for grade in notebook.grades]
    by_machine: list[Any] = [grade for grade in grades if grade.auto_score is not None]
    if not by_machine:
        return ""
    earned = sum(float(grade.auto_score) for grade in by_machine)
    most = sum(float(grade.max_score) for grade in by_machine)
    return _("{earned} of {most} points by machine", earned=_number(earned), most=_number(most))


def _number(number: float) -> str:
    return format_decimal(round(float(number), 2), format="0.##", locale=language())
