"""The way of a unit: from not fetched to feedback read, and what waits for the trainer on it.

Pure: facts in, stage out. `daskalo_grading.desk.facts` gathers the facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """Where a person stands with a unit, as that person sees it."""

    CLOSED = "closed"
    NOT_FETCHED = "not-fetched"
    IN_WORK = "in-work"
    SUBMITTED = "submitted"
    GRADED = "graded"
    FEEDBACK_READY = "feedback-ready"
    FEEDBACK_READ = "feedback-read"


class Step(StrEnum):
    """What the trainer has to do next with a hand-in."""

    COLLECT = "collect"
    AUTOGRADE = "autograde"
    GRADE = "grade"
    RELEASE = "release"


@dataclass(frozen=True)
class Work:
    """What is known of one person's work on one unit. All times are UTC.

    Attributes:
        released (bool): The trainer has opened the unit.
        fetched (bool): The person has a copy.
        answered (int): Complete answers, out of `activities`.
        activities (int): Activities that count; 0 when unknown.
        submitted (datetime | None): The newest hand-in.
        changed (bool): The answers are others than those of the newest hand-in.
        collected (datetime | None): The hand-in that the trainer has taken over.
        autograded (datetime | None): The hand-in that was marked by the machine.
        needs_hand (bool): Some of it waits for marks by hand.
        feedback (datetime | None): The hand-in whose feedback was released.
        read (bool): The person has opened that feedback.
        score (float | None): Points given, once feedback is released.
        max_score (float | None): Points that could be given.
    """

    released: bool = False
    fetched: bool = False
    answered: int = 0
    activities: int = 0
    submitted: datetime | None = None
    changed: bool = False
    collected: datetime | None = None
    autograded: datetime | None = None
    needs_hand: bool = False
    feedback: datetime | None = None
    read: bool = False
    score: float | None = None
    max_score: float | None = None

    @property
    def newest(self) -> datetime | None:
        """The hand-in that counts; a collected one counts even when the inbound folder was emptied."""
        return max((time for time in (self.submitted, self.collected) if time), default=None)

    @property
    def stage(self) -> Stage:
        """Where the person stands; a newer hand-in sends an older mark back to `SUBMITTED`."""
        if self.newest is None:
            if self.fetched:
                return Stage.IN_WORK
            return Stage.NOT_FETCHED if self.released else Stage.CLOSED
        if _covers(self.feedback, self.newest):
            return Stage.FEEDBACK_READ if self.read else Stage.FEEDBACK_READY
        if _covers(self.autograded, self.newest) and not self.needs_hand:
            return Stage.GRADED
        return Stage.SUBMITTED

    @property
    def waiting(self) -> Step | None:
        """What the trainer has to do next, or None."""
        if self.newest is None or _covers(self.feedback, self.newest):
            return None
        if not _covers(self.collected, self.newest):
            return Step.COLLECT
        if not _covers(self.autograded, self.newest):
            return Step.AUTOGRADE
        return Step.GRADE if self.needs_hand else Step.RELEASE

    @property
    def complete(self) -> bool:
        """Every activity has a complete answer."""
        return 0 < self.activities == self.answered


def _covers(done: datetime | None, newest: datetime) -> bool:
    return done is not None and done >= newest
