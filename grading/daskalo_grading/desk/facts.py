"""From the folders of the hub to the facts about one person's work on one unit.

The layout below `.daskalo/` is the hub's; the files inside a hand-in are nbgrader's stock exchange.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from daskalo.journal import FILE as JOURNAL
from daskalo_grading.desk import homes
from daskalo_grading.desk.answers import activities_of, complete
from daskalo_grading.desk.gradebook import Mark
from daskalo_grading.desk.states import Stage, Work
from daskalo_grading.exchange.handins import TIMESTAMP, HandIn, hand_ins

_SMALL = 1_000


@dataclass(frozen=True)
class Places:
    """Where the hub keeps things.

    Attributes:
        state (Path): The folder `.daskalo`.
    """

    state: Path

    @property
    def homes(self) -> Path:
        """One folder a person; what lies in it is that person's."""
        return self.state / "homes"

    @property
    def exchange(self) -> Path:
        """Released units, hand-ins and feedback on their way."""
        return self.state / "exchange"

    def course(self, course: str) -> Path:
        """Return the live nbgrader folder of a course."""
        return self.state / "courses" / course

    def released(self, course: str) -> set[str]:
        """Return the units that the trainer has opened."""
        return set(homes.names(self.exchange, f"outbound/{course}"))

    def handed_in(self, course: str) -> list[str]:
        """Return the people who have handed something in."""
        people = homes.names(self.exchange, "inbound")
        return [person for person in people if homes.names(self.exchange, f"inbound/{person}/{course}")]


def parse_timestamp(text: str) -> datetime | None:
    """Read a timestamp of nbgrader's exchange, `2026-11-23 12:05:00.123456 UTC`; None for anything else."""
    try:
        return datetime.strptime(text.strip(), TIMESTAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def work_on(places: Places, course: str, unit: str, person: str, mark: Mark | None, *, released: bool) -> Work:
    """Gather what is known of one person's work on one unit.

    Args:
        places (Places): The folders of the hub.
        course (str): The course id.
        unit (str): The unit id.
        person (str): The hub name; a name that cannot be a folder gives an empty work.
        mark (Mark | None): What the gradebook says.
        released (bool): Whether the unit is open.
    """
    if not person or "/" in person or person in {".", ".."}:
        return Work(released=released)
    home, mine = f"{person}/{course}/{unit}", f"{person}/{unit}"
    folder = places.course(course)
    newest = _newest_submission(places, course, unit, person)
    feedback, released_at = _released_feedback(places, course, unit, person)
    facts = Work(
        released=released,
        fetched=homes.modified(places.homes, f"{home}/{unit}.ipynb") is not None,
        submitted=newest.time if newest else None,
        collected=_timestamp(folder, f"submitted/{mine}"),
        autograded=_timestamp(folder, f"autograded/{mine}"),
        needs_hand=mark is not None and mark.needs_hand,
        feedback=feedback,
        read=_has_read(places, home, unit, feedback, released_at),
    )
    changes: dict[str, object] = {}
    if facts.fetched:
        activities = activities_of(folder / "source" / unit)
        journal = homes.read(places.homes, f"{home}/{JOURNAL}") or b""
        changes |= {"activities": len(activities), "answered": len(complete(activities, journal))}
        if newest:
            sent = homes.read(places.exchange, f"inbound/{person}/{course}/{newest.path.name}/{JOURNAL}") or b""
            changes["changed"] = journal != sent
    if mark and facts.stage in {Stage.FEEDBACK_READY, Stage.FEEDBACK_READ}:
        changes |= {"score": mark.score, "max_score": mark.max_score}
    return Work(**{**facts.__dict__, **changes})


def _newest_submission(places: Places, course: str, unit: str, person: str) -> HandIn | None:
    """Return the newest hand-in, by the same rule as collecting does."""
    inbound = places.exchange / "inbound" / person / course
    return next(iter(hand_ins(inbound, unit)), None) if inbound.is_dir() else None


def _released_feedback(places: Places, course: str, unit: str, person: str) -> tuple[datetime | None, float]:
    """Return the hand-in whose feedback was released, and when it was released (seconds since 1970).

    nbgrader names a released file after the secret of the hand-in (`nbgrader.utils.notebook_hash`).
    """
    made = f"feedback/{person}/{unit}"
    secret = homes.read(places.course(course), f"{made}/submission_secret.txt", limit=_SMALL)
    if secret is None:
        return None, 0.0
    name = hashlib.md5(secret + unit.encode(), usedforsecurity=False).hexdigest()
    released_at = homes.modified(places.exchange, f"feedback/{person}/{course}/{name}.html")
    if released_at is None:
        return None, 0.0
    return _timestamp(places.course(course), made), released_at


def _has_read(places: Places, home: str, unit: str, feedback: datetime | None, released_at: float) -> bool:
    """Whether the home holds the released feedback, not an older edition of it."""
    if feedback is None:
        return False
    for name in homes.names(places.homes, f"{home}/feedback"):
        if parse_timestamp(name) == feedback:
            fetched_at = homes.modified(places.homes, f"{home}/feedback/{name}/{unit}.html")
            return fetched_at is not None and fetched_at >= released_at
    return False


def _timestamp(folder: Path, inside: str) -> datetime | None:
    text = homes.read(folder, f"{inside}/timestamp.txt", limit=_SMALL)
    return parse_timestamp(text.decode(errors="replace")) if text else None
