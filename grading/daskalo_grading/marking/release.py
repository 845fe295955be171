"""Feedback: made by nbgrader with our page, released through the course's exchange, to all or to one."""

from __future__ import annotations

import logging
import os
import shutil
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.auth import Authenticator
from nbgrader.converters import GenerateFeedback
from nbgrader.exchange import ExchangeFactory
from nbgrader.exchange.default import Exchange
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from daskalo.i18n import translator
from daskalo_grading.marking.course import Course
from daskalo_grading.our_path import our_path

_, ngettext = translator("daskalo_grading.marking")

HUB = Path(__file__).parents[2] / "hub" / "jupyter" / "trainer"
SECRET = "submission_secret.txt"
"""What nbgrader's exchange gives each hand-in, and names the feedback after."""


@dataclass(frozen=True)
class Recipient:
    """Somebody who has handed in: who, the name that may be shown, and in words whether feedback can go out."""

    person: str
    shown_as: str
    state: str
    ready: bool


@dataclass(frozen=True)
class Released:
    """What became of one person's feedback; `reason` says why it was not released."""

    person: str
    shown_as: str
    released: bool
    reason: str = ""


def feedback_folder(course: Course, unit: str, person: str) -> Path:
    """Return where nbgrader puts a person's feedback pages."""
    view = course.directory(unit, person)
    return Path(view.format_path(view.feedback_directory, person, unit))


def released(course: Course, unit: str) -> set[str]:
    """Return whose feedback was made after the last grading and the last vote."""
    with course.book() as book:
        voted = {vote.person: vote.time.timestamp() for vote in book.votes(unit=unit) if vote.time}
    found = set()
    for person in course.people(unit):
        made = [page.stat().st_mtime for page in feedback_folder(course, unit, person).glob("*.html")]
        graded = [path.stat().st_mtime for path in course.graded(unit, person).glob("*.ipynb")]
        if made and min(made) >= max([*graded, voted.get(person, 0.0)], default=0.0):
            found.add(person)
    return found


def hands(submission: Any) -> int:
    """Return how many works of a hand-in wait for a hand."""
    return sum(bool(grade.needs_manual_grade) for notebook in submission.notebooks for grade in notebook.grades)


def recipients(course: Course, unit: str) -> list[Recipient]:
    """Return who has handed in a unit, by the names that may be shown."""
    has_feedback, obstacles = released(course, unit), _obstacles(course, unit)
    found = []
    for person in course.people(unit):
        reason = obstacles[person]
        state = reason or (_("released") if person in has_feedback else _("ready to be released"))
        found.append(Recipient(person, course.shown_as(person), state, not reason))
    return sorted(found, key=lambda each: each.shown_as)


def _obstacles(course: Course, unit: str) -> dict[str, str]:
    """Return why the feedback of each person cannot go out yet; empty when it can."""
    with course.open() as gradebook:
        waiting = {each.student_id: hands(each) for each in course.submissions(gradebook, unit)}
    found = {}
    for person in course.people(unit):
        if person not in waiting or not course.graded(unit, person).is_dir():
            found[person] = _("not graded yet")
        elif course.is_new(unit, person):
            found[person] = _("a newer hand-in is not graded yet")
        else:
            n = waiting[person]
            found[person] = ngettext("waits for {n} mark", "waits for {n} marks", n) if n else ""
    return found


def release(course: Course, unit: str, people: Sequence[str] | None = None) -> list[Released]:
    """Make and release the feedback of a unit.

    Args:
        course (Course): The course.
        unit (str): The unit.
        people (Sequence[str] | None): These people; None for all who have handed in.

    Returns:
        list[Released]: One for each person, with the reason where nothing went out.
    """
    obstacles = _obstacles(course, unit)
    wanted = list(obstacles) if people is None else list(people)
    config = _settings(course)
    found = []
    for person in wanted:
        reason = obstacles.get(person, _("nothing was handed in")) or _make(course, config, unit, person)
        found.append(Released(person, course.shown_as(person), not reason, reason))
    return found


def _settings(course: Course) -> Config:
    """Return the settings of the course; on the hub those of its formgrader, which know the exchange."""
    config = Config(course.config)
    if "DASKALO_EXCHANGE" in os.environ:
        config.merge(PyFileConfigLoader("nbgrader_config.py", path=str(HUB)).load_config())
    return config


def _make(course: Course, config: Config, unit: str, person: str) -> str:
    """Make the page and release it; return why it did not go out."""
    directory = course.directory(unit, person)
    made = feedback_folder(course, unit, person)
    log = logging.Logger("feedback", logging.CRITICAL)
    try:
        with warnings.catch_warnings(), our_path():
            warnings.simplefilter("ignore")  # nbgrader 0.9.6 is older than SQLAlchemy 2.1
            GenerateFeedback(coursedir=directory, config=config, force=True, log=log).start()
            if not _has_exchange(config):
                return _by_hand(course, made, _("This course has no exchange."))
            if not (made / SECRET).is_file():
                return _by_hand(course, made, _("The work did not come through the exchange."))
            exchange: Any = ExchangeFactory(config=config)
            step = exchange.ReleaseFeedback(
                coursedir=directory, authenticator=Authenticator(config=config), config=config, log=log
            )
            step.start()
    except (Exception, SystemExit) as error:  # whatever stops nbgrader is a reason
        shutil.rmtree(made, ignore_errors=True)  # a page that did not go out must not look as if it had
        return course.anonymised_note(_("nbgrader stopped: {error}", error=str(error) or type(error).__name__))
    return ""


def _by_hand(course: Course, made: Path, why: str) -> str:
    """Say that a page is there for the trainer to hand over; its folder bears the name of the person."""
    if course.anonymous:
        return why + " " + _("The page is made; hand it over yourself.")
    path = made.relative_to(course.folder) if made.is_relative_to(course.folder) else made
    return why + " " + _("The page is made; hand it over yourself: {path}.", path=path)


def _has_exchange(config: Config) -> bool:
    """Whether the settings name an exchange, or nbgrader's own default is there."""
    return "ExchangeFactory" in config or Path(Exchange(config=config).root).is_dir()
