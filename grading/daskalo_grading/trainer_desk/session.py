"""One trainer at the desk: what each message of the front end means."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from daskalo.errors import UsageError
from daskalo.i18n import speaking, translator
from daskalo_grading.marking import Marking, Piece
from daskalo_grading.trainer_desk import reports, views
from daskalo_grading.trainer_desk.jobs import Jobs
from daskalo_grading.trainer_desk.long_work import grade_units, release_feedback
from daskalo_widgets.conversation import Conversation

_, ngettext = translator("daskalo_grading.trainer_desk")

Table = dict[str, Any]

TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


class Session(Conversation):
    """What one opened desk knows.

    Args:
        course (Path): The nbgrader course directory.
        spoken (str): The language of the desk.
        tell (Callable): Takes a message that is no reply, from any thread.
        rater (str): Who marks, when that is known for sure; the front end cannot change it then.
        gradebook (str | None): The URL of the gradebook; None for the one of the course.
    """

    def __init__(
        self,
        course: Path,
        spoken: str,
        tell: Callable[[Table], None],
        *,
        rater: str = "",
        gradebook: str | None = None,
    ) -> None:
        super().__init__(spoken)
        self._course, self._gradebook = course, gradebook
        self._fixed = rater
        self._desk = self._marking(rater, anonymous=False)
        self._pieces: dict[str, Piece] = {}
        self._people: list[str] = []
        self.jobs = Jobs(lambda progress: tell({"progress": progress.public()}))

    @property
    def title(self) -> str:
        """The title of the course."""
        with speaking(self._spoken):
            return self._desk.overview().course_title

    def act(self, message: Mapping[str, Any]) -> Table | None:
        """Act on a message of the desk; the front end draws what is returned."""
        match message:
            case {"do": "open", "rater": str(rater), "anonymous": bool(anonymous)}:
                self._desk = self._marking(self._fixed or rater.strip(), anonymous)
                return self._units() | {"progress": self.jobs.progress.public() if self.jobs.progress else None}
            case {"do": "units"}:
                return self._units()
            case {"do": "overview"}:
                return views.overview(self._desk.overview())
            case {"do": "grade", "units": units}:
                return self._grade(units)
            case {"do": "stop"}:
                return self.jobs.stop()
            case {"do": "queue", "unit": unit}:
                return self._queue(unit or None)
            case {"do": "piece", "key": key}:
                return views.piece(self._piece(key))
            case {"do": "mark", "key": key, "points": points, "comment": str(comment)}:
                return self._mark(key, points, comment)
            case {"do": "undo", "key": key}:
                piece = self._keep(self._desk.undo(self._piece(key).key))
                return {"piece": views.piece(piece), "said": _("Taken back: {who}.", who=piece.shown_as)}
            case {"do": "agreement", "unit": unit}:
                return reports.agreement(self._desk.agreement(unit))
            case {"do": "statistics", "unit": unit}:
                return reports.statistics(self._desk.statistics(unit), self._desk.picture(unit))
            case {"do": "scores"}:
                return {"table": reports.scores(self._desk.scores())}
            case {"do": "export", "formats": formats}:
                return self._export(tuple(formats))
            case {"do": "recipients", "unit": unit}:
                return self._recipients(unit)
            case {"do": "release", "unit": unit, "people": people}:
                return self._release(unit, people)
            case _:
                raise UsageError("message-unknown", _("The page is older than the program. Reload it."))

    def _marking(self, rater: str, anonymous: bool) -> Marking:
        with speaking(self._spoken):
            return Marking(self._course, rater, gradebook=self._gradebook, anonymous=anonymous)

    def _units(self) -> Table:
        return {"units": [{"value": unit.id, "text": unit.title} for unit in self._desk.overview().units]}

    # Marking

    def _queue(self, unit: str | None) -> Table:
        if not self._desk.rater:
            raise UsageError("rater-unnamed", _("Write your name at the top first: it stands beside your marks."))
        queue = self._desk.queue(unit)
        self._pieces = {piece.key: piece for piece in queue}
        return {"pieces": [{"key": each.key, "task": each.task, "marked": each.mine is not None} for each in queue]}

    def _piece(self, key: str) -> Piece:
        if key not in self._pieces:
            raise UsageError("piece-gone", _("This work is not in the queue any more. Open “Marking” again."))
        return self._pieces[key]

    def _keep(self, piece: Piece) -> Piece:
        self._pieces[piece.key] = piece
        return piece

    def _mark(self, key: str, points: Any, comment: str) -> Table:
        piece = self._keep(self._desk.mark(self._piece(key).key, points, comment))
        comments = self._desk.comments(piece.task)
        for other in list(self._pieces.values()):
            if other.task == piece.task and other.unit == piece.unit and other.key != piece.key:
                self._keep(replace(other, comments=tuple(comments)))
        return {"piece": views.piece(piece), "said": views.marked(piece)}

    # Long work

    def _grade(self, units: list[str] | None) -> None:
        new = {unit.id: unit.title for unit in self._desk.overview().units if unit.to_grade}
        wanted = {unit: title for unit, title in new.items() if units is None or unit in units}
        course, gradebook, desk = self._course, self._gradebook, self._desk
        self.jobs.start(
            lambda jobs: grade_units(jobs, course, wanted, gradebook, desk.shown_as, desk.anonymised),
            _("Looking at what is new …"),
        )

    def _recipients(self, unit: str) -> Table:
        found = self._desk.recipients(unit)
        self._people = [each.person for each in found]
        return views.recipients(found)

    def _release(self, unit: str, people: list[int] | None) -> None:
        names = None if people is None else [self._people[number] for number in people]
        desk = self._marking(self._desk.rater, self._desk.anonymous)  # of its own: it works in another thread
        self.jobs.start(
            lambda jobs: release_feedback(desk, unit, names, jobs), _("Making the feedback …"), stoppable=False
        )

    def _export(self, formats: tuple[str, ...]) -> Table:
        with TemporaryDirectory() as folder:
            made = self._desk.export(Path(folder), formats=formats)
            if len(made) > 1:  # a browser would ask before it takes several files
                made = [_together(made, Path(folder, f"{self._course.name}.zip"))]
            files = [
                {"name": path.name, "type": TYPES[path.suffix[1:]], "data": b64encode(path.read_bytes()).decode()}
                for path in made
            ]
        return {"files": files}


def _together(files: list[Path], archive: Path) -> Path:
    """Put several files into one archive."""
    with ZipFile(archive, "w", ZIP_DEFLATED) as zipped:
        for path in files:
            zipped.write(path, path.name)
    return archive
