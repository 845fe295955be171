"""One trainer on one gradebook: the manual queue, and the marks."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from daskalo.errors import UsageError
from daskalo.i18n import translator
from daskalo_grading.book import Book, Vote
from daskalo_grading.marking import agreement, picture, queue, release, scores, statistics
from daskalo_grading.marking.course import Course
from daskalo_grading.marking.overview import Overview, overview
from daskalo_grading.marking.place import Place
from daskalo_grading.marking.push import push, settle
from daskalo_grading.marking.queue import number
from daskalo_grading.marking.work import Piece, graded_tasks

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

_, ngettext = translator("daskalo_grading.marking")


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
        self._seen: dict[str, Piece] = {}

    def shown_as(self, person: str) -> str:
        """Return the name that may be shown."""
        return self._course.shown_as(person)

    def overview(self) -> Overview:
        """Return what waits where."""
        self._course.__dict__.pop("names", None)  # people come and go
        settle(self._course)
        return overview(self._course)

    def anonymised(self, sentence: str) -> str:
        """Return a sentence about hand-ins without names and ids, in anonymous mode."""
        return self._course.anonymised_note(sentence)

    # The manual queue

    def queue(self, unit: str | None = None) -> list[Piece]:
        """Return what is marked by hand, of one unit or of all: task by task, first what this rater has not marked."""
        settle(self._course)
        units = [unit] if unit else self._course.units
        found = [piece for each in units for piece in queue.pieces(self._course, each, self.rater)]
        self._seen |= {piece.key: piece for piece in found}
        return found

    def mark(self, key: str, points: Mapping[str, float] | float, comment: str = "") -> Piece:
        """Keep the marks of this rater, and push the mean of all raters to nbgrader.

        Args:
            key (str): The piece.
            points (Mapping | float): Points of a level for each criterion; one number where there is no rubric.
            comment (str): What the person reads.

        Raises:
            UsageError: `rater-unnamed`, `piece-gone`, `work-changed`, `criterion-unmarked`, `criterion-unknown`,
                `points-outside`; nothing was kept.
        """
        if not self.rater:
            raise UsageError("rater-unnamed", _("Say who marks before you mark: the name stands beside the points."))
        piece = self._piece(key)
        vote = self._vote(piece, _checked(piece, points), comment.strip())
        return self._changed(piece, lambda book: book.vote(vote))

    def undo(self, key: str) -> Piece:
        """Take the marks of this rater back.

        Raises:
            UsageError: `piece-gone`, `work-changed`.
        """
        piece = self._piece(key)
        vote = self._vote(piece, {}, "")
        return self._changed(piece, lambda book: book.withdraw(vote))

    def _vote(self, piece: Piece, points: Mapping[str, float], comment: str) -> Vote:
        place = (piece.unit, piece.notebook, piece.task, piece.person)
        return Vote(*place, self.rater, points, comment, work=piece.fingerprint)

    def _piece(self, key: str) -> Piece:
        """Return a piece as it is now; it must be what the rater has seen."""
        if key not in self._seen:
            self.queue()
        seen = self._seen.get(key)
        now = seen and self._again(seen)
        if seen is None or now is None:
            raise UsageError("piece-gone", _("This work does not wait for marks any more. Open the queue again."))
        if seen.fingerprint != now.fingerprint:
            message = _("A new version of this work has come meanwhile. Open the queue again and read that one.")
            raise UsageError("work-changed", message)
        return now

    def _again(self, piece: Piece) -> Piece | None:
        found = queue.pieces(self._course, piece.unit, self.rater, piece.person)
        return next((each for each in found if each.key == piece.key), None)

    def _changed(self, piece: Piece, change: Callable[[Book], None]) -> Piece:
        place = Place(piece.unit, piece.notebook, piece.task, piece.person)
        tasks = graded_tasks(self._course.graded(place.unit, place.person), place.unit, place.notebook)
        push(self._course, place, tasks[place.task], change)
        return self._again(piece) or piece

    def comments(self, task: str) -> list[str]:
        """Return the comments given on a task before, most used first."""
        with self._course.book() as book:
            return queue.most_used([*book.votes(task=task, outdated=True), *book.votes(task=task)])

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
        settle(self._course)
        return release.recipients(self._course, unit)

    def release(self, unit: str, people: Sequence[str] | None = None) -> list[release.Released]:
        """Make and release the feedback, of some people or of all; whose work still waits for marks gets none."""
        settle(self._course)
        return release.release(self._course, unit, people)


def _checked(piece: Piece, points: Mapping[str, float] | float) -> dict[str, float]:
    """Return points by criterion, or refuse what fits no level."""
    if piece.rubric is None:
        given = sum(points.values()) if isinstance(points, Mapping) else points
        if not _is_number(given) or not 0 <= given <= piece.points:
            raise _outside(piece.title, given, f"0–{number(piece.points)}")
        return {"": float(given)}
    criteria = {criterion.id: criterion for criterion in piece.rubric.criteria}
    marks = dict(points) if isinstance(points, Mapping) else {}
    for id, criterion in criteria.items():
        if marks.get(id) is None:
            message = _("“{criterion}” has no points yet. Choose one of its levels.", criterion=criterion.text)
            raise UsageError("criterion-unmarked", message)
        levels = [level.points for level in criterion.levels]
        if marks[id] not in levels:
            raise _outside(criterion.text, marks[id], ", ".join(map(number, levels)))
    if unknown := set(marks) - set(criteria):
        message = _("The rubric has no criterion “{id}”. Open the work again.", id=", ".join(sorted(unknown)))
        raise UsageError("criterion-unknown", message)
    return {id: float(marks[id]) for id in criteria}


def _is_number(given: object) -> bool:
    return isinstance(given, int | float) and math.isfinite(given)


def _outside(what: str, given: object, allowed: str) -> UsageError:
    shown = number(given) if isinstance(given, int | float) and math.isfinite(given) else given
    message = _("“{what}” cannot get {given} points. Allowed: {allowed}.", what=what, given=shown, allowed=allowed)
    return UsageError("points-outside", message)
