"""nbgrader's stock exchange, called from Python inside the user's sandbox: fetch, hand in, fetch feedback, start over.

The configuration is that of `nbgrader` on the command line there, so both do the same; what the person reads is ours.
"""

from __future__ import annotations

import logging
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.apps import NbGrader
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from traitlets.config import Config

from daskalo.errors import UsageError
from daskalo.i18n import LANGUAGES, translator
from daskalo_grading.desk import homes
from daskalo_grading.desk.facts import parse_timestamp

_, _ngettext = translator("daskalo_grading.desk")
log = logging.getLogger(__name__)

KEPT = "kept"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Copy:
    """A person's copy of one unit.

    Attributes:
        root (Path): The folder of the Jupyter server, the home.
        course (str): The course id.
        unit (str): The unit id.
    """

    root: Path
    course: str
    unit: str

    def __post_init__(self) -> None:
        if not (_ID.fullmatch(self.course) and _ID.fullmatch(self.unit)):
            raise UsageError("unit-unknown", _("This link names no unit. Open the unit from your desk."))

    @property
    def inside(self) -> str:
        """The folder of the unit below the home, as it stands in addresses."""
        return f"{self.course}/{self.unit}"

    @property
    def folder(self) -> Path:
        """The folder of the unit."""
        return self.root / self.course / self.unit

    @property
    def notebook(self) -> Path:
        """The notebook of the unit."""
        return self.folder / f"{self.unit}.ipynb"

    @property
    def language(self) -> str | None:
        """The language of the course, from its id."""
        suffix = self.course.rpartition("-")[2]
        return suffix if suffix in LANGUAGES else None


def fetch(copy: Copy) -> None:
    """Fetch a unit, or what is missing of it; never overwrites.

    Raises:
        UsageError: `unit-not-open`.
    """
    factory, arguments = _prepared(copy)
    try:
        factory.FetchAssignment(**arguments).start()
    except ExchangeError as error:
        log.warning("fetch of %s: %s", copy.inside, error)
        raise UsageError(
            "unit-not-open",
            _("This unit cannot be fetched now. Perhaps your trainer has not opened it yet. Look again later."),
        ) from error


def submit(copy: Copy) -> datetime:
    """Hand a unit in and return when (UTC).

    Raises:
        UsageError: `unit-not-fetched` or `hand-in-failed`; nothing was handed in.
    """
    require(copy)
    factory, arguments = _prepared(copy)
    submission = factory.Submit(**arguments)
    try:
        submission.start()
    except (ExchangeError, OSError, RuntimeError, shutil.Error) as error:
        log.exception("hand-in of %s", copy.inside)
        raise UsageError(
            "hand-in-failed",
            _("The work was not handed in. Your answers are safe. Try again, or write to your trainer."),
        ) from error
    return parse_timestamp(submission.timestamp) or datetime.now(UTC)


def fetch_feedback(copy: Copy) -> tuple[str, datetime]:
    """Fetch all feedback of a unit; return the newest as its folder name and when that work was handed in (UTC).

    Raises:
        UsageError: `feedback-not-there`.
    """
    factory, arguments = _prepared(copy)
    try:
        factory.FetchFeedback(**arguments).start()
    except (ExchangeError, OSError) as error:
        log.warning("feedback of %s: %s", copy.inside, error)
    there = [
        (time, name)
        for name in homes.names(copy.root, f"{copy.inside}/feedback")
        if (time := parse_timestamp(name))
        and homes.modified(copy.root, f"{copy.inside}/feedback/{name}/{copy.unit}.html") is not None
    ]
    if not there:
        raise UsageError(
            "feedback-not-there",
            _("There is no feedback on this unit yet. It appears on your desk as soon as your trainer sends it."),
        )
    time, name = max(there)
    return name, time


def start_over(copy: Copy) -> list[str]:
    """Bring the original files back; what differs from them is laid aside, answers in the journal stay.

    Returns:
        Where the changed files lie now, below the home; empty when nothing had changed.

    Raises:
        UsageError: `unit-not-open`, before anything is moved.
    """
    factory, arguments = _prepared(copy)
    stock: Any = factory.FetchAssignment(**arguments)
    original = Path(stock.root) / copy.course / "outbound" / copy.unit
    if not original.is_dir():
        fetch(copy)
    aside = f"{copy.course}/{KEPT}/{copy.unit}/{datetime.now(UTC):%Y-%m-%d-%H%M%S}"
    moved: list[str] = []
    for path in sorted(original.rglob("*")):
        inside = path.relative_to(original)
        mine = copy.folder / inside
        if path.is_file() and (mine.is_symlink() or mine.is_file()) and mine.read_bytes() != path.read_bytes():
            kept = copy.root / aside / inside
            kept.parent.mkdir(parents=True, exist_ok=True)
            mine.rename(kept)
            moved.append(f"{aside}/{inside.as_posix()}")
    fetch(copy)
    return moved


def require(copy: Copy) -> None:
    """Insist on a fetched notebook.

    Raises:
        UsageError: `unit-not-fetched`.
    """
    if not copy.notebook.is_file():
        raise UsageError(
            "unit-not-fetched",
            _("You have no copy of this unit yet. Go back to your desk and choose “{start}”.", start=_("Start")),
        )


def _prepared(copy: Copy) -> tuple[ExchangeFactory, dict[str, object]]:
    """Return nbgrader's factory and the arguments of its exchange classes for one unit."""
    application = NbGrader(log_level=logging.ERROR)
    application.load_config_file()
    config = Config(application.config)
    config.CourseDirectory.course_id = copy.course
    config.CourseDirectory.assignment_id = copy.unit
    config.Exchange.assignment_dir = str(copy.root)
    config.Exchange.path_includes_course = True
    config.ExchangeFetchAssignment.replace_missing_files = True
    arguments = {
        "coursedir": CourseDirectory(config=config),
        "authenticator": Authenticator(config=config),
        "config": config,
    }
    return ExchangeFactory(config=config), arguments
