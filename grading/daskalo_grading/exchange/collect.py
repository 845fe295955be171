"""Collecting: from each person's own folder, the newest hand-in that is what it should be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import parse_utc

from daskalo.i18n import translator
from daskalo_grading.book import REFUSED, Book, Note
from daskalo_grading.exchange.handins import Allowance, HandIn, RefusedHandIn, copy, hand_ins

_, ngettext = translator("daskalo_grading.exchange")

EVERYBODY = "*"


class Collect(ExchangeCollect):
    """nbgrader's collect for an exchange in which each person has an own inbound folder.

    A hand-in that holds links or special files, or too much, is refused with a line in the log; the next older one is
    taken instead, or what was collected before stays.
    """

    coursedir: Any  # a traitlets Instance, which type checkers read as an optional object

    def init_src(self) -> None:
        """Find the hand-ins, by the folder they lie in."""
        if not self.coursedir.course_id:
            self.fail(_("No course is named: give one with --course."))
        self.inbound = Path(self.root, self.coursedir.course_id, "inbound")
        if not self.inbound.is_dir():
            self.fail(_("There is no folder for hand-ins: {path}", path=self.inbound))
        wanted = self.coursedir.student_id or EVERYBODY
        people = sorted(folder.name for folder in self.inbound.iterdir()) if wanted == EVERYBODY else [wanted]
        self.waiting = {person: list(self._candidates(person)) for person in people if (self.inbound / person).is_dir()}

    def _candidates(self, person: str) -> Iterator[HandIn]:
        """Yield what may be collected, the best first: the newest, or the newest before the due date."""
        found = hand_ins(self.inbound / person, self.coursedir.assignment_id)
        due = self._due() if self.before_duedate else None
        if due:
            yield from (hand_in for hand_in in found if hand_in.time <= due)
        yield from (hand_in for hand_in in found if not due or hand_in.time > due)

    def _due(self) -> datetime | None:
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                due: Any = gradebook.find_assignment(self.coursedir.assignment_id).duedate
            except MissingEntry:
                return None
        return due.replace(tzinfo=UTC) if due else None

    def copy_files(self) -> None:
        """Take one hand-in of each person."""
        unit = self.coursedir.assignment_id
        handed_in = sum(map(bool, self.waiting.values()))
        self.log.info(
            ngettext(
                "{n} person has handed in “{unit}”.", "{n} people have handed in “{unit}”.", n=handed_in, unit=unit
            )
        )
        for person, candidates in self.waiting.items():
            target = Path(self.coursedir.format_path(self.coursedir.submitted_directory, person, unit))
            for hand_in in candidates:
                if not self._is_wanted(hand_in, target):
                    self.log.info(_("{person}: nothing newer than what was collected.", person=person))
                    break
                try:
                    copy(hand_in, target, self.coursedir.ignore, Allowance(bytes=1000 * self.coursedir.max_dir_size))
                except RefusedHandIn as refused:
                    sentence = _(
                        "{person}: the hand-in of {time} is refused: {reason}. An earlier one counts, if there is one.",
                        person=person,
                        time=hand_in.timestamp,
                        reason=refused,
                    )
                    self.log.warning(sentence)
                    self._tell(unit, person, sentence)
                    continue
                if hand_in is candidates[0]:
                    self._tell(unit, person)
                self.log.info(_("{person}: collected the hand-in of {time}.", person=person, time=hand_in.timestamp))
                break

    def _tell(self, unit: str, person: str, sentence: str = "") -> None:
        """Keep for the trainer that the newest hand-in was refused, or that there is nothing to tell any more."""
        with Book(self.coursedir.db_url) as book:
            others = [note for note in book.notes(unit, person) if note.code != REFUSED]
            if sentence or len(others) < len(book.notes(unit, person)):
                book.replace_notes(unit, person, [*others, *([Note(REFUSED, sentence)] if sentence else [])])

    def _is_wanted(self, hand_in: HandIn, target: Path) -> bool:
        """Whether a hand-in replaces what was collected before."""
        stamp = target / "timestamp.txt"
        if not target.is_dir() or not stamp.is_file():
            return True
        collected = parse_utc(stamp.read_text().strip()).replace(tzinfo=UTC)
        return hand_in.time > collected if self.update else self.before_duedate and hand_in.time != collected
