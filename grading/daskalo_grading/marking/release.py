"""Feedback: made by nbgrader with our page, released through the course's exchange, to all or to one."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.auth import Authenticator
from nbgrader.converters import GenerateFeedback
from nbgrader.exchange import ExchangeFactory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from daskalo.i18n import translator
from daskalo_grading.marking.course import Course
from daskalo_grading.our_path import our_path

_, ngettext = translator("daskalo_grading.marking")

HUB = Path(__file__).parents[2] / "hub" / "jupyter" / "trainer"


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


def is_released(course: Course, unit: str, person: str) -> bool:
    """Whether a person's feedback was made after the last grading and the last vote."""
    pages = list(feedback_folder(course, unit, person).glob("*.html"))
    if not pages:
        return False
    made = min(page.stat().st_mtime for page in pages)
    graded = [path.stat().st_mtime for path in course.graded(unit, person).glob("*.ipynb")]
    with course.book() as book:
        votes = [vote.time.timestamp() for vote in book.votes(unit=unit, person=person) if vote.time]
    return made >= max([*graded, *votes], default=0.0)


def recipients(course: Course, unit: str) -> list[Recipient]:
    """Return who has handed in a unit, by the names that may be shown."""
    found = []
    for person in course.people(unit):
        reason = _obstacle(course, unit, person)
        state = reason or (_("released") if is_released(course, unit, person) else _("ready to be released"))
        found.append(Recipient(person, course.shown_as(person), state, not reason))
    return sorted(found, key=lambda each: each.shown_as)


def _obstacle(course: Course, unit: str, person: str) -> str:
    """Return why feedback cannot go out yet; empty when it can."""
    from nbgrader.api import MissingEntry

    from daskalo_grading.marking.overview import hands

    if not course.graded(unit, person).is_dir():
        return _("not graded yet")
    with course.open() as gradebook:
        try:
            waiting = hands(gradebook.find_submission(unit, person))
        except MissingEntry:
            return _("not graded yet")
    return ngettext("waits for {n} mark", "waits for {n} marks", waiting) if waiting else ""


def release(course: Course, unit: str, people: Sequence[str] | None = None) -> list[Released]:
    """Make and release the feedback of a unit.

    Args:
        course (Course): The course.
        unit (str): The unit.
        people (Sequence[str] | None): These people; None for all who have handed in.

    Returns:
        list[Released]: One for each person, with the reason where nothing went out.
    """
    wanted = course.people(unit) if people is None else list(people)
    config = _settings(course)
    found = []
    for person in wanted:
        reason = _obstacle(course, unit, person) or _make(course, config, unit, person)
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
    log = logging.Logger("feedback", logging.CRITICAL)
    try:
        with warnings.catch_warnings(), our_path():
            warnings.simplefilter("ignore")  # nbgrader 0.9.6 is older than SQLAlchemy 2.1
            GenerateFeedback(coursedir=directory, config=config, force=True, log=log).start()
            if not _has_exchange(config):
                page = feedback_folder(course, unit, person).relative_to(course.folder)
                return _("made: {path}. This course has no exchange; hand it over yourself.", path=page)
            exchange: Any = ExchangeFactory(config=config)
            step = exchange.ReleaseFeedback(
                coursedir=directory, authenticator=Authenticator(config=config), config=config, log=log
            )
            step.start()
    except (Exception, SystemExit) as error:  # whatever stops nbgrader is a reason
        return _("nbgrader stopped: {error}", error=str(error) or type(error).__name__)
    return ""


def _has_exchange(config: Config) -> bool:
    return bool(config.Exchange.get("root")) or "ExchangeFactory" in config
